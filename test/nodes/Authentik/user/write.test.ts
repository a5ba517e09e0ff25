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
beforeEach(() => sandbox.clearLog());

const run = async (operation: string, parameters: IDataObject, items?: IDataObject[]) =>
	await runNode(sandbox, { resource: 'user', operation, ...parameters }, { items });

const sent = () =>
	requestsTo(sandbox).map(({ method, path, body }) => [
		method,
		path.slice(7),
		...(body === undefined ? [] : [body]),
	]);

const username = () => `user-${Math.random()}`;

describe('create', () => {
	it('requires only a username', async () => {
		const name = username();
		const { json, error } = await run('create', { username: name });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([['POST', '/core/users/', { username: name, name: '' }]]);
		expect(json).toEqual([
			expect.objectContaining({ username: name, name: '', is_active: true, type: 'internal' }),
		]);
	});

	it("sends every field under authentik's name", async () => {
		const group = String(sandbox.addGroup({}).pk);
		const name = username();
		const { json, error } = await run('create', {
			username: name,
			additionalFields: {
				attributes: '{"department": "Sales", "address": {"city": "Oslo"}}',
				email: 'ada@example.com',
				groups: [group],
				isActive: false,
				name: 'Ada Lovelace',
				path: 'users/sales',
				roles: [],
				type: 'external',
			},
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			[
				'POST',
				'/core/users/',
				{
					username: name,
					attributes: { department: 'Sales', address: { city: 'Oslo' } },
					email: 'ada@example.com',
					groups: [group],
					is_active: false,
					name: 'Ada Lovelace',
					path: 'users/sales',
					roles: [],
					type: 'external',
				},
			],
		]);
		expect(json[0]).toMatchObject({ groups: [group], path: 'users/sales' });
	});

	it.each<[string, IDataObject, string]>([
		['an empty username', { username: ' ' }, "'Username' must not be empty"],
		[
			'attributes that are no object',
			{ username: 'x', additionalFields: { attributes: '[1]' } },
			"'Attributes' must be a JSON object",
		],
		[
			'the type that only authentik sets',
			{ username: 'x', additionalFields: { type: '={{ "internal_service_account" }}' } },
			"'Type' can't be internal_service_account",
		],
		[
			'groups without names',
			{ username: 'x', additionalFields: { groups: ['Sales', ' '] } },
			"'Group Names or IDs' must not be empty",
		],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const { error } = await run('create', parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('reports the first of multiple wrong values', async () => {
		const { error } = await run('create', {
			username: 'x',
			additionalFields: { attributes: '[1]', groups: ['Sales'] },
		});
		expect(error?.message).toContain("'Attributes' must be a JSON object");
	});

	it("reports authentik's own refusal with the field's label", async () => {
		const name = username();
		sandbox.addUser({ username: name });
		const { error } = await run('create', {
			username: name,
			additionalFields: { email: 'no mail' },
		});
		expect(error?.message).toContain("authentik rejected 'Username': This field must be unique.");
		expect(error?.message).toContain("authentik rejected 'Email': Enter a valid email address.");
	});

	it('refuses roles where users have none', async () => {
		const { error } = await runNode(old, {
			resource: 'user',
			operation: 'create',
			username: 'x',
			additionalFields: { roles: [] },
		});
		expect(error?.message).toContain("'Role Names or IDs' (needs authentik 2025.12 or later)");
		expect(requestsTo(old)).toEqual([]);
	});
});

describe('create or update', () => {
	it('creates a user that it does not find', async () => {
		const name = username();
		const { json } = await run('upsert', { username: ` ${name} ` });
		expect(sent()).toEqual([
			['GET', '/core/users/'],
			// Whether there is one whose name differs only in case.
			['GET', '/core/users/'],
			['POST', '/core/users/', { username: name, name: '' }],
		]);
		expect(requestsTo(sandbox)[0].query).toBe(`include_groups=false&username=${name}`);
		expect(json[0]).toMatchObject({ username: name });
	});

	it('finds a user whom other software stored with accents of its own, and spells the name like this node', async () => {
		const name = `Jos\u00e9-${username()}`;
		const { pk } = sandbox.addUser({ username: name.normalize('NFD') });
		const { json } = await run('upsert', { username: `\ufeff${name.normalize('NFD')}\u200b` });
		expect(json[0]).toMatchObject({ pk, username: name });
		expect(sent().map(([method]) => method)).toEqual(['GET', 'GET', 'PATCH']);
		const { json: again } = await run('get', { user: locator(name.normalize('NFD'), 'username') });
		expect(again[0]).toMatchObject({ pk });
	});

	it('changes only the given fields, merges attributes and keeps all groups', async () => {
		const [first, second] = [sandbox.addGroup({}), sandbox.addGroup({})].map(({ pk }) =>
			String(pk),
		);
		const name = username();
		const { pk } = sandbox.addUser({
			username: name,
			name: 'Ada',
			email: 'ada@example.com',
			attributes: { department: 'Sales', address: { city: 'Oslo', street: 'x' } },
			groups: [first],
		});
		const { json, error } = await run('upsert', {
			username: name,
			additionalFields: {
				attributes: { address: { city: 'Bergen', street: null } },
				groups: [second],
			},
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			['GET', '/core/users/'],
			['GET', `/core/users/${String(pk)}/`],
			[
				'PATCH',
				`/core/users/${String(pk)}/`,
				{
					username: name,
					attributes: { department: 'Sales', address: { city: 'Bergen' } },
					groups: [first, second],
				},
			],
		]);
		expect(json[0]).toMatchObject({ pk, name: 'Ada', email: 'ada@example.com' });
	});

	it('refuses a username that differs only in case, unless Ignore Case is on', async () => {
		const { pk } = sandbox.addUser({ username: 'user12' });
		const refused = await run('upsert', { username: 'User12' });
		expect(refused.error?.message).toBe(
			'"user12" exists; authentik would treat "User12" as another user',
		);
		expect(refused.error?.description).toContain('turn on the option Ignore Case');
		const { json } = await run('upsert', {
			username: 'User12',
			additionalFields: { name: 'Known' },
			options: { ignoreCase: true },
		});
		expect(json).toMatchObject([{ pk, username: 'user12', name: 'Known' }]);
		sandbox.addUser({ username: 'USER12' });
		const several = await run('upsert', { username: 'User12', options: { ignoreCase: true } });
		expect(several.error?.message).toContain('"USER12" and "user12" exist');
	});

	it('creates one user for items that differ only in case, and refuses the others', async () => {
		const { json, error } = await run(
			'upsert',
			{ username: '={{ $json.name }}', options: { ignoreCase: true } },
			[{ name: 'Case-One' }, { name: 'case-one' }],
		);
		expect(error).toBeUndefined();
		expect(new Set(json.map(({ pk }) => pk)).size).toBe(1);
	});

	it('creates one user for two items with the same username', async () => {
		const name = username();
		const { json } = await run('upsert', { username: name }, [{}, {}]);
		expect(json[0].pk).toBe(json[1].pk);
		expect(sent().map(([method]) => method)).toEqual(['GET', 'GET', 'POST', 'GET', 'PATCH']);
	});
});

describe('update', () => {
	let pk: number;
	const stored = { department: 'Sales', tags: ['a', 'b'], address: { city: 'Oslo', zip: 1 } };

	beforeEach(() => {
		pk = Number(sandbox.addUser({ username: username(), attributes: stored }).pk);
	});

	const update = async (updateFields: IDataObject, options: IDataObject = {}) =>
		await run('update', { user: locator(pk), updateFields, options });

	it('sends one PATCH with the added fields only', async () => {
		const { json, error } = await update({ isActive: false, name: '', email: '' });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			['PATCH', `/core/users/${pk}/`, { is_active: false, name: '', email: '' }],
		]);
		expect(json[0]).toMatchObject({ pk, is_active: false });
	});

	it.each<[string, IDataObject, IDataObject]>([
		['keeps what is not named', { title: 'x' }, { ...stored, title: 'x' }],
		[
			'merges at every depth',
			{ address: { zip: 2 } },
			{ ...stored, address: { city: 'Oslo', zip: 2 } },
		],
		['replaces lists', { tags: ['c'] }, { ...stored, tags: ['c'] }],
		['removes what is null', { department: null }, { tags: stored.tags, address: stored.address }],
		['an object replaces a text', { department: { id: 1 } }, { ...stored, department: { id: 1 } }],
		['a text replaces an object', { address: 'x' }, { ...stored, address: 'x' }],
	])('attributes: %s', async (_what, attributes, expected) => {
		const { json } = await update({ attributes });
		expect(sent()).toEqual([
			['GET', `/core/users/${pk}/`],
			['PATCH', `/core/users/${pk}/`, { attributes: expected }],
		]);
		expect(json[0].attributes).toEqual(expected);
	});

	it('replaces all attributes on request', async () => {
		const { json } = await update({ attributes: '{"a": 1}' }, { replaceAttributes: true });
		expect(sent()).toEqual([['PATCH', `/core/users/${pk}/`, { attributes: { a: 1 } }]]);
		expect(json[0].attributes).toEqual({ a: 1 });
	});

	it('loses none of many changes to one user', async () => {
		const items = Array.from({ length: 20 }, (_, index) => ({ index }));
		await run(
			'update',
			{
				user: locator(pk),
				updateFields: { attributes: '={{ { ["key" + $json.index]: $json.index } }}' },
			},
			items,
		);
		const { json } = await run('get', { user: locator(pk) });
		expect(json[0].attributes).toEqual({
			...stored,
			...Object.fromEntries(items.map(({ index }) => [`key${index}`, index])),
		});
	});

	it('refuses an empty update, before anything is sent', async () => {
		const { error } = await update({});
		expect(error?.message).toContain('No fields to update');
		expect(sandbox.requests).toEqual([]);
	});

	it('checks the fields before it looks up anyone', async () => {
		const { error } = await run('update', {
			user: locator('ada', 'username'),
			updateFields: { isActive: 'maybe' },
		});
		expect(error?.message).toContain("'Active' must be true or false");
		expect(sandbox.requests).toEqual([]);
	});

	it('finds a dropped field in the answer when the release cannot be read', async () => {
		const silent = await startSandbox({ release: '2025.10' });
		silent.fault({ path: '/admin/version/', respond: { status: 404 } });
		const { error } = await runNode(silent, {
			resource: 'user',
			operation: 'update',
			user: locator(Number(silent.addUser({}).pk)),
			updateFields: { roles: [] },
		});
		await silent.close();
		expect(error?.message).toContain("'Role Names or IDs' (needs authentik 2025.12 or later)");
		expect(error?.description).toContain('saved the rest');
	});
});

describe('delete', () => {
	it('sends one DELETE and reports it', async () => {
		const pk = Number(sandbox.addUser({}).pk);
		const { json } = await run('delete', { user: locator(pk) });
		expect(sent()).toEqual([['DELETE', `/core/users/${pk}/`]]);
		expect(json).toEqual([{ pk, deleted: true }]);
	});

	it('reports a user who does not exist', async () => {
		const { error } = await run('delete', { user: locator(999_999) });
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain('Permission needed: authentik_core.view_user. ');
	});
});
