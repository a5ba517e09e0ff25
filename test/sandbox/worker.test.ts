/** The worker of authentik: two full syncs at once block it (measured on real servers, 2025.8 and later). */
import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { pythonReady } from '../../sandbox/python/run';
import type { ScimTarget } from '../../sandbox/scim-target/target';
import { startScimTarget } from '../../sandbox/scim-target/target';
import { callApi } from '../support/api';
import { addAttached, until } from '../support/worker';

let target: ScimTarget;
let sandbox: Sandbox | undefined;

beforeAll(async () => {
	// Otherwise the first page of the first sync waits until Python is loaded, and the wait for it times out.
	await pythonReady();
	target = await startScimTarget();
});
afterAll(async () => await target.close());
afterEach(async () => {
	await sandbox?.close();
	target.clearFaults();
	target.clearLog();
});

/** A sandbox with providers that are attached to applications. */
async function withProviders(count: number, options: SandboxOptions): Promise<number[]> {
	sandbox = await startSandbox({ timeScale: 0.0001, ...options });
	return await addAttached(sandbox, target.url, count);
}

const save = async (pk: number) =>
	await callApi(sandbox as Sandbox, 'PATCH', `/providers/scim/${pk}/`, {});

const isRunning = async (pk: number) => {
	const { body } = await callApi(sandbox as Sandbox, 'GET', `/providers/scim/${pk}/sync/status/`);
	return body.is_running;
};

const remove = async (path: string) => (await callApi(sandbox as Sandbox, 'DELETE', path)).status;

const events = async (action: string) =>
	(await callApi(sandbox as Sandbox, 'GET', `/events/events/?action=${action}`)).body.results;

it('blocks when two full syncs are started at once, until the wait for their pages times out', async () => {
	const pks = await withProviders(3, { timeScale: 0.001, pageDuration: 100 });
	const { worker } = sandbox as Sandbox;
	for (const pk of pks) await save(pk);
	await until(() => worker.fullSyncs === 2);
	target.clearLog();
	expect(worker).toMatchObject({ busy: 2, fullSyncs: 2, maxFullSyncs: 2 });
	expect(await Promise.all(pks.map(isRunning))).toEqual([true, true, false]);
	expect(target.requests).toEqual([]);
});

it('finishes when one full sync runs at a time', async () => {
	const pks = await withProviders(3, {});
	const { worker } = sandbox as Sandbox;
	for (const pk of pks) {
		await save(pk);
		await sandbox?.settled();
	}
	expect(worker).toEqual({ busy: 0, unfinished: 0, fullSyncs: 0, maxFullSyncs: 1 });
});

it('finishes two full syncs at once with more threads', async () => {
	const pks = await withProviders(2, { threads: 3 });
	for (const pk of pks) await save(pk);
	await sandbox?.settled();
	expect((sandbox as Sandbox).worker).toMatchObject({ busy: 0, unfinished: 0 });
});

it('does nothing else while it is blocked', async () => {
	const pks = await withProviders(2, { timeScale: 0.001, pageDuration: 100 });
	const { worker, addUser } = sandbox as Sandbox;
	for (const pk of pks) await save(pk);
	await until(() => worker.fullSyncs === 2);
	target.clearLog();
	const user = String(addUser().pk);
	const body = { sync_object_model: 'authentik.core.models.User', sync_object_id: user };
	const path = `/providers/scim/${pks[0]}/sync/object/`;
	expect((await callApi(sandbox as Sandbox, 'POST', path, body)).status).toBe(405);
	expect(target.requests).toEqual([]);
});

it('continues when the wait for the pages has timed out', async () => {
	const pks = await withProviders(2, { pageDuration: 100 });
	const { worker } = sandbox as Sandbox;
	for (const pk of pks) await save(pk);
	await sandbox?.settled();
	expect(worker).toMatchObject({ busy: 0, unfinished: 0, maxFullSyncs: 2 });
	expect(target.requests).not.toEqual([]);
});

it('counts neither a sync without an application nor one that finds another running', async () => {
	const [pk] = await withProviders(1, { pageDuration: 50 });
	const { worker, addProvider } = sandbox as Sandbox;
	await save(Number(addProvider({ url: target.url }).pk));
	await sandbox?.settled();
	expect(worker.maxFullSyncs).toBe(0);
	await save(pk);
	await until(() => worker.fullSyncs === 1);
	await save(pk);
	expect(await isRunning(pk)).toBe(true);
	await sandbox?.settled();
	expect(worker.maxFullSyncs).toBe(1);
	expect(await isRunning(pk)).toBe(false);
	sandbox?.clearLog();
	expect(worker.maxFullSyncs).toBe(0);
});

it('loses the thread of a provider that is deleted while it syncs, until the wait times out', async () => {
	const [pk] = await withProviders(1, { timeScale: 0.0005, deletesCrash: false });
	const { worker } = sandbox as Sandbox;
	target.fault({ delay: 100 });
	await save(pk);
	await until(() => target.requests.length > 0);
	expect(await remove(`/providers/scim/${pk}/`)).toBe(204);
	await until(() => worker.busy === 1);
	expect(worker).toMatchObject({ unfinished: 1, fullSyncs: 1 });
	await sandbox?.settled();
	expect(worker).toMatchObject({ busy: 0, fullSyncs: 0 });
});

const DELETIONS = [
	['a provider', (pk: number) => `/providers/scim/${pk}/`],
	['a provider, whatever its kind', (pk: number) => `/providers/all/${pk}/`],
	['the application of a provider', () => '/core/applications/a0/'],
] as const;

it.each(DELETIONS)('crashes when %s is deleted while a page syncs', async (_what, pathOf) => {
	const [pk] = await withProviders(1, {});
	target.fault({ delay: 100 });
	await save(pk);
	await until(() => target.requests.length > 0);
	expect(await remove(pathOf(pk))).toBe(405);
	expect(await events('model_deleted')).toEqual([]);
	await sandbox?.settled();
	expect(await remove(pathOf(pk))).toBe(204);
});

it('crashes no deletion up to 2025.8', async () => {
	const [pk] = await withProviders(1, { release: '2025.8' });
	await save(pk);
	expect(await remove(`/providers/scim/${pk}/`)).toBe(204);
});

it.each(RELEASES.slice(0, 2))('has enough workers in %s', async (release) => {
	const pks = await withProviders(3, { release });
	for (const pk of pks) await save(pk);
	await sandbox?.settled();
	expect((sandbox as Sandbox).worker).toMatchObject({ busy: 0, unfinished: 0 });
});
