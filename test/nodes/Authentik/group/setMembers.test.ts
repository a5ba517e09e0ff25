import type { IDataObject } from 'n8n-workflow';

import { useGroups } from '../../../support/group';
import { expression, locator, requestsTo } from '../../../support/node';

const { sandbox, run, sent } = useGroups('2026.2');

const unique = () => `${Math.random()}`.slice(2);
const set = async (parameters: IDataObject) =>
	await run('setMembers', { preview: false, ...parameters });
const writes = () => sent().filter(([method]) => method !== 'GET');

/** A user with this name, or a unique one. */
function user(username = `user-${unique()}`) {
	const email = `${username}@example.com`;
	return { pk: Number(sandbox().addUser({ username, email }).pk), username, email };
}

/** A group with the first two of three users. */
function crew(users = [user(), user(), user()]) {
	const pk = String(sandbox().addGroup({ users: users.slice(0, 2).map((one) => one.pk) }).pk);
	return { group: locator(pk), pk, users };
}

const shown = ({ pk, username }: ReturnType<typeof user>) => ({ pk, username });

it('adds missing members, removes the rest, and does nothing more the second time', async () => {
	const { group, pk, users } = crew();
	const [left, kept, joined] = users;
	const members = `${kept.username}, ${joined.email}`;
	const { json, error } = await set({ group, members });
	expect(error).toBeUndefined();
	expect(json).toEqual([
		{
			pk,
			name: expect.any(String),
			members_added: [shown(joined)],
			members_removed: [shown(left)],
			members_kept: 1,
			preview: false,
		},
	]);
	expect(writes()).toEqual([
		['POST', `/core/groups/${pk}/add_user/`, { pk: joined.pk }],
		['POST', `/core/groups/${pk}/remove_user/`, { pk: left.pk }],
	]);
	sandbox().clearLog();
	const again = await set({ group, members: expression([kept, joined]) });
	expect(again.json[0]).toMatchObject({ members_added: [], members_removed: [], members_kept: 2 });
	// Existing members are not looked up.
	expect(requestsTo(sandbox())).toHaveLength(1);
});

it('only returns what it would do in a preview, the default of a new node', async () => {
	const { group, users } = crew();
	const { json } = await set({ group, members: users[2].username, preview: undefined });
	expect(json[0]).toMatchObject({
		members_added: [shown(users[2])],
		members_removed: users.slice(0, 2).map(shown),
		preview: true,
	});
	expect(writes()).toEqual([]);
});

it.each<[string, (own: string[]) => IDataObject]>([
	['a list', ([first, , third]) => ({ onlyAmong: `${first},${third}` })],
	['a prefix', () => ({ onlyAmongPrefix: 'ext-' })],
])('within a limit of %s, keeps the members outside', async (_what, options) => {
	const users = [user(`ext-${unique()}`), user(), user(`ext-${unique()}`)];
	const { group } = crew(users);
	const { json, error } = await set({
		group,
		members: users[2].username,
		options: options(users.map(({ username }) => username)),
	});
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({
		members_added: [shown(users[2])],
		members_removed: [shown(users[0])],
		members_kept: 1,
	});
});

it('refuses an empty list from an expression, and removes all if it is typed in', async () => {
	const { group } = crew();
	const { error } = await set({ group, members: '={{ [1].filter(() => false) }}' });
	expect(error?.message).toBe("'Members' is an empty list, which would remove everything");
	expect(writes()).toEqual([]);
	const { json } = await set({ group, members: '[]' });
	expect(json[0].members_removed).toHaveLength(2);
});

it('accepts an ID, but no digits that could mean two users', async () => {
	const { group, users } = crew();
	const { json, error } = await set({ group, members: expression(users[2].pk) });
	expect(error).toBeUndefined();
	expect(json[0].members_added).toEqual([shown(users[2])]);

	const digits = user(String(users[2].pk));
	const doubtful = await set({ group, members: digits.username });
	expect(doubtful.error?.message).toBe(
		`'Members' is ambiguous: 2 users match "${digits.username}"`,
	);
	expect(doubtful.error?.description).toContain(`"${digits.username}" (ID ${digits.pk})`);
	expect(writes().length).toBeLessThanOrEqual(3);
	const certain = await set({ group, members: expression({ pk: digits.pk }) });
	expect(certain.json[0].members_added).toEqual([shown(digits)]);
});

it('refuses an email address that two users have, and one that nobody has', async () => {
	const { group, users } = crew();
	sandbox().addUser({ username: `second-${unique()}`, email: users[2].email });
	const { error } = await set({ group, members: users[2].email });
	expect(error?.message).toBe(`'Members' is ambiguous: 2 users match "${users[2].email}"`);
	const none = await set({ group, members: `x${users[2].email}` });
	expect(none.error?.message).toContain(`'Members' contains an unknown user: "x${users[2].email}"`);
	expect(writes()).toEqual([]);
});
