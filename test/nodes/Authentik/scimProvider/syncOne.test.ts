/** The sync of one user or group. */
import { locator } from '../../../support/node';
import { useTarget, withProvider } from '../../../support/sync';

useTarget();

it('finds the user by username and the group by name', async () => {
	const { run, pk, user, group } = await withProvider('2026.2');
	const ada = await run('syncUser', {
		scimProvider: locator(pk),
		user: locator('ada', 'username'),
	});
	expect(ada.json[0]).toMatchObject({ user: String(user), result: 'synced' });
	const crew = await run('syncGroup', {
		scimProvider: locator(pk),
		group: locator('Engineering', 'name'),
	});
	expect(crew.json[0]).toMatchObject({ group, result: 'synced' });
	const { error } = await run('syncUser', {
		scimProvider: locator(pk),
		user: locator('nobody', 'username'),
	});
	expect(error?.message).toContain('No user has the username "nobody"');
});

it('tells an unknown user before anything is synced', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	const { error } = await run('syncUser', { scimProvider: locator(pk), user: locator(999_999) });
	expect(error?.httpCode).toBe('404');
	expect(sandbox.requests.some(({ method }) => method === 'POST')).toBe(false);
});

it('tells that a user is not in the scope', async () => {
	const { sandbox, run, pk } = await withProvider('2025.12', { excludeUsersServiceAccount: true });
	const robot = Number(sandbox.addUser({ username: 'robot', type: 'service_account' }).pk);
	const { json } = await run('syncUser', { scimProvider: locator(pk), user: locator(robot) });
	expect(json[0]).toMatchObject({ result: 'not_in_scope', linked: false });
});
