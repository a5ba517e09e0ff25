import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let old: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	old = await startSandbox({ release: '2025.6' });
	for (let index = 0; index < 120; index++) {
		sandbox.addUser({ username: `many${String(index).padStart(3, '0')}`, path: 'users/many' });
	}
});
afterAll(async () => {
	await sandbox.close();
	await old.close();
});
beforeEach(() => {
	sandbox.clearLog();
	old.clearLog();
});

const run = async (operation: string, parameters: IDataObject = {}) =>
	await runNode(sandbox, { resource: 'user', operation, ...parameters });

const queryOf = (index: number) => [
	...new URLSearchParams(requestsTo(sandbox)[index].query).entries(),
];

it('returns all, in the order of the server, 100 a page', async () => {
	const { json } = await run('getAll', { returnAll: true, filters: { path: 'users/many' } });
	expect(json).toHaveLength(120);
	expect(json[119].username).toBe('many119');
	expect(requestsTo(sandbox).map(({ query }) => query)).toEqual([
		'page_size=100&include_groups=false&path=users%2Fmany',
		'page_size=100&include_groups=false&path=users%2Fmany&page=2',
	]);
});

it("sends every filter under authentik's name", async () => {
	const group = String(sandbox.addGroup({ name: 'A group' }).pk);
	const { error } = await run('getAll', {
		filters: {
			attributes: '{"department": "Sales"}',
			dateJoinedGt: '2026-01-01T00:00:00Z',
			dateJoinedLt: '2026-01-02T00:00:00Z',
			email: 'ada@example.com',
			groupsByName: 'A group',
			groupsByPk: [group],
			isActive: true,
			isSuperuser: false,
			lastLoginGt: '2026-01-03T00:00:00Z',
			lastLoginIsnull: true,
			lastLoginLt: '2026-01-04T00:00:00Z',
			lastUpdatedGt: '2026-01-05T00:00:00Z',
			// Without a zone, the workflow's applies, by default New York.
			lastUpdatedLt: '2026-01-06T00:00:00',
			name: 'Ada',
			path: 'users',
			pathStartswith: 'us',
			search: 'ad',
			type: ['internal', 'external'],
			username: 'ada',
			uuid: 'df1e5a2b-2b0e-4d0f-8f57-9b6a4b0f5a3c',
		},
		options: { includeGroups: true, excludeRoles: true, ordering: '-pk' },
	});
	expect(error).toBeUndefined();
	expect(queryOf(0).sort()).toEqual(
		[
			['attributes', '{"department":"Sales"}'],
			['date_joined__gt', '2026-01-01T00:00:00.000Z'],
			['date_joined__lt', '2026-01-02T00:00:00.000Z'],
			['email', 'ada@example.com'],
			['groups_by_name', 'A group'],
			['groups_by_pk', group],
			['include_groups', 'true'],
			['include_roles', 'false'],
			['is_active', 'true'],
			['is_superuser', 'false'],
			['last_login__gt', '2026-01-03T00:00:00.000Z'],
			['last_login__isnull', 'true'],
			['last_login__lt', '2026-01-04T00:00:00.000Z'],
			['last_updated__gt', '2026-01-05T00:00:00.000Z'],
			['last_updated__lt', '2026-01-06T05:00:00.000Z'],
			['name', 'Ada'],
			['ordering', '-pk'],
			['page_size', '50'],
			['path', 'users'],
			['path_startswith', 'us'],
			['search', 'ad'],
			['type', 'external'],
			['type', 'internal'],
			['username', 'ada'],
			['uuid', 'df1e5a2b-2b0e-4d0f-8f57-9b6a4b0f5a3c'],
		].sort(),
	);
});

it.each<[string, IDataObject, string]>([
	[
		'a filter that this release would ignore',
		{ filters: { lastLoginIsnull: true } },
		'needs authentik 2026.2 or later',
	],
	[
		'a date filter that this release would ignore',
		{ filters: { dateJoinedGt: '2026-01-01' } },
		'needs authentik 2025.8 or later',
	],
	[
		'an option that this release would ignore',
		{ options: { excludeRoles: true } },
		'needs authentik 2025.12 or later',
	],
])('refuses %s', async (_what, parameters, message) => {
	const { error } = await runNode(old, {
		resource: 'user',
		operation: 'getAll',
		...parameters,
	});
	expect(error?.message).toContain(message);
	expect(requestsTo(old)).toEqual([]);
});

