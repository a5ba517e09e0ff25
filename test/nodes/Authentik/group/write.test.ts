import { name, useGroups } from '../../../support/group';
import { locator, requestsTo } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const { sandbox, run, sent } = useGroups('2026.2');
const old = useSandbox('2025.10');

describe('create', () => {
	it('requires only a name', async () => {
		const group = name();
		const { json, error } = await run('create', { name: group });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([['POST', '/core/groups/', { name: group }]]);
		expect(json).toEqual([expect.objectContaining({ name: group, users: [], parents: [] })]);
	});

	it("sends every field under authentik's name", async () => {
		const parent = String(sandbox().addGroup({}).pk);
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

	it('sets the only parent of an earlier release', async () => {
		const parent = String(old().addGroup({ name: 'above' }).pk);
		const group = name();
		const { json } = await run(
			'create',
			{ name: group, additionalFields: { parent: locator(parent, 'list') } },
			{ on: old() },
		);
		expect(sent(old())).toEqual([['POST', '/core/groups/', { name: group, parent }]]);
		expect(json[0]).toMatchObject({ parent, parent_name: 'above' });
	});

	it('refuses a parent in the format of another release', async () => {
		const many = await run(
			'create',
			{ name: 'x', additionalFields: { parents: [] } },
			{ on: old() },
		);
		expect(many.error?.message).toContain('(needs authentik 2025.12 or later)');
		const one = await run('create', { name: 'x', additionalFields: { parent: locator('') } });
		expect(one.error?.message).toContain("'Parent' (needs authentik 2025.10 or earlier)");
		expect([...requestsTo(old()), ...requestsTo(sandbox())]).toEqual([]);
	});

	it('refuses an empty name before anything is sent', async () => {
		const { error } = await run('create', { name: ' ' });
		expect(error?.message).toContain("'Name' must not be empty");
		expect(sandbox().requests).toEqual([]);
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
		const user = Number(sandbox().addUser({}).pk);
		const group = name();
		const { pk } = sandbox().addGroup({ name: group, users: [user], attributes: { a: 1, b: 2 } });
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

	it('creates one group for two items with the same name', async () => {
		const group = name();
		const { json } = await run('upsert', { name: group }, { items: [{}, {}] });
		expect(json[0].pk).toBe(json[1].pk);
		expect(sent().map(([method]) => method)).toEqual(['GET', 'POST', 'GET', 'PATCH']);
	});
});

describe('update', () => {
	it('sends one PATCH with the added fields only, and keeps the members', async () => {
		const user = Number(sandbox().addUser({}).pk);
		const pk = String(sandbox().addGroup({ users: [user] }).pk);
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

	it('merges attributes, or replaces them on request', async () => {
		const pk = String(sandbox().addGroup({ attributes: { a: 1, b: { c: 2 } } }).pk);
		const parameters = { group: locator(pk), updateFields: { attributes: { b: { d: 3 } } } };
		const merged = await run('update', parameters);
		expect(merged.json[0].attributes).toEqual({ a: 1, b: { c: 2, d: 3 } });
		const replaced = await run('update', {
			...parameters,
			options: { replaceAttributes: true },
		});
		expect(replaced.json[0].attributes).toEqual({ b: { d: 3 } });
	});

	it("treats every spelling of a group's ID as one group, so that no merge is lost", async () => {
		const pk = String(sandbox().addGroup({}).pk);
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
		const parent = String(old().addGroup({}).pk);
		const { json: created } = await run(
			'create',
			{ name: name(), additionalFields: { parent: locator(parent) } },
			{ on: old() },
		);
		const { json } = await run(
			'update',
			{ group: locator(String(created[0].pk)), updateFields: { parent: locator('', 'list') } },
			{ on: old() },
		);
		expect(json[0]).toMatchObject({ parent: null });
	});

	it('refuses an empty update', async () => {
		const { error } = await run('update', { group: locator(String(sandbox().addGroup({}).pk)) });
		expect(error?.message).toContain('No fields to update');
		expect(sandbox().requests).toEqual([]);
	});
});

it('deletes one group and reports it', async () => {
	const pk = String(sandbox().addGroup({}).pk);
	const { json } = await run('delete', { group: locator(pk) });
	expect(sent()).toEqual([['DELETE', `/core/groups/${pk}/`]]);
	expect(json).toEqual([{ pk, deleted: true }]);
});
