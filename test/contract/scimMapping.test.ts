/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectKnown, expectSameRequest, expectSameRequests } from '../support/contract';
import { locator, runNode } from '../support/node';

const expression = 'return {}';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let mappings: InstanceType<Client['PropertymappingsApi']>;
	let pk: string;

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'scimMapping', operation, ...parameters });

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		mappings = new client.PropertymappingsApi(configurationFor(client, sandbox));
		pk = String(sandbox.addMapping({ expression }).pk);
	});
	afterAll(async () => await sandbox.close());

	it('a creation goes over the wire as the client sends it', async () => {
		await expectSameRequest(
			sandbox,
			async () => await run('create', { name: 'm', expression }),
			async () =>
				await mappings.propertymappingsProviderScimCreate({
					sCIMMappingRequest: { name: 'm', expression },
				}),
		);
	});

	it('an update goes over the wire as the client sends it', async () => {
		await expectSameRequests(
			sandbox,
			async () => await run('update', { scimMapping: locator(pk), updateFields: { expression } }),
			[
				async () => await mappings.propertymappingsProviderScimRetrieve({ pmUuid: pk }),
				async () =>
					await mappings.propertymappingsProviderScimPartialUpdate({
						pmUuid: pk,
						patchedSCIMMappingRequest: { expression },
					}),
			],
		);
	});

	it('lists go over the wire as the client sends them', async () => {
		await expectSameRequest(
			sandbox,
			async () => await run('getAll', { limit: 5, filters: { origin: 'own', search: 'a b' } }),
			async () =>
				await mappings.propertymappingsProviderScimList({
					pageSize: 5,
					managedIsnull: true,
					search: 'a b',
				}),
		);
	});

	it('a test goes over the wire as the client sends it', async () => {
		const user = Number(sandbox.addUser({}).pk);
		const group = String(sandbox.addGroup({}).pk);
		await expectSameRequest(
			sandbox,
			async () =>
				await run('test', {
					scimMapping: locator(pk),
					options: { user: locator(user), group: locator(group), context: '{"a": 1}' },
				}),
			async () =>
				await mappings.propertymappingsAllTestCreate({
					pmUuid: pk,
					formatResult: true,
					propertyMappingTestRequest: { user, group, context: { a: 1 } },
				}),
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const { json } = await run('getAll', { returnAll: true, output: 'raw' });
		expectKnown(json, client.SCIMMappingFromJSON);
	});
});
