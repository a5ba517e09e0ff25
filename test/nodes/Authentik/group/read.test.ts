import { name, useGroups } from '../../../support/group';
import { locator, requestsTo } from '../../../support/node';

const { sandbox, run } = useGroups('2026.2');

describe('get', () => {
	it.each(['id', 'list', 'url', 'name'])('finds the group by %s', async (mode) => {
		const group = name();
		const pk = String(sandbox().addGroup({ name: group }).pk);
		const value = { url: `${sandbox().url}/if/admin/#/identity/groups/${pk};x`, name: group }[mode];
		const { json, error } = await run('get', { group: locator(value ?? pk, mode) });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ pk })]);
		expect(requestsTo(sandbox())).toHaveLength(mode === 'name' ? 2 : 1);
	});

	it('reports a name that no group has', async () => {
		const { error } = await run('get', { group: locator('nothing', 'name') });
		expect(error?.message).toBe('No group found with the name "nothing"');
	});

	it('leaves the members out by default', async () => {
		const user = Number(sandbox().addUser({ username: 'a-member' }).pk);
		const group = locator(String(sandbox().addGroup({ users: [user] }).pk));
		const raw = await run('get', { group, output: 'raw' });
		expect(raw.json[0]).toMatchObject({ users: [user], users_obj: null });
		const simple = await run('get', { group });
		expect(Object.keys(simple.json[0])).not.toContainEqual(expect.stringContaining('users'));
		const options = { includeUsers: true };
		for (const output of ['simple', 'raw']) {
			const { json } = await run('get', { group, output, options });
			expect(json[0].users_obj).toEqual([expect.objectContaining({ username: 'a-member' })]);
		}
	});
});

describe('get many', () => {
	it("sends every filter under authentik's name", async () => {
		const pk = Number(sandbox().addUser({ username: 'wanted' }).pk);
		sandbox().addGroup({ name: 'has wanted', users: [pk] });
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
		expect(Object.fromEntries(new URLSearchParams(requestsTo(sandbox())[0].query))).toEqual({
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
		for (let index = 0; index < 105; index++) sandbox().addGroup({ name: `bulk ${index}` });
		const { json } = await run('getAll', { returnAll: true, filters: { search: 'bulk' } });
		expect(json).toHaveLength(105);
		expect(requestsTo(sandbox())).toHaveLength(2);
		expect(json[0]).not.toHaveProperty('users_obj');
	});
});
