/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectKnown, expectSameRequest } from '../support/contract';
import { locator, runNode } from '../support/node';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let providers: InstanceType<Client['ProvidersApi']>;
	let provider: number;
	let user: number;
	let group: string;

	const run = async (resource: string, operation: string, parameters: object) =>
		await runNode(sandbox, { resource, operation, ...parameters });

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		providers = new client.ProvidersApi(configurationFor(client, sandbox));
		provider = Number(sandbox.addProvider({ name: 'CRM' }).pk);
		user = Number(sandbox.addUser({}).pk);
		group = String(sandbox.addGroup({}).pk);
	});
	afterAll(async () => await sandbox.close());

	it('a link to a user goes over the wire as the client sends it', async () => {
		await expectSameRequest(
			sandbox,
			async () =>
				await run('provisionedUser', 'link', {
					scimProvider: locator(provider),
					user: locator(user),
					remoteId: 'r',
				}),
			async () =>
				await providers.providersScimUsersCreate({
					sCIMProviderUserRequest: { provider, user, scimId: 'r' },
				}),
		);
	});

	it('a link to a group goes over the wire as the client sends it', async () => {
		await expectSameRequest(
			sandbox,
			async () =>
				await run('provisionedGroup', 'link', {
					scimProvider: locator(provider),
					group: locator(group),
					remoteId: 'r',
				}),
			async () =>
				await providers.providersScimGroupsCreate({
					sCIMProviderGroupRequest: { provider, group, scimId: 'r' },
				}),
		);
	});

	it('lists go over the wire as the client sends them', async () => {
		await expectSameRequest(
			sandbox,
			async () =>
				await run('provisionedGroup', 'getAll', {
					limit: 3,
					filters: { scimProvider: locator(provider), group: locator(group), search: 'x' },
				}),
			async () =>
				await providers.providersScimGroupsList({
					pageSize: 3,
					providerId: provider,
					groupGroupUuid: group,
					search: 'x',
				}),
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const all = { returnAll: true, output: 'raw' };
		const users = await run('provisionedUser', 'getAll', all);
		expectKnown(users.json, client.SCIMProviderUserFromJSON);
		const groups = await run('provisionedGroup', 'getAll', all);
		expectKnown(groups.json, client.SCIMProviderGroupFromJSON);
	});
});
