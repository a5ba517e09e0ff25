/** Full syncs take turns: two at once stall authentik's worker (see test/sandbox/worker.test.ts). */
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox, SandboxOptions } from '../../../../../sandbox';
import { callApi } from '../../../../support/api';
import { authentikNode, startEngine } from '../../../../support/engine';
import { credentialOf, locator, runNode, workflowWith } from '../../../../support/node';
import { useTarget, waiting } from '../../../../support/sync';
import { addAttached, until } from '../../../../support/worker';

const { target, openSandbox } = useTarget();

/** A sandbox with a default worker, and providers, each of which belongs to an application. */
async function withProviders(count: number, options: SandboxOptions = {}) {
	const sandbox = await openSandbox(options);
	const pks = await addAttached(sandbox, target().url, count);
	sandbox.clearLog();
	target().clearLog();
	return { sandbox, pks };
}

const UPDATE = {
	operation: 'update',
	scimProvider: locator('={{ $json.pk }}'),
	updateFields: { dryRun: false },
};

const itemsFor = (pks: number[]): IDataObject[] => pks.map((pk) => ({ pk }));

/** Makes each full sync take a while: it first requests the target's abilities. */
function slowSyncs(delay: number): void {
	target().fault({ path: /ServiceProviderConfig/, delay });
}

const savesOf = (sandbox: Sandbox) =>
	sandbox.requests
		.filter(({ method }) => method === 'PATCH')
		.map(({ path }) => Number(/(\d+)\/$/.exec(path)?.[1]));

it('updates 60 providers, one full sync at a time, and leaves no task behind', async () => {
	const { sandbox, pks } = await withProviders(60);
	const { json, error } = await runNode(sandbox, UPDATE, { items: itemsFor(pks) });
	expect(error).toBeUndefined();
	expect(json.map(({ pk }) => pk)).toEqual(pks);
	expect(savesOf(sandbox)).toEqual(pks);
	await sandbox.settled();
	expect(sandbox.worker).toEqual({ busy: 0, unfinished: 0, fullSyncs: 0, maxFullSyncs: 1 });
}, 120_000);

it('would block authentik without the limit', async () => {
	const { sandbox, pks } = await withProviders(3);
	const credential = { maxConcurrentSyncs: 3 };
	await runNode(sandbox, UPDATE, { items: itemsFor(pks), credential });
	await until(() => sandbox.worker.fullSyncs === 2);
	expect(sandbox.worker).toMatchObject({ busy: 2, maxFullSyncs: 2 });
	expect(target().requests.filter(({ path }) => /Users/.test(path))).toEqual([]);
});

it('runs as many syncs at once as the credential allows', async () => {
	const { sandbox, pks } = await withProviders(6, { threads: 5 });
	slowSyncs(100);
	const credential = { maxConcurrentSyncs: 2 };
	await runNode(sandbox, UPDATE, { items: itemsFor(pks), credential });
	await sandbox.settled();
	expect(sandbox.worker.maxFullSyncs).toBe(2);
});

it('takes turns across executions and credentials of one server', async () => {
	const { sandbox, pks } = await withProviders(6);
	const { key } = sandbox.addToken({ intent: 'api', superuser: true });
	const runs = [sandbox.token, key].map(
		async (apiToken, index) =>
			await runNode(sandbox, UPDATE, {
				items: itemsFor(pks.slice(index * 3, index * 3 + 3)),
				credential: { apiToken },
			}),
	);
	for (const { error } of await Promise.all(runs)) expect(error).toBeUndefined();
	await sandbox.settled();
	expect(sandbox.worker.maxFullSyncs).toBe(1);
});

it('does not make one server wait for another', async () => {
	const [one, other] = [await withProviders(1), await withProviders(1)];
	let letGo: () => void = () => undefined;
	const hold = new Promise<void>((resolve) => (letGo = resolve));
	target().fault({ path: /ServiceProviderConfig/, hold, times: 1 });
	await runNode(one.sandbox, UPDATE, { items: itemsFor(one.pks) });
	await until(() => one.sandbox.worker.fullSyncs === 1);
	await runNode(other.sandbox, UPDATE, { items: itemsFor(other.pks) });
	expect(savesOf(other.sandbox)).toEqual(other.pks);
	expect(one.sandbox.worker.fullSyncs).toBe(1);
	letGo();
});