it.each<[string, IDataObject, string]>([
	['attributes that are no object', { attributes: '7' }, "'Attributes' must be a JSON object"],
	['an empty username', { username: '' }, "'Username' is empty and would not filter anything"],
	['no type', { type: [] }, "'Type' is empty and would not filter anything"],
	['a UUID that is none', { uuid: '5' }, "'UUID' must be a UUID"],
])('refuses %s before anything is sent', async (_what, filters, message) => {
	const { error } = await run('getAll', { filters });
	expect(error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it('outputs the most important fields, all fields or selected ones', async () => {
	const user = locator(Number(sandbox.addUser({ username: 'cut', email: 'c@example.com' }).pk));
	const simple = await run('get', { user });
	expect(Object.keys(simple.json[0])).toEqual([
		'username',
		'name',
		'email',
		'is_active',
		'pk',
		'type',
		'last_login',
		'path',
		'groups',
		'attributes',
	]);
	const raw = await run('get', { user, output: 'raw' });
	expect(raw.json[0]).toHaveProperty('avatar');
	const fields = await run('getAll', {
		filters: { username: 'cut' },
		output: 'fields',
		outputFields: 'name, email,nothing',
	});
	expect(fields.json).toStrictEqual([
		{ name: simple.json[0].name, email: 'c@example.com', pk: simple.json[0].pk },
	]);
});

it('outputs the groups of users with their names only when they are included', async () => {
	const group = String(sandbox.addGroup({ name: 'included' }).pk);
	sandbox.addUser({ username: 'grouped', groups: [group] });
	const filters = { username: 'grouped' };
	const without = await run('getAll', { filters });
	expect(without.json).toEqual([expect.not.objectContaining({ groups_obj: expect.anything() })]);
	expect(queryOf(0)).toContainEqual(['include_groups', 'false']);
	const { json } = await run('getAll', { filters, options: { includeGroups: true } });
	expect(json).toMatchObject([{ groups: [group], groups_obj: [{ name: 'included' }] }]);
});

it.each<[string, string, IDataObject]>([
	['a list', '={{ ["email", "is_active"] }}', { email: 'o@example.com', is_active: true }],
	['texts with commas', ' email , is_active', { email: 'o@example.com', is_active: true }],
	['what a text or every object has', 'email.length,toString,name', { name: 'Output' }],
	['what is in an object', 'attributes.a', { a: 1 }],
])('accepts Output Fields as %s', async (_what, outputFields, expected) => {
	const pk = sandbox.addUser({ name: 'Output', email: 'o@example.com', attributes: { a: 1 } }).pk;
	const { json, error } = await run('get', {
		user: locator(Number(pk)),
		output: 'fields',
		outputFields,
	});
	expect(error).toBeUndefined();
	expect(json).toEqual([{ pk, ...expected }]);
});

it.each([
	['a number', '={{ 7 }}', 'must be text or a list of text, not "7"'],
	['null', '={{ null }}', 'has no value'],
	['nothing', '={{ $json.missing }}', 'has no value'],
	['an empty text', "={{ '' }}", 'must not be empty'],
])(
	'refuses %s for Output Fields, before anything is sent',
	async (_what, outputFields, message) => {
		const { error } = await run('get', { user: locator(1), output: 'fields', outputFields });
		expect(error?.message).toBe(`'Output Fields' ${message}`);
		expect(requestsTo(sandbox)).toEqual([]);
	},
);

it('refuses an invalid Output', async () => {
	const { error } = await run('get', { user: locator(1), output: '={{ "all" }}' });
	expect(error?.message).toBe(`'Output' can't be "all"`);
	expect(requestsTo(sandbox)).toEqual([]);
});

it('ignores Output Fields when Output is something else', async () => {
	const { pk } = sandbox.addUser({});
	const { json } = await run('get', {
		user: locator(Number(pk)),
		// n8n shows Output Fields whatever an expression contains.
		output: '={{ "raw" }}',
		outputFields: '={{ 7 }}',
	});
	expect(json).toEqual([expect.objectContaining({ pk })]);
});

describe('groups of a user', () => {
	it('lists the groups, up to the limit', async () => {
		const groups = ['a', 'b', 'c'].map((name) => String(sandbox.addGroup({ name }).pk));
		const pk = Number(sandbox.addUser({ groups }).pk);
		sandbox.addGroup({ name: 'other' });
		const { json } = await run('getGroups', {
			user: locator(pk),
			limit: 2,
		});
		expect(json.map(({ name }) => name)).toEqual(['a', 'b']);
		expect(json[0]).not.toHaveProperty('users');
		expect(queryOf(0)).toEqual([
			['page_size', '2'],
			['include_users', 'false'],
			['members_by_pk', String(pk)],
		]);
	});

	it('returns no item for a user without groups', async () => {
		const { json, error } = await run('getGroups', {
			user: locator(Number(sandbox.addUser({}).pk)),
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});
});

it.each(['add', 'remove'] as const)('can %s a member, twice without failure', async (change) => {
	const pk = Number(sandbox.addUser({ username: `member-${change}` }).pk);
	const other = Number(sandbox.addUser({}).pk);
	const name = `members-${change}`;
	const group = String(sandbox.addGroup({ name, users: [other] }).pk);
	const parameters = {
		user: locator(`member-${change}`, 'username'),
		group: locator(name, 'name'),
	};
	const operation = change === 'add' ? 'addToGroup' : 'removeFromGroup';
	for (let time = 0; time < 2; time++) {
		sandbox.clearLog();
		const { json, error } = await run(operation, parameters);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ group, user: pk, [change === 'add' ? 'added' : 'removed']: true }]);
		expect(queryOf(0).sort()).toEqual([
			['include_users', 'false'],
			['name', name],
			['page_size', '5'],
		]);
		expect(requestsTo(sandbox)[2]).toMatchObject({
			method: 'POST',
			path: `/api/v3/core/groups/${group}/${change}_user/`,
			body: { pk },
			status: 204,
		});
	}
	const { json } = await runNode(sandbox, {
		resource: 'group',
		operation: 'get',
		group: locator(group),
		output: 'raw',
	});
	expect(json[0].users).toEqual(change === 'add' ? [other, pk] : [other]);
});
