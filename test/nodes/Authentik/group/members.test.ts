import { name, useGroups } from '../../../support/group';
import { locator, requestsTo } from '../../../support/node';

const { sandbox, run, sent } = useGroups('2026.2');

describe('members', () => {
	it('are listed as users, with return all, limit and output', async () => {
		const users = ['m1', 'm2', 'm3'].map((username) => Number(sandbox().addUser({ username }).pk));
		const group = name();
		const pk = String(sandbox().addGroup({ name: group, users }).pk);
		const { json, error } = await run('getMembers', {
			group: locator(group, 'name'),
			limit: 2,
			output: 'fields',
			outputFields: 'username',
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ pk: users[0], username: 'm1' },
			{ pk: users[1], username: 'm2' },
		]);
		expect(requestsTo(sandbox())[1]).toMatchObject({
			path: '/api/v3/core/users/',
			query: `page_size=2&include_groups=false&groups_by_pk=${pk}`,
		});
	});

	it.each(['addUser', 'removeUser'])('%s changes no other member', async (operation) => {
		const [stays, wanted] = [sandbox().addUser({}), sandbox().addUser({})].map(({ pk }) =>
			Number(pk),
		);
		const before = operation === 'addUser' ? [stays] : [stays, wanted];
		const pk = String(sandbox().addGroup({ users: before }).pk);
		const { json } = await run(operation, { group: locator(pk), user: locator(wanted) });
		const path = operation === 'addUser' ? 'add_user' : 'remove_user';
		expect(sent()).toEqual([['POST', `/core/groups/${pk}/${path}/`, { pk: wanted }]]);
		const done = operation === 'addUser' ? 'added' : 'removed';
		expect(json).toEqual([{ group: pk, user: wanted, [done]: true }]);
		const { json: after } = await run('get', { group: locator(pk), output: 'raw' });
		expect(after[0].users).toEqual(operation === 'addUser' ? [stays, wanted] : [stays]);
	});

	it('reports a user who does not exist', async () => {
		const group = locator(String(sandbox().addGroup({}).pk));
		const { error } = await run('addUser', { group, user: locator(999_999) });
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain('authentik_core.view_user and authentik_core.view_group');
	});
});
