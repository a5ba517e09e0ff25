import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../../../nodes/Authentik/shared/releases';
import { RELEASES } from '../../../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import type { ScimTarget } from '../../../../sandbox/target';
import { startScimTarget } from '../../../../sandbox/target';
import { locator, requestsTo, runNode } from '../../../support/node';

let target: ScimTarget;
beforeAll(async () => {
	target = await startScimTarget();
});
afterAll(async () => await target.close());
beforeEach(() => target.clearFaults());

const open: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
});

/** A sandbox with a provider that is attached to an application and has the built-in mappings. */
async function withProvider(release: Release, more: IDataObject = {}) {
	const sandbox = await startSandbox({ release, timeScale: 0.01 });
	open.push(sandbox);
	const run = async (operation: string, parameters: IDataObject, credential: IDataObject = {}) =>
		await runNode(sandbox, { operation, ...parameters } as never, { credential });
	await fetch(`${sandbox.url}/api/v3/core/applications/`, {
		method: 'POST',
		headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ name: 'CRM', slug: 'crm' }),
	});
	const { json } = await run('create', {
		name: 'CRM accounts',
		url: target.url,
		additionalFields: { token: 't', application: locator('crm', 'slug'), ...more },
	});
	await sandbox.settled();
	const user = Number(
		sandbox.addUser({ username: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' }).pk,
	);
	const group = String(sandbox.addGroup({ name: 'Engineering' }).pk);
	sandbox.clearLog();
	target.clearLog();
	return { sandbox, run, pk: Number(json[0].pk), user, group };
}

const waiting = { waitForCompletion: true, timeLimit: 20 };

describe.each(RELEASES)('authentik %s', (release) => {
	it('starts a full sync with one PATCH without a body, and waits for a good end', async () => {
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
			target.requests.some(({ method, path }) => method === 'POST' && /Users/.test(path)),
		).toBe(true);
	});

	it('fails the item when the target fails, although authentik says done', async () => {
		const { run, pk } = await withProvider(release);
		target.fault({ path: /Users/, respond: { status: 500, body: {} } });
		const { error } = await run('sync', { scimProvider: locator(pk), options: waiting });
		expect(error?.message).toMatch(
			/^The sync of 'CRM accounts' went wrong: (?:Failed to sync|Network error)/,
		);
		const { json } = await run('sync', {
			scimProvider: locator(pk),
			options: { ...waiting, failOnFailedSync: false },
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

	it('syncs one user, and tells a failing target', async () => {
		const { sandbox, run, pk, user } = await withProvider(release);
		const parameters = {
			scimProvider: locator(pk),
			user: locator(user),
			options: { timeLimit: 20 },
		};
		const { json, error } = await run('syncUser', parameters);
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ provider: pk, user: String(user), result: 'synced', linked: true, log: [] },
		]);
		const post = sandbox.requests.find(({ method }) => method === 'POST');
		expect(post).toMatchObject({
			path: `/api/v3/providers/scim/${pk}/sync/object/`,
			body: { sync_object_model: 'authentik.core.models.User', sync_object_id: String(user) },
		});

		// authentik does not send again what the target has already.
		const other = Number(sandbox.addUser({ username: 'bob', email: 'bob@example.com' }).pk);
		target.fault({ respond: { status: 500, body: {} } });
		const failed = await run('syncUser', { ...parameters, user: locator(other) });
		expect(failed.error?.message).toMatch(/^The sync of the user went wrong: Failed to sync /);
	});

	it('tells the users apart that are synced at the same time', async () => {
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
				options: { timeLimit: 20, failOnFailedSync: false },
			},
			{ items: users.map((user) => ({ user })) },
		);
		expect(json.map(({ user, result }) => [user, result])).toEqual([
			[String(users[0]), 'synced'],
			[String(users[1]), 'failed'],
			[String(users[2]), 'synced'],
		]);
		expect(json.map(({ log }) => (log as unknown[]).length > 0)).toEqual([false, true, false]);
	});

	it('syncs one group, overriding a dry run', async () => {
		const { run, pk, group } = await withProvider(release, { dryRun: true });
		const parameters = { scimProvider: locator(pk), group: locator(group) };
		const dry = await run('syncGroup', parameters);
		expect(dry.json).toEqual([expect.objectContaining({ group, result: 'dry_run' })]);
		expect(target.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
		const real = await run('syncGroup', { ...parameters, options: { overrideDryRun: true } });
		expect(real.json).toEqual([expect.objectContaining({ group, result: 'synced', linked: true })]);
	});
});

