/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectSameRequest } from '../support/contract';
import { runNode } from '../support/node';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let core: InstanceType<Client['CoreApi']>;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		const client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
	});
	afterAll(async () => await sandbox.close());

	const isSame = async (parameters: object, theirs: () => Promise<unknown>) =>
		await expectSameRequest(
			sandbox,
			async () =>
				await runNode(sandbox, { resource: 'apiRequest', operation: 'send', ...parameters }),
			theirs,
		);

	it('requests of every method go over the wire as the client sends them', async () => {
		const groupUuid = String(sandbox.addGroup({}).pk);
		const path = `/core/groups/${groupUuid}/`;
		const body = { name: 'ü & x', attributes: { a: [1, null] } };
		const additionalFields = { body: JSON.stringify(body) };
		const query = JSON.stringify({ search: 'x&y=ü', members_by_pk: [1, 2], include_users: false });
		await isSame(
			{ path: '/core/groups/', limit: 7, additionalFields: { query } },
			async () =>
				await core.coreGroupsList({
					pageSize: 7,
					search: 'x&y=ü',
					membersByPk: [1, 2],
					includeUsers: false,
				}),
		);
		await isSame(
			{ method: 'POST', path: '/core/groups/', additionalFields },
			async () => await core.coreGroupsCreate({ groupRequest: body }),
		);
		await isSame(
			{ method: 'PATCH', path, additionalFields },
			async () => await core.coreGroupsPartialUpdate({ groupUuid, patchedGroupRequest: body }),
		);
		await isSame(
			{ method: 'PUT', path, additionalFields },
			async () => await core.coreGroupsUpdate({ groupUuid, groupRequest: body }),
		);
		await isSame(
			{ method: 'DELETE', path },
			async () => await core.coreGroupsDestroy({ groupUuid }),
		);
	});
});
