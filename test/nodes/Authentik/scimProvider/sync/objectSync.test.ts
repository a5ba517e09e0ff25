/** The sync of one user or group. */
import { tasksOf } from '../../../../../nodes/Authentik/resources/scimProvider/sync/objectTasks';
import { locator } from '../../../../support/node';
import { useTarget } from '../../../../support/sync';

const { target, withProvider } = useTarget();

it('finds the user by username and the group by name', async () => {
	const { run, pk, user, group } = await withProvider('2026.2');
	const ada = await run('syncUser', {
		scimProvider: locator(pk),
		user: locator('ada', 'username'),
	});
	expect(ada.json[0]).toMatchObject({ user, result: 'synced' });
	const crew = await run('syncGroup', {
		scimProvider: locator(pk),
		group: locator('Engineering', 'name'),
	});
	expect(crew.json[0]).toMatchObject({ group, result: 'synced' });
	const { error } = await run('syncUser', {
		scimProvider: locator(pk),
		user: locator('nobody', 'username'),
	});
	expect(error?.message).toContain('No user found with the username "nobody"');
});

it('reports an unknown user before anything is synced', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	const { error } = await run('syncUser', { scimProvider: locator(pk), user: locator(999_999) });
	expect(error?.httpCode).toBe('404');
	expect(sandbox.requests.some(({ method }) => method === 'POST')).toBe(false);
});

it('reports that a user is not in scope', async () => {
	const { sandbox, run, pk } = await withProvider('2025.12', { excludeUsersServiceAccount: true });
	const robot = Number(sandbox.addUser({ username: 'robot', type: 'service_account' }).pk);
	const { json } = await run('syncUser', { scimProvider: locator(pk), user: locator(robot) });
	expect(json[0]).toMatchObject({ result: 'not_in_scope', linked: false });
});

it('names the conflict when authentik tries again for longer than the time limit', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	const group = String(sandbox.addGroup({}).pk);
	await sandbox.settled();
	target().fault({ method: 'POST', path: /Groups/, respond: { status: 409, body: {} } });
	const { error } = await run('syncGroup', {
		scimProvider: locator(pk),
		group: locator(group),
		options: { timeLimit: 1 },
	});
	expect(error?.message).toContain('The target returned 409 (conflict) for the group');
	expect(error?.description).toContain('Link it with the operation Link');
});

it.each([
	['user:7:manual', true],
	['user:8:manual', false],
	// Saving an object syncs it as well, and shows nothing of the page that this sync starts with.
	['user:7:direct', false],
	['group:7:m2m', false],
	// Up to 2025.8.
	['lab-sync:user:1', true],
])('treats the task %s as that of user 7: %s', (name, isIts) => {
	const uid = `authentik.providers.scim.tasks.scim_sync_objects:lab sync:${name}`;
	const task = { run: '1', full: false, uid, finished: true, log: [], earlier: [] };
	expect(tasksOf({ kind: 'user', id: '7' }, [task])).toHaveLength(isIts ? 1 : 0);
});