it("waits for somebody else's sync of the same provider", async () => {
	const { sandbox, pks } = await withProviders(1);
	slowSyncs(300);
	await callApi(sandbox, 'PATCH', `/providers/scim/${pks[0]}/`, {});
	await until(() => sandbox.worker.fullSyncs === 1);
	target().clearFaults();
	sandbox.clearLog();
	const { error } = await runNode(sandbox, UPDATE, { items: itemsFor(pks) });
	expect(error).toBeUndefined();
	const sent = sandbox.requests.map(({ method, path }) => `${method} ${path.split('/scim/')[1]}`);
	const looks = sent.filter((one) => one === `GET ${pks[0]}/sync/status/`);
	expect(looks.length).toBeGreaterThan(1);
	expect(sent[sent.length - 1]).toBe(`PATCH ${pks[0]}/`);
	await sandbox.settled();
	expect(sandbox.worker.maxFullSyncs).toBe(1);
});

describe('what does not wait', () => {
	/** A sync of the first provider that runs until it is released. */
	async function duringSync(count: number) {
		const { sandbox, pks } = await withProviders(count);
		let letGo: () => void = () => undefined;
		const hold = new Promise<void>((resolve) => (letGo = resolve));
		target().fault({ path: /ServiceProviderConfig/, hold, times: 1 });
		await runNode(sandbox, UPDATE, { items: itemsFor(pks.slice(0, 1)) });
		await until(() => sandbox.worker.fullSyncs === 1);
		return { sandbox, pks, letGo };
	}

	it('is a provider without an application, alone and among many', async () => {
		const { sandbox, pks, letGo } = await duringSync(1);
		const free = Array.from({ length: 12 }, (_, index) =>
			Number(sandbox.addProvider({ name: `free ${index}`, url: target().url }).pk),
		);
		sandbox.clearLog();
		await runNode(sandbox, UPDATE, { items: itemsFor(free.slice(0, 1)) });
		await runNode(sandbox, UPDATE, { items: itemsFor(free.slice(1)) });
		expect(savesOf(sandbox).sort((a, b) => a - b)).toEqual(free);
		expect(sandbox.requests.length).toBe(free.length + 2);
		const { is_running } = (await callApi(sandbox, 'GET', `/providers/scim/${pks[0]}/sync/status/`))
			.body;
		expect(is_running).toBe(true);
		letGo();
	});

	it('is an update that Skip If Unchanged skips', async () => {
		const { sandbox, pks, letGo } = await duringSync(2);
		sandbox.clearLog();
		const { json } = await runNode(
			sandbox,
			{ ...UPDATE, options: { skipIfUnchanged: true } },
			{ items: itemsFor(pks.slice(1)) },
		);
		expect(json[0]).toMatchObject({ unchanged: true });
		expect(savesOf(sandbox)).toEqual([]);
		letGo();
	});

	it('is reading, and changing users', async () => {
		const { sandbox, pks, letGo } = await duringSync(1);
		const read = { operation: 'get', scimProvider: locator(pks[0]) };
		expect((await runNode(sandbox, read)).error).toBeUndefined();
		const user = { resource: 'user', operation: 'create', username: 'ada' };
		expect((await runNode(sandbox, user)).error).toBeUndefined();
		letGo();
	});
});

it('fails the item without sending anything when a sync does not end', async () => {
	const { sandbox, pks } = await withProviders(2);
	let letGo: () => void = () => undefined;
	const hold = new Promise<void>((resolve) => (letGo = resolve));
	target().fault({ path: /ServiceProviderConfig/, hold, times: 1 });
	const credential = { maxSyncWait: 0.005 };
	const { json, errors, error } = await runNode(sandbox, UPDATE, {
		items: itemsFor([pks[0]]),
		credential,
	});
	expect([json.length, errors.length, error]).toEqual([1, 0, undefined]);
	await until(() => sandbox.worker.fullSyncs === 1);
	const late = await runNode(sandbox, UPDATE, { items: itemsFor([pks[1]]), credential });
	expect(late.error?.message).toMatch(
		new RegExp(`^A full sync of SCIM provider ${pks[0]} is still running after `),
	);
	expect(late.error?.description).toContain('AUTHENTIK_WORKER__THREADS');
	expect(savesOf(sandbox)).toEqual([pks[0]]);
	letGo();
});

