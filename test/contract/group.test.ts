/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import * as fc from 'fast-check';

import { groupFacts, RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import {
	expectKnown,
	expectSameRequest,
	expectSameUpdates,
	jsonObject,
	nameText,
	part,
	someFields,
	uuidOrEmpty,
} from '../support/contract';
import { locator, runNode } from '../support/node';
import { asIs } from '../support/values/kind';

const uuids = asIs(fc.array(fc.uuid(), { maxLength: 3 }));

const SAMPLES = {
	is_superuser: asIs(fc.boolean()),
	attributes: jsonObject,
	roles: uuids,
	parents: uuids,
	parent: uuidOrEmpty,
};

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let core: InstanceType<Client['CoreApi']>;
	let pk: string;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
		pk = String(sandbox.addGroup({ name: 'Engineering' }).pk);
	});
	afterAll(async () => await sandbox.close());

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'group', operation, ...parameters });

	it('any update goes over the wire as the client sends it', async () => {
		const fields = someFields({ ...SAMPLES, name: asIs(nameText) }, release, groupFacts);
		await expectSameUpdates(
			{ sandbox, fields, numRuns: 25 },
			async (updateFields) =>
				await run('update', {
					group: locator(pk),
					updateFields,
					options: { replaceAttributes: true },
				}),
			async (request) =>
				await core.coreGroupsPartialUpdate({ groupUuid: pk, patchedGroupRequest: request }),
		);
	});

	it('any creation goes over the wire as the client sends it', async () => {
		const created = fc.record({ name: nameText, more: someFields(SAMPLES, release, groupFacts) });
		await fc.assert(
			fc.asyncProperty(created, async ({ name, more }) => {
				await expectSameRequest(
					sandbox,
					async () => await run('create', { name, additionalFields: part(more, 'given') }),
					async () =>
						await core.coreGroupsCreate({ groupRequest: { name, ...part(more, 'sent') } }),
				);
			}),
			{ numRuns: 15 },
		);
	});

	it('reads, lists and actions go over the wire as the client sends them', async () => {
		const group = locator(pk);
		const user = Number(sandbox.addUser({}).pk);
		await expectSameRequest(
			sandbox,
			async () => await run('get', { group }),
			async () => await core.coreGroupsRetrieve({ groupUuid: pk, includeUsers: false }),
		);
		await expectSameRequest(
			sandbox,
			async () =>
				await run('getAll', {
					limit: 7,
					filters: {
						attributes: '{"a b": "ü&"}',
						isSuperuser: false,
						membersByPk: locator(user),
						name: 'a b',
						search: 'x&y',
					},
					options: { ordering: '-name' },
				}),
			async () =>
				await core.coreGroupsList({
					pageSize: 7,
					includeUsers: false,
					attributes: '{"a b":"ü&"}',
					isSuperuser: false,
					membersByPk: [user],
					name: 'a b',
					search: 'x&y',
					ordering: '-name',
				}),
		);
		await expectSameRequest(
			sandbox,
			async () => await run('getMembers', { group, returnAll: true }),
			async () =>
				await core.coreUsersList({ pageSize: 100, includeGroups: false, groupsByPk: [pk] }),
		);
		await expectSameRequest(
			sandbox,
			async () => await run('addUser', { group, user: locator(user) }),
			async () =>
				await core.coreGroupsAddUserCreate({ groupUuid: pk, userAccountRequest: { pk: user } }),
		);
		await expectSameRequest(
			sandbox,
			async () => await run('removeUser', { group, user: locator(user) }),
			async () =>
				await core.coreGroupsRemoveUserCreate({ groupUuid: pk, userAccountRequest: { pk: user } }),
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const created = await run('create', { name: 'read-back' });
		const list = await run('getAll', { returnAll: true, output: 'raw' });
		expectKnown([...created.json, ...list.json], client.GroupFromJSON);
		expect(list.json.length).toBeGreaterThan(1);
	});
});
