/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectSameWrite } from '../support/contract';
import { locator, runNode } from '../support/node';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let core: InstanceType<Client['CoreApi']>;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		const client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
	});
	afterAll(async () => await sandbox.close());

	it('changes of members go over the wire as the client sends them', async () => {
		const groupUuid = String(sandbox.addGroup({}).pk);
		const pk = Number(sandbox.addUser({}).pk);
		const request = { groupUuid, userAccountRequest: { pk } };
		const setMembers = async (members: string) =>
			await runNode(sandbox, {
				resource: 'group',
				operation: 'setMembers',
				group: locator(groupUuid),
				members,
				preview: false,
			});
		await expectSameWrite(
			sandbox,
			async () => await setMembers(String(pk)),
			async () => await core.coreGroupsAddUserCreate(request),
		);
		await expectSameWrite(
			sandbox,
			async () => await setMembers('[]'),
			async () => await core.coreGroupsRemoveUserCreate(request),
		);
	});
});
