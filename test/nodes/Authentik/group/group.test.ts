import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let old: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	old = await startSandbox({ release: '2025.10' });
});
afterAll(async () => {
	await sandbox.close();
	await old.close();
});
beforeEach(() => {
	sandbox.clearLog();
	old.clearLog();
});

const run = async (
	operation: string,
	parameters: IDataObject = {},
	{ on = sandbox, items }: { on?: Sandbox; items?: IDataObject[] } = {},
) => await runNode(on, { resource: 'group', operation, ...parameters } as never, { items });

const sent = (on = sandbox) =>
	requestsTo(on).map(({ method, path, body }) => [
		method,
		path.slice(7),
		...(body === undefined ? [] : [body]),
	]);

const name = () => `group ${Math.random()}`;

describe('create', () => {
	it('needs a name only', async () => {
		const group = name();
		const { json, error } = await run('create', { name: group });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([['POST', '/core/groups/', { name: group }]]);
		expect(json).toEqual([expect.objectContaining({ name: group, users: [], parents: [] })]);
	});

	it('sends every field under the name that authentik knows', async () => {
		const parent = String(sandbox.addGroup({}).pk);
		const group = name();
		const { json } = await run('create', {
			name: group,
			additionalFields: {
				attributes: { a: 1 },
				isSuperuser: false,
				parents: [parent],
				roles: [],
			},
		});
		expect(sent()).toEqual([
			[
				'POST',
				'/core/groups/',
				{ name: group, attributes: { a: 1 }, is_superuser: false, parents: [parent], roles: [] },
			],
		]);
		expect(json[0]).toMatchObject({ parents: [parent] });
	});

	it('sets the one parent of an earlier release', async () => {
		const parent = String(old.addGroup({ name: 'above' }).pk);
		const group = name();
		const { json } = await run(
			'create',
			{ name: group, additionalFields: { parent: locator(parent, 'list') } },
			{ on: old },
		);
		expect(sent(old)).toEqual([['POST', '/core/groups/', { name: group, parent }]]);
		expect(json[0]).toMatchObject({ parent, parent_name: 'above' });
	});

	it('refuses a parent in the shape of another release', async () => {
		const many = await run('create', { name: 'x', additionalFields: { parents: [] } }, { on: old });
		expect(many.error?.message).toContain('(needs authentik 2025.12 or later)');
		const one = await run('create', { name: 'x', additionalFields: { parent: locator('') } });
		expect(one.error?.message).toContain("'Parent' (needs authentik 2025.10 or earlier)");
		expect([...requestsTo(old), ...requestsTo(sandbox)]).toEqual([]);
	});

	it('refuses an empty name before anything is sent', async () => {
		const { error } = await run('create', { name: ' ' });
		expect(error?.message).toContain("'Name' must not be empty");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('create or update', () => {
	it('creates what it does not find', async () => {
		const group = name();
		const { json } = await run('upsert', { name: group });
		expect(sent()).toEqual([
			['GET', '/core/groups/'],
			['POST', '/core/groups/', { name: group }],
		]);
		expect(json[0]).toMatchObject({ name: group });
	});

	it('changes only what is given and keeps the members', async () => {
		const user = Number(sandbox.addUser({}).pk);
		const group = name();
		const { pk } = sandbox.addGroup({ name: group, users: [user], attributes: { a: 1, b: 2 } });
		const { json } = await run('upsert', {
			name: group,
			additionalFields: { attributes: '{"b": 3}' },
		});
		expect(sent()).toEqual([
			['GET', '/core/groups/'],
			['GET', `/core/groups/${String(pk)}/`],
			['PATCH', `/core/groups/${String(pk)}/`, { name: group, attributes: { a: 1, b: 3 } }],
		]);
		expect(json[0]).toMatchObject({ pk, users: [user] });
	});

	it('makes one group of two items with the same name', async () => {
		const group = name();
		const { json } = await run('upsert', { name: group }, { items: [{}, {}] });
		expect(json[0].pk).toBe(json[1].pk);
		expect(sent().map(([method]) => method)).toEqual(['GET', 'POST', 'GET', 'PATCH']);
	});
});

describe('update', () => {
	it('sends one PATCH with the added fields only, and keeps the members', async () => {
		const user = Number(sandbox.addUser({}).pk);
		const pk = String(sandbox.addGroup({ users: [user] }).pk);
		const changed = name();
		const { json } = await run('update', {
			group: locator(pk),
			updateFields: { name: changed, isSuperuser: false },
		});
		expect(sent()).toEqual([
			['PATCH', `/core/groups/${pk}/`, { name: changed, is_superuser: false }],
		]);
		expect(json[0]).toMatchObject({ name: changed, users: [user] });
	});

	it('merges attributes, or replaces them when told so', async () => {
		const pk = String(sandbox.addGroup({ attributes: { a: 1, b: { c: 2 } } }).pk);
		const parameters = { group: locator(pk), updateFields: { attributes: { b: { d: 3 } } } };
		const merged = await run('update', parameters);
		expect(merged.json[0].attributes).toEqual({ a: 1, b: { c: 2, d: 3 } });
		const replaced = await run('update', {
			...parameters,
			options: { attributesMode: 'replace' },
		});
		expect(replaced.json[0].attributes).toEqual({ b: { d: 3 } });
	});

	it('knows one group by every spelling of its ID, so that no merge is lost', async () => {
		const pk = String(sandbox.addGroup({}).pk);
		const spellings = [pk, pk.toUpperCase(), pk.replace(/-/g, '')];
		const { error } = await run(
			'update',
			{
				group: locator('={{ $json.pk }}'),
				updateFields: { attributes: '={{ { ["key" + $itemIndex]: true } }}' },
			},
			{ items: spellings.map((spelling) => ({ pk: spelling })) },
		);
		expect(error).toBeUndefined();
		const path = `/core/groups/${pk}/`;
		expect(sent()).toEqual([
			['GET', path],
			['PATCH', path, { attributes: { key0: true } }],
			['GET', path],
			['PATCH', path, { attributes: { key0: true, key1: true } }],
			['GET', path],
			['PATCH', path, { attributes: { key0: true, key1: true, key2: true } }],
		]);
	});

	it('removes the parent of an earlier release', async () => {
		const parent = String(old.addGroup({}).pk);
		const { json: created } = await run(
			'create',
			{ name: name(), additionalFields: { parent: locator(parent) } },
			{ on: old },
		);
		const { json } = await run(
			'update',
			{ group: locator(String(created[0].pk)), updateFields: { parent: locator('', 'list') } },
			{ on: old },
		);
		expect(json[0]).toMatchObject({ parent: null });
	});

	it('refuses an update of nothing', async () => {
		const { error } = await run('update', { group: locator(String(sandbox.addGroup({}).pk)) });
		expect(error?.message).toContain('Nothing to update');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('get', () => {
	it.each(['id', 'list', 'url', 'name'])('finds the group by %s', async (mode) => {
		const group = name();
		const pk = String(sandbox.addGroup({ name: group }).pk);
		const value = { url: `${sandbox.url}/if/admin/#/identity/groups/${pk};x`, name: group }[mode];
		const { json, error } = await run('get', { group: locator(value ?? pk, mode) });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ pk })]);
		expect(requestsTo(sandbox)).toHaveLength(mode === 'name' ? 2 : 1);
	});

	it('tells of a name that no group has', async () => {
		const { error } = await run('get', { group: locator('nothing', 'name') });
		expect(error?.message).toBe('No group has the name "nothing"');
	});

	it('leaves the members out unless told otherwise', async () => {
		const user = Number(sandbox.addUser({ username: 'a-member' }).pk);
		const group = locator(String(sandbox.addGroup({ users: [user] }).pk));
		const { json } = await run('get', { group });
		expect(json[0]).toMatchObject({ users: [user], users_obj: null });
		const full = await run('get', { group, options: { includeUsers: true } });
		expect(full.json[0].users_obj).toEqual([expect.objectContaining({ username: 'a-member' })]);
		const simple = await run('get', { group, options: { output: 'simple' } });
		expect(simple.json[0]).not.toHaveProperty('users');
	});
});

describe('get many', () => {
	it('sends every filter under the name that authentik knows', async () => {
		const pk = Number(sandbox.addUser({ username: 'wanted' }).pk);
		sandbox.addGroup({ name: 'has wanted', users: [pk] });
		const { error } = await run('getAll', {
			limit: 7,
			filters: {
				attributes: '{"a": 1}',
				isSuperuser: false,
				membersByPk: locator(pk),
				membersByUsername: 'wanted',
				name: 'has wanted',
				search: 'wan',
			},
			options: { ordering: '-name', includeUsers: true },
		});
		expect(error).toBeUndefined();
		expect(Object.fromEntries(new URLSearchParams(requestsTo(sandbox)[0].query))).toEqual({
			page_size: '7',
			include_users: 'true',
			attributes: '{"a":1}',
			is_superuser: 'false',
			members_by_pk: String(pk),
			members_by_username: 'wanted',
			name: 'has wanted',
			search: 'wan',
			ordering: '-name',
		});
	});

	it('returns all of them', async () => {
		for (let index = 0; index < 105; index++) sandbox.addGroup({ name: `bulk ${index}` });
		const { json } = await run('getAll', { returnAll: true, filters: { search: 'bulk' } });
		expect(json).toHaveLength(105);
		expect(requestsTo(sandbox)).toHaveLength(2);
		expect(json[0]).toMatchObject({ users_obj: null });
	});
});

describe('members', () => {
	it('are listed as users, with return all, limit and output', async () => {
		const users = ['m1', 'm2', 'm3'].map((username) => Number(sandbox.addUser({ username }).pk));
		const group = name();
		const pk = String(sandbox.addGroup({ name: group, users }).pk);
		const { json, error } = await run('getMembers', {
			group: locator(group, 'name'),
			limit: 2,
			options: { output: 'fields', outputFields: 'username' },
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ pk: users[0], username: 'm1' },
			{ pk: users[1], username: 'm2' },
		]);
		expect(requestsTo(sandbox)[1]).toMatchObject({
			path: '/api/v3/core/users/',
			query: `page_size=2&include_groups=false&groups_by_pk=${pk}`,
		});
	});

	it.each(['addUser', 'removeUser'])('%s touches no other member', async (operation) => {
		const [stays, wanted] = [sandbox.addUser({}), sandbox.addUser({})].map(({ pk }) => Number(pk));
		const before = operation === 'addUser' ? [stays] : [stays, wanted];
		const pk = String(sandbox.addGroup({ users: before }).pk);
		const { json } = await run(operation, { group: locator(pk), user: locator(wanted) });
		const path = operation === 'addUser' ? 'add_user' : 'remove_user';
		expect(sent()).toEqual([['POST', `/core/groups/${pk}/${path}/`, { pk: wanted }]]);
		expect(json).toEqual([operation === 'addUser' ? { added: true } : { removed: true }]);
		const { json: after } = await run('get', { group: locator(pk) });
		expect(after[0].users).toEqual(operation === 'addUser' ? [stays, wanted] : [stays]);
	});

	it('tells of a user who is not there', async () => {
		const group = locator(String(sandbox.addGroup({}).pk));
		const { error } = await run('addUser', { group, user: locator(999_999) });
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain('authentik_core.add_user_to_group');
	});
});

it('deletes one group and says so', async () => {
	const pk = String(sandbox.addGroup({}).pk);
	const { json } = await run('delete', { group: locator(pk) });
	expect(sent()).toEqual([['DELETE', `/core/groups/${pk}/`]]);
	expect(json).toEqual([{ deleted: true }]);
});