it('warns of a provider that is not attached, and of a dry run', async () => {
	const sandbox = await startSandbox();
	open.push(sandbox);
	const pk = Number(sandbox.addProvider({ name: 'loose', dry_run: true }).pk);
	const { json } = await runNode(sandbox, { operation: 'sync', scimProvider: locator(pk) });
	expect(json[0]).toMatchObject({
		result: 'started',
		application: null,
		warnings: [
			expect.stringContaining("'loose' is not attached to an application"),
			expect.stringContaining("'loose' is in dry run"),
		],
	});
	expect(requestsTo(sandbox)).toHaveLength(1);
});

it('tells what a sync in dry run would have sent', async () => {
	const { run, pk, user } = await withProvider('2026.2', { dryRun: true });
	const { json } = await run('sync', { scimProvider: locator(pk), options: waiting });
	expect(json[0]).toMatchObject({ result: 'successful', dry_run: true });
	expect(json[0].would_send).toContainEqual({
		method: 'POST',
		url: `${target.url}/Users`,
		object: expect.objectContaining({ pk: user, username: 'ada' }) as object,
	});
	expect(target.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

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

it('fails for a provider that is not attached when it waits', async () => {
	const sandbox = await startSandbox();
	open.push(sandbox);
	const pk = Number(sandbox.addProvider({ name: 'loose' }).pk);
	const { error } = await runNode(sandbox, {
		operation: 'sync',
		scimProvider: locator(pk),
		options: waiting,
	});
	expect(error?.message).toContain('No provider found. Is it assigned to an application?');
});

it('tells running out of time from failing', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	target.fault({ delay: 2000, times: 1 });
	const options = { ...waiting, timeLimit: 1 };
	const { json } = await run('sync', {
		scimProvider: locator(pk),
		options: { ...options, failOnFailedSync: false },
	});
	expect(json[0]).toMatchObject({ result: 'timed_out', finished: null });
	await sandbox.settled();
	target.clearFaults();
	target.fault({ delay: 2000, times: 1 });
	const { error } = await run('sync', { scimProvider: locator(pk), options });
	expect(error?.message).toBe("The sync of 'CRM accounts' is still running after 1 seconds");
	expect(error?.description).toContain('Raise the Time Limit');
});

it('tells that another sync is running already', async () => {
	const { run, pk } = await withProvider('2026.2');
	target.fault({ delay: 300, times: 3 });
	await run('sync', { scimProvider: locator(pk) });
	const { json, error } = await run('sync', { scimProvider: locator(pk), options: waiting });
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ result: 'already_running' });
});

it('starts by schedule where asked for', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	const { json } = await run('sync', {
		scimProvider: locator(pk),
		options: { ...waiting, startWith: 'schedule' },
	});
	expect(json[0]).toMatchObject({ result: 'successful' });
	expect(sandbox.requests.some(({ method }) => method === 'PATCH')).toBe(false);
	expect(sandbox.requests.some(({ path }) => /schedules\/[0-9a-f-]+\/send\/$/.test(path))).toBe(
		true,
	);
});

it('says that a release has no schedules', async () => {
	const { sandbox, run, pk } = await withProvider('2025.6');
	const { error } = await run('sync', {
		scimProvider: locator(pk),
		options: { startWith: 'schedule' },
	});
	expect(error).toBeDefined();
	expect(sandbox.syncs).toEqual([]);
});

it('works with the least privilege, and says what it cannot see', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	const { key } = sandbox.addToken({
		intent: 'api',
		permissions: [
			'authentik_providers_scim.view_scimprovider',
			'authentik_providers_scim.change_scimprovider',
		],
	});
	const { json, error } = await run(
		'sync',
		{ scimProvider: locator(pk), options: waiting },
		{ apiToken: key },
	);
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({
		result: 'unknown',
		warnings: [expect.stringContaining('authentik_tasks.view_task')],
	});
	expect(sandbox.syncs).toHaveLength(1);
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

it('gives the status as authentik answers it', async () => {
	const { run, pk } = await withProvider('2026.2');
	const { json } = await run('getSyncStatus', { scimProvider: locator(pk) });
	expect(json[0]).toMatchObject({ is_running: false, last_sync_status: 'done' });
});