it('releases the turn when a save is refused, and takes one turn for all tries of a save', async () => {
	const { sandbox, pks } = await withProviders(3);
	sandbox.fault({ method: 'PATCH', path: `/scim/${pks[0]}/`, respond: { status: 400, body: {} } });
	sandbox.fault({ method: 'PATCH', path: `/scim/${pks[1]}/`, respond: { status: 503 }, times: 1 });
	const { json, errors } = await runNode(sandbox, UPDATE, {
		items: itemsFor(pks),
		onError: 'continueErrorOutput',
	});
	expect(json.map(({ pk }) => pk)).toEqual([pks[1], pks[2]]);
	expect(errors).toHaveLength(1);
	expect(savesOf(sandbox)).toEqual([pks[0], pks[1], pks[1], pks[2]]);
	await sandbox.settled();
	expect(sandbox.worker.maxFullSyncs).toBe(1);
});

it('releases the turn when an execution is canceled while it waits', async () => {
	const { sandbox, pks } = await withProviders(3);
	slowSyncs(200);
	await runNode(sandbox, UPDATE, { items: itemsFor(pks.slice(0, 1)) });
	await until(() => sandbox.worker.fullSyncs === 1);
	const engine = await startEngine({ authentikApi: credentialOf(sandbox) });
	const workflow = workflowWith({ resource: 'scimProvider', ...UPDATE });
	expect(authentikNode({}).type).toBe(workflow.nodes[1].type);
	const { done, cancel } = engine.startWorkflow(workflow, [{ json: { pk: pks[1] } }]);
	const looks = () => sandbox.requests.filter(({ path }) => path.endsWith('/sync/status/')).length;
	const before = looks();
	await until(() => looks() > before + 1);
	cancel();
	await done;
	const { error } = await runNode(sandbox, UPDATE, { items: itemsFor(pks.slice(2)) });
	expect(error).toBeUndefined();
	expect(savesOf(sandbox)).toEqual([pks[0], pks[2]]);
});

it('does not wait for a sync whose status the token may not read, nor for one that is never seen running', async () => {
	const { sandbox, pks } = await withProviders(2);
	sandbox.fault({ path: /sync\/status/, respond: { status: 403, body: { detail: 'No.' } } });
	const { error } = await runNode(sandbox, UPDATE, { items: itemsFor(pks) });
	expect(error).toBeUndefined();
	expect(savesOf(sandbox)).toEqual(pks);
});

it('attaches new providers without two syncs at once', async () => {
	const { sandbox } = await withProviders(0);
	for (const slug of ['x', 'y', 'z'])
		await callApi(sandbox, 'POST', '/core/applications/', { name: slug, slug });
	const { error } = await runNode(
		sandbox,
		{
			operation: 'create',
			name: '={{ $json.slug }}',
			url: target().url,
			additionalFields: { token: 't', application: locator('={{ $json.slug }}', 'slug') },
		},
		{ items: [{ slug: 'x' }, { slug: 'y' }, { slug: 'z' }] },
	);
	expect(error).toBeUndefined();
	await sandbox.settled();
	expect(sandbox.worker).toMatchObject({ busy: 0, unfinished: 0 });
});

it('syncs again after the sync that an update has started, and returns the result of its own', async () => {
	const { sandbox, pks } = await withProviders(1);
	slowSyncs(200);
	await runNode(sandbox, UPDATE, { items: itemsFor(pks) });
	await until(() => sandbox.worker.fullSyncs === 1);
	target().clearFaults();
	target().fault({ path: /Users/, respond: { status: 500, body: {} } });
	const { error } = await runNode(sandbox, {
		operation: 'sync',
		scimProvider: locator(pks[0]),
		options: waiting,
	});
	expect(error?.message).toMatch(/^The sync of 'p0' failed: /);
	expect(sandbox.syncs).toHaveLength(2);
});
