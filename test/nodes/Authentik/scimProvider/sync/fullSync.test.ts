/** How a full sync is started, and its outcome. */
import { locator, requestsTo, runNode } from '../../../../support/node';
import { useTarget, waiting } from '../../../../support/sync';

const { target, openSandbox, withProvider } = useTarget();

it('warns of a provider that is not attached, and of a dry run', async () => {
	const sandbox = await openSandbox();
	const pk = Number(sandbox.addProvider({ name: 'loose', dry_run: true }).pk);
	const { json } = await runNode(sandbox, { operation: 'sync', scimProvider: locator(pk) });
	expect(json[0]).toMatchObject({
		result: 'started',
		application: null,
		warnings: [
			expect.stringContaining("'loose' is not attached to an application"),
			expect.stringContaining("Dry Run is on for 'loose'"),
		],
	});
	expect(requestsTo(sandbox)).toHaveLength(1);
});

it('returns what a sync in a dry run would have sent', async () => {
	const { run, pk, user } = await withProvider('2026.2', { dryRun: true });
	const { json, error } = await run('sync', { scimProvider: locator(pk), options: waiting });
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ result: 'successful', dry_run: true });
	expect(json[0].would_send).toContainEqual({
		method: 'POST',
		url: `${target().url}/Users`,
		object: expect.objectContaining({ pk: user, username: 'ada' }) as object,
	});
	expect(target().requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

it('fails for a provider that is not attached when it waits', async () => {
	const sandbox = await openSandbox();
	const pk = Number(sandbox.addProvider({ name: 'loose' }).pk);
	const { error } = await runNode(sandbox, {
		operation: 'sync',
		scimProvider: locator(pk),
		options: waiting,
	});
	expect(error?.message).toContain('No provider found. Is it assigned to an application?');
});

it('distinguishes running out of time from failing', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	target().fault({ delay: 2000, times: 1 });
	const options = { ...waiting, timeLimit: 1 };
	const { json } = await run('sync', {
		scimProvider: locator(pk),
		options: { ...options, continueOnFailedSync: true },
	});
	expect(json[0]).toMatchObject({ result: 'timed_out', finished: null });
	await sandbox.settled();
	target().clearFaults();
	target().fault({ delay: 2000, times: 1 });
	const { error } = await run('sync', { scimProvider: locator(pk), options });
	expect(error?.message).toBe("The sync of 'CRM accounts' is still running after 1 seconds");
	expect(error?.description).toContain('Raise the Time Limit');
});

it('starts by schedule on request', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	const { json } = await run('sync', {
		scimProvider: locator(pk),
		options: { ...waiting, runSchedule: true },
	});
	expect(json[0]).toMatchObject({ result: 'successful' });
	expect(sandbox.requests.some(({ method }) => method === 'PATCH')).toBe(false);
	expect(sandbox.requests.some(({ path }) => /schedules\/[0-9a-f-]+\/send\/$/.test(path))).toBe(
		true,
	);
});

it('reports that a release has no schedules', async () => {
	const { sandbox, run, pk } = await withProvider('2025.6');
	const { error } = await run('sync', {
		scimProvider: locator(pk),
		options: { runSchedule: true },
	});
	expect(error).toBeDefined();
	expect(sandbox.syncs).toEqual([]);
});

it('works with the least privilege, and reports what it cannot see', async () => {
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

it('returns the status as authentik answers it', async () => {
	const { run, pk } = await withProvider('2026.2');
	const { json } = await run('getSyncStatus', { scimProvider: locator(pk) });
	expect(json[0]).toMatchObject({
		provider: pk,
		is_running: false,
		last_sync_status: 'done',
	});
});
