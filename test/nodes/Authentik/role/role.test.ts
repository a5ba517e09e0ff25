import type { IDataObject } from 'n8n-workflow';

import { permissionsFor } from '../../../../nodes/Authentik/shared/permissions';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { startEngine } from '../../../support/engine';
import { credentialOf, expression, locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

let number = 0;

async function run(operation: string, parameters: IDataObject, apiToken?: string) {
	return await runNode(
		sandbox(),
		{ resource: 'role', operation, ...parameters },
		apiToken === undefined ? {} : { credential: { apiToken } },
	);
}

async function added() {
	const { json } = await run('create', { name: `role ${number++}` });
	sandbox().clearLog();
	return { pk: String(json[0].pk), name: String(json[0].name), role: locator(String(json[0].pk)) };
}

const sent = () => requestsTo(sandbox()).map(({ method, path, body }) => [method, path, body]);
const ASSIGNED = '/api/v3/rbac/permissions/assigned_by_roles';

async function permissionsOf(pk: string) {
	const { body } = await callApi(sandbox(), 'GET', `/rbac/permissions/?role=${pk}&page_size=100`);
	return (body.results as IDataObject[]).map(
		({ app_label, codename }) => `${String(app_label)}.${String(codename)}`,
	);
}

it('is created, read, listed and deleted', async () => {
	const { pk, name, role } = await added();
	expect((await run('get', { role })).json).toEqual([{ name, pk }]);
	const page = `https://auth.example.com/if/admin/#/identity/roles/${pk}`;
	expect((await run('get', { role: locator(page, 'url') })).json).toEqual([{ name, pk }]);
	const filters = { search: name };
	expect((await run('getAll', { filters })).json).toEqual([{ name, pk }]);
	expect((await run('delete', { role })).json).toEqual([{ pk, deleted: true }]);
	expect((await run('get', { role })).error?.httpCode).toBe('404');
});

it('is assigned to a user and removed; twice is not a failure', async () => {
	const { pk, name, role } = await added();
	const user = Number(sandbox().addUser({ username: `with-${pk}` }).pk);
	const parameters = { role, user: locator(`with-${pk}`, 'username') };
	for (const [operation, told, roles] of [
		['addUser', 'added', [{ name, pk }]],
		['removeUser', 'removed', []],
	] as const) {
		const once = await run(operation, parameters);
		const again = await run(operation, parameters);
		expect([...once.json, ...again.json]).toEqual(Array(2).fill({ role: pk, user, [told]: true }));
		const { json } = await run('getAll', { filters: { user: locator(user) } });
		expect(json).toEqual(roles);
	}
});

it.each(['addUser', 'removeUser'])(
	'%s says how users get roles before 2025.12',
	async (operation) => {
		const early = await startSandbox({ release: '2025.10' });
		const { error } = await runNode(early, {
			resource: 'role',
			operation,
			role: locator('5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11'),
			user: locator(1),
		});
		await early.close();
		expect(error?.message).toBe('Assigning a role to a user needs authentik 2025.12 or later');
		expect(error?.description).toContain('users get roles through groups');
		expect(requestsTo(early)).toEqual([]);
	},
);

it('gets permissions and loses them, by code name', async () => {
	const { pk, role } = await added();
	const permissions = 'authentik_core.view_user, authentik_core.view_group';
	const list = ['authentik_core.view_user', 'authentik_core.view_group'];
	const { json } = await run('assignPermissions', { role, permissions: expression(permissions) });
	expect(json).toEqual([{ role: pk, assigned: list }]);
	expect(sent()).toEqual([['POST', `${ASSIGNED}/${pk}/assign/`, { permissions: list }]]);
	expect((await permissionsOf(pk)).sort()).toEqual([...list].sort());

	sandbox().clearLog();
	const gone = await run('unassignPermissions', { role, permissions: [list[0]] });
	expect(gone.json).toEqual([{ role: pk, unassigned: [list[0]] }]);
	expect(sent()).toEqual([['PATCH', `${ASSIGNED}/${pk}/unassign/`, { permissions: [list[0]] }]]);
	expect(await permissionsOf(pk)).toEqual([list[1]]);
});

it('gets permissions on one object only', async () => {
	const { pk, role } = await added();
	const { pk: group } = sandbox().addGroup({});
	const parameters = {
		role,
		permissions: ['authentik_core.change_group'],
		options: { objectModel: 'authentik_core.group', objectPk: String(group) },
	};
	const object = { model: 'authentik_core.group', object_pk: group };
	const { json } = await run('assignPermissions', parameters);
	expect(json).toEqual([{ role: pk, assigned: parameters.permissions, ...object }]);
	const onObjects = async () =>
		(await callApi(sandbox(), 'GET', `/rbac/permissions/roles/?uuid=${pk}`)).body.results;
	expect(await onObjects()).toMatchObject([{ codename: 'change_group', object_pk: group }]);
	expect(await permissionsOf(pk)).toEqual([]);
	await run('unassignPermissions', parameters);
	expect(await onObjects()).toEqual([]);
});

it.each(['objectModel', 'objectPk'])(
	'refuses %s alone, which would mean all objects',
	async (name) => {
		const options = { [name]: 'authentik_core.user' };
		const permissions = ['authentik_core.view_user'];
		const role = locator('5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11');
		const { error } = await run('assignPermissions', { role, permissions, options });
		expect(error?.message).toMatch(/^'Object Model' and 'Object ID' must be used together/);
		expect(requestsTo(sandbox())).toEqual([]);
	},
);

it('gets exactly what the chosen operations need', async () => {
	const { pk, role } = await added();
	const operations = ['user.addToGroup', 'scimProvider.sync'];
	await run('assignPermissions', { role, permissions: operations });
	const needed = operations.flatMap((one) =>
		permissionsFor(...(one.split('.') as [string, string])),
	);
	expect((await permissionsOf(pk)).sort()).toEqual([...new Set(needed)].sort());

	const { key, user } = sandbox().addToken({ intent: 'api' });
	await run('addUser', { role, user: locator(user) });
	const member = sandbox().addUser({});
	const group = sandbox().addGroup({});
	const { json } = await runNode(
		sandbox(),
		{
			resource: 'user',
			operation: 'addToGroup',
			user: locator(Number(member.pk)),
			group: locator(String(group.pk)),
		},
		{ credential: { apiToken: key } },
	);
	expect(json).toMatchObject([{ added: true }]);
	const denied = await run('get', { role }, key);
	expect(denied.error?.httpCode).toBe('403');
});

it('names a permission that authentik does not have, and assigns nothing', async () => {
	const { pk, role } = await added();
	const permissions = ['authentik_core.view_user', 'authentik_core.fly_user'];
	const { error } = await run('assignPermissions', { role, permissions });
	expect(error?.message).toBe(
		'This release of authentik does not have the permission authentik_core.fly_user',
	);
	expect(await permissionsOf(pk)).toEqual([]);
});

it('leaves out what an operation needs in other releases only', async () => {
	const early = await startSandbox({ release: '2025.4' });
	const ofRole = async (operation: string, parameters: IDataObject) =>
		await runNode(early, { resource: 'role', operation, ...parameters });
	const { pk } = (await ofRole('create', { name: 'sync' })).json[0];
	const { json, error } = await ofRole('assignPermissions', {
		role: locator(String(pk)),
		permissions: ['scimProvider.sync'],
	});
	await early.close();
	expect(error).toBeUndefined();
	const tasks = ['authentik_tasks.view_task', 'authentik_tasks_schedules.view_schedule'];
	const needed = permissionsFor('scimProvider', 'sync');
	const assigned = needed.filter((name) => !tasks.includes(name));
	expect(json).toEqual([{ role: pk, assigned, left_out: tasks }]);
});

describe('on one object', () => {
	const onGroup = async (permissions: string[], operation = 'assignPermissions') => {
		const { pk, role } = await added();
		const { pk: group } = sandbox().addGroup({});
		const options = { objectModel: 'authentik_core.group', objectPk: String(group) };
		return { pk, group, ...(await run(operation, { role, permissions, options })) };
	};

	it('leaves out what an operation needs on other objects', async () => {
		const { pk, group, json } = await onGroup(['user.addToGroup']);
		expect(json).toEqual([
			{
				role: pk,
				assigned: ['authentik_core.view_group', 'authentik_core.add_user_to_group'],
				model: 'authentik_core.group',
				object_pk: group,
				left_out: ['authentik_core.view_user'],
			},
		]);
	});

	it('refuses a permission on other objects', async () => {
		const { error } = await onGroup(['authentik_core.view_group', 'authentik_core.view_user']);
		expect(error?.message).toBe(
			'This release of authentik does not have the permission authentik_core.view_user on authentik_core.group',
		);
	});
});

it('reports another failure as it is', async () => {
	const { pk, role } = await added();
	const path = `/rbac/permissions/assigned_by_roles/${pk}/assign/`;
	sandbox().fault({ method: 'POST', path, times: 1, respond: { status: 405, body: '' } });
	const permissions = ['authentik_core.view_user'];
	const { error } = await run('assignPermissions', { role, permissions });
	expect(error?.httpCode).toBe('405');
	expect(await permissionsOf(pk)).toEqual([]);
});

it('lists operations and permissions to choose from', async () => {
	const engine = await startEngine({ authentikApi: credentialOf(sandbox()) });
	const options = await engine.loadOptions('getPermissions');
	expect(options).toContainEqual({
		name: 'Operation: Event > Get',
		value: 'event.get',
		description: 'authentik_events.view_event',
	});
	expect(options).toContainEqual({
		name: 'Can view User (authentik_core.view_user)',
		value: 'authentik_core.view_user',
	});
	const { pk, name } = await added();
	const { results } = await engine.search('searchRoles', name);
	expect(results).toMatchObject([{ name, value: pk }]);
});
