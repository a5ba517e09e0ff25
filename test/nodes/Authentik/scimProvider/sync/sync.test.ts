/** The syncs in every release. */
import { RELEASES } from '../../../../../nodes/Authentik/shared/releases';
import { locator, runNode } from '../../../../support/node';
import { useTarget, waiting } from '../../../../support/sync';

const { target, withProvider } = useTarget();

describe.each(RELEASES)('authentik %s', (release) => {
	it('starts a full sync with one PATCH without a body, and waits for its success', async () => {
		const { sandbox, run, pk } = await withProvider(release);
		const { json, error } = await run('sync', { scimProvider: locator(pk), options: waiting });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			expect.objectContaining({
				provider: pk,
				name: 'CRM accounts',
				application: 'crm',
				result: 'successful',
				warnings: [],
				failures: 0,
				log: [],
				finished: expect.any(String) as string,
			}),
		]);
		const patches = sandbox.requests.filter(({ method }) => method === 'PATCH');
		expect(patches.map(({ path, rawBody }) => [path, rawBody])).toEqual([
			[`/api/v3/providers/scim/${pk}/`, ''],
		]);
		expect(
			target().requests.some(({ method, path }) => method === 'POST' && /Users/.test(path)),
		).toBe(true);
	});

	it('fails the item when the target fails, although authentik reports success', async () => {
		const { run, pk } = await withProvider(release);
		target().fault({ path: /Users/, respond: { status: 500, body: {} } });
		const { error } = await run('sync', { scimProvider: locator(pk), options: waiting });
		expect(error?.message).toMatch(
			/^The sync of 'CRM accounts' failed: (?:Failed to sync|Network error)/,
		);
		const { json } = await run('sync', {
			scimProvider: locator(pk),
			options: { ...waiting, continueOnFailedSync: true },
		});
		expect(json[0]).toMatchObject({ result: 'failed' });
		expect(Number(json[0].failures)).toBeGreaterThan(0);
		expect(json[0].log).toContainEqual(
			expect.objectContaining({
				level: expect.stringMatching(/warning|error/) as string,
				message: expect.stringMatching(/transient error|Network error/) as string,
			}),
		);
	});

	it('syncs one user, and reports a failing target', async () => {
		const { sandbox, run, pk, user } = await withProvider(release);
		const parameters = {
			scimProvider: locator(pk),
			user: locator(user),
			options: { timeLimit: 20 },
		};
		const { json, error } = await run('syncUser', parameters);
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ provider: pk, user, result: 'synced', warnings: [], linked: true, log: [] },
		]);
		const post = sandbox.requests.find(({ method }) => method === 'POST');
		expect(post).toMatchObject({
			path: `/api/v3/providers/scim/${pk}/sync/object/`,
			body: { sync_object_model: 'authentik.core.models.User', sync_object_id: String(user) },
		});

		// authentik does not send again what the target already has.
		const other = Number(sandbox.addUser({ username: 'bob', email: 'bob@example.com' }).pk);
		target().fault({ respond: { status: 500, body: {} } });
		const failed = await run('syncUser', { ...parameters, user: locator(other) });
		expect(failed.error?.message).toMatch(/^The sync of the user failed: Failed to sync /);
	});

	it('distinguishes users that are synced at the same time', async () => {
		const { sandbox, pk } = await withProvider(release);
		const add = (username: string, domain: string) =>
			Number(sandbox.addUser({ username, email: `${username}@${domain}` }).pk);
		// authentik itself refuses to send an address of a reserved domain.
		const users = [
			add('one', 'example.com'),
			add('bad', 'example.test'),
			add('two', 'example.com'),
		];
		const { json } = await runNode(
			sandbox,
			{
				operation: 'syncUser',
				scimProvider: locator(pk),
				user: locator('={{ $json.user }}'),
				options: { timeLimit: 20, continueOnFailedSync: true },
			},
			{ items: users.map((user) => ({ user })) },
		);
		expect(json.map(({ user, result }) => [user, result])).toEqual([
			[users[0], 'synced'],
			[users[1], 'failed'],
			[users[2], 'synced'],
		]);
		expect(json.map(({ log }) => (log as unknown[]).length > 0)).toEqual([false, true, false]);
	});

	it('syncs one group, overriding a dry run', async () => {
		const { run, pk, group } = await withProvider(release, { dryRun: true });
		const parameters = { scimProvider: locator(pk), group: locator(group) };
		const dry = await run('syncGroup', parameters);
		expect(dry.json).toEqual([expect.objectContaining({ group, result: 'dry_run' })]);
		expect(target().requests.filter(({ method }) => method !== 'GET')).toEqual([]);
		const real = await run('syncGroup', { ...parameters, options: { overrideDryRun: true } });
		expect(real.json).toEqual([expect.objectContaining({ group, result: 'synced', linked: true })]);
	});
});
