import assert from 'node:assert/strict';

import { locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Page } from '../types.mts';
import type { World } from '../world.mts';

/** A role created by the node. */
async function create(world: World) {
	const made = await world.one('role', 'create', { name: world.name('role') });
	world.owns('role', made.pk);
	return { ...made, locator: locator(made.pk) };
}

type Permission = Record<'app_label' | 'codename' | 'object_pk', string>;

const globalOnes = async (world: World, role: string) => {
	const path = `/rbac/permissions/?role=${role}&page_size=100`;
	const { results } = await world.api<Page<Permission>>('GET', path);
	return results.map(({ app_label, codename }) => `${app_label}.${codename}`).sort();
};

/** Roles, who has them, and what they allow. */
export const roles: Case[] = [
	{
		name: 'role: create, get, list and delete',
		async run(world) {
			const { pk, name, locator: role } = await create(world);
			assert.deepEqual(await world.one('role', 'get', { role }), { name, pk });
			const filters = { search: name };
			assert.deepEqual(await world.ok('role', 'getAll', { filters }), [{ name, pk }]);
			await world.fails(/^authentik rejected 'Name': .*already exists/, 'role', 'create', { name });
			assert.deepEqual(await world.one('role', 'delete', { role }), { pk, deleted: true });
			await world.isUnknown('role', 'get', { role });
		},
	},
	{
		name: 'role: add and remove a user',
		from: '2025.12',
		async run(world) {
			const { pk, locator: role } = await create(world);
			const user = await world.user();
			const parameters = { role, user: locator(user.username, 'username') };
			const of = async () =>
				(await world.ok('role', 'getAll', { filters: { user: user.locator } })).map(
					(row) => row.pk,
				);
			await world.one('role', 'addUser', parameters);
			await world.one('role', 'addUser', parameters);
			assert.deepEqual(await of(), [pk]);
			await world.one('role', 'removeUser', parameters);
			assert.deepEqual(await of(), []);
			await world.isUnknown('role', 'addUser', { role, user: locator(2_000_000_000) });
		},
	},
	{
		name: 'role: before 2025.12, users get roles through groups',
		until: '2025.10',
		async run(world) {
			const { locator: role } = await create(world);
			const message = /needs authentik 2025\.12 or later/;
			const { description } = await world.refuses(message, 'role', 'addUser', {
				role,
				user: locator(1),
			});
			assert.match(description ?? '', /through groups/);
		},
	},
	{
		name: 'role: assign and unassign permissions, on all objects and on one',
		async run(world) {
			const { pk, locator: role } = await create(world);
			const permissions = ['authentik_core.view_user', 'authentik_core.view_group'];
			const of = async (operation: string, more: object = {}) =>
				await world.one('role', operation, { role, permissions, ...more });
			await of('assignPermissions');
			await of('assignPermissions');
			assert.deepEqual(await globalOnes(world, pk), [...permissions].sort());
			await of('unassignPermissions', { permissions: [permissions[0]] });
			await of('unassignPermissions', { permissions: [permissions[0]] });
			assert.deepEqual(await globalOnes(world, pk), [permissions[1]]);

			const group = await world.group();
			const options = { objectModel: 'authentik_core.group', objectPk: group.pk };
			const onOne = { permissions: ['authentik_core.change_group'], options };
			const path = `/rbac/permissions/roles/?uuid=${pk}`;
			await of('assignPermissions', onOne);
			const { results } = await world.api<Page<Permission>>('GET', path);
			assert.deepEqual(
				results.map(({ codename, object_pk }) => [codename, object_pk]),
				[['change_group', group.pk]],
			);
			await of('unassignPermissions', onOne);
			assert.deepEqual((await world.api<Page<Permission>>('GET', path)).results, []);
		},
	},
	{
		name: 'role: the error names an unknown permission, and nothing is assigned',
		async run(world) {
			const { pk, locator: role } = await create(world);
			const permissions = ['authentik_core.view_user', 'authentik_core.fly_user'];
			const message = /does not have the permission authentik_core\.fly_user/;
			await world.fails(message, 'role', 'assignPermissions', { role, permissions });
			assert.deepEqual(await globalOnes(world, pk), []);
		},
	},
	{
		name: 'role: what an operation of the node needs in other releases only is left out',
		until: '2025.6',
		async run(world) {
			const { locator: role } = await create(world);
			const permissions = ['scimProvider.sync'];
			const told = await world.one('role', 'assignPermissions', { role, permissions });
			const tasks = ['authentik_tasks.view_task', 'authentik_tasks_schedules.view_schedule'];
			assert.deepEqual(told.left_out, tasks);
		},
	},
	{
		name: 'role: on one object, what an operation of the node needs on others is left out',
		async run(world) {
			const { locator: role } = await create(world);
			const { pk: objectPk } = await world.group();
			const told = await world.one('role', 'assignPermissions', {
				role,
				permissions: ['user.addToGroup'],
				options: { objectModel: 'authentik_core.group', objectPk },
			});
			assert.deepEqual(told.left_out, ['authentik_core.view_user']);
		},
	},
];
