/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { inSpan, RELEASES, ROLES_OF_USERS } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectKnown, expectSameRequest, nameText } from '../support/contract';
import { locator, runNode } from '../support/node';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let rbac: InstanceType<Client['RbacApi']>;
	let uuid: string;

	const run = async (operation: string, parameters: IDataObject) =>
		await runNode(sandbox, { resource: 'role', operation, ...parameters });
	const isSame = async (ours: () => Promise<unknown>, theirs: () => Promise<unknown>) =>
		await expectSameRequest(sandbox, ours, theirs);

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		rbac = new client.RbacApi(configurationFor(client, sandbox));
		({ pk: uuid } = await rbac.rbacRolesCreate({ roleRequest: { name: 'auditors' } }));
	});
	afterAll(async () => await sandbox.close());

	it('any creation goes over the wire as the client sends it', async () => {
		await fc.assert(
			fc.asyncProperty(nameText, async (name) => {
				await isSame(
					async () => await run('create', { name }),
					async () => await rbac.rbacRolesCreate({ roleRequest: { name } }),
				);
			}),
			{ numRuns: 10 },
		);
	});

	it('reads, lists and deletions go over the wire as the client sends them', async () => {
		const role = locator(uuid);
		await isSame(
			async () => await run('get', { role }),
			async () => await rbac.rbacRolesRetrieve({ uuid }),
		);
		const ofUsers = inSpan(release, ROLES_OF_USERS);
		await isSame(
			async () =>
				await run('getAll', {
					limit: 7,
					filters: { search: 'x&y=ü', ...(ofUsers ? { user: locator(1) } : {}) },
					options: { ordering: '-name' },
				}),
			async () =>
				await rbac.rbacRolesList({
					pageSize: 7,
					search: 'x&y=ü',
					ordering: '-name',
					...(ofUsers ? { users: 1 } : {}),
				}),
		);
		const nowhere = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';
		await isSame(
			async () => await run('delete', { role: locator(nowhere) }),
			async () => await rbac.rbacRolesDestroy({ uuid: nowhere }),
		);
	});

	it('permissions go over the wire as the client sends them', async () => {
		const role = locator(uuid);
		const permissions = ['authentik_core.view_group', 'authentik_core.change_group'];
		const objectPk = String(sandbox.addGroup({}).pk);
		const model = 'authentik_core.group' as const;
		for (const object of [{}, { model, objectPk }]) {
			const options = 'model' in object ? { objectModel: model, objectPk } : {};
			const request = { permissions, ...object };
			await isSame(
				async () => await run('assignPermissions', { role, permissions, options }),
				async () =>
					await rbac.rbacPermissionsAssignedByRolesAssign({
						uuid,
						permissionAssignRequest: request,
					}),
			);
			await isSame(
				async () => await run('unassignPermissions', { role, permissions, options }),
				async () =>
					await rbac.rbacPermissionsAssignedByRolesUnassignPartialUpdate({
						uuid,
						patchedPermissionAssignRequest: request,
					}),
			);
		}
	});

	(inSpan(release, ROLES_OF_USERS) ? it : it.skip)(
		'users go over the wire as the client sends them',
		async () => {
			const parameters = { role: locator(uuid), user: locator(1) };
			const request = { uuid, userAccountSerializerForRoleRequest: { pk: 1 } };
			await isSame(
				async () => await run('addUser', parameters),
				async () => await rbac.rbacRolesAddUserCreate(request),
			);
			await isSame(
				async () => await run('removeUser', parameters),
				async () => await rbac.rbacRolesRemoveUserCreate(request),
			);
		},
	);

	it('every answer is read back by the client without loss', async () => {
		const { json } = await run('getAll', { returnAll: true, output: 'raw' });
		expectKnown(json, client.RoleFromJSON);
	});
});
