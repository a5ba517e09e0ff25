import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import type { FaultRule, Sandbox } from '../../sandbox/index.ts';
import { credentialFor } from '../support/n8n/examples.mts';
import type { Instance } from '../support/n8n/instance.mts';
import { executionsOf, Queue } from '../support/n8n/queue.mts';
import type { Order } from './support/provisioning.mts';
import {
	assertServed,
	Provisioning,
	provisioningWorkflow,
	saveOf,
	syncOf,
} from './support/provisioning.mts';
import { until } from './support/until.mts';
import { PATIENCE, Webhook } from './support/webhook.mts';

const WORKFLOW = 'provision';
/** How many executions a worker runs at a time. */
const CONCURRENCY = 5;
/** Max Concurrent Requests of the credential. */
const BOUND = 2;
/** Makes an execution, which sends about seven requests, last for seconds. */
const SLOW: FaultRule = { delay: 200 };

let provisioning: Provisioning;
let sandbox: Sandbox;
let queue: Queue;
let webhook: Webhook<Order>;
/** The executions of earlier tests. */
let earlier: Set<string>;

before(async () => {
	provisioning = await Provisioning.start();
	({ sandbox } = provisioning);
	queue = await Queue.create();
	const credential = credentialFor(sandbox);
	credential.data.maxConcurrentRequests = BOUND;
	await queue.start({ workers: 2, concurrency: CONCURRENCY });
	await queue.main.saveCredentials(credential);
	await queue.main.saveWorkflows(provisioningWorkflow(WORKFLOW));
	await queue.main.activate(WORKFLOW);
	webhook = new Webhook(`${queue.main.url}/webhook/${WORKFLOW}`);
	await until(async () => await webhook.isThere());
});

after(async () => {
	await queue?.remove();
	await provisioning?.close();
});

beforeEach(async () => {
	sandbox.clearFaults();
	await sandbox.settled();
	sandbox.clearLog();
	earlier = new Set((await queue.main.executions(WORKFLOW)).map(({ id }) => id));
});

/** The executions of this test. */
async function executions() {
	return (await queue.main.executions(WORKFLOW)).filter(({ id }) => !earlier.has(id));
}

/** The executions that a worker started in this test, and those of them that it has not finished. */
async function workOf(worker: Instance) {
	const { started, finished } = await executionsOf(worker);
	const ran = started.filter((id) => !earlier.has(id));
	return { ran, unfinished: ran.filter((id) => !finished.includes(id)) };
}

/** Whether a worker is at its limit, with requests under way. */
async function isBusy(worker: Instance) {
	const { unfinished } = await workOf(worker);
	return unfinished.length === CONCURRENCY && sandbox.inFlight > 0;
}

/** What the main process and the workers have used. */
async function usages() {
	const processes = [queue.main, ...queue.workers];
	return await Promise.all(processes.map(async (n8n) => await n8n.usage()));
}

const sorted = (list: string[]) => [...list].sort();

test('60 calls, 20 at a time: two workers carry out each of them once', async (t) => {
	const orders = provisioning.orders(60, 'all');
	const atFirst = await usages();
	const began = performance.now();
	const calls = await webhook.callAll(orders);
	const seconds = (performance.now() - began) / 1000;

	assertServed(calls);
	provisioning.assertCarriedOut(orders);
	const found = await executions();
	assert.equal(found.length, 60);
	assert.deepEqual(new Set(found.map(({ status }) => status)), new Set(['success']));
	const [one, other] = await Promise.all(queue.workers.map(async (w) => (await workOf(w)).ran));
	assert.ok(one.length > 0 && other.length > 0, `one ran ${one.length}, one ${other.length}`);
	assert.deepEqual(sorted([...one, ...other]), sorted(found.map(({ id }) => id)));

	const times = calls.map(({ ms }) => ms).sort((a, b) => a - b);
	t.diagnostic(
		`${(60 / seconds).toFixed(1)} calls a second, median ${times[30]} ms, 95 % within ${times[57]} ms`,
	);
	t.diagnostic(
		`${sandbox.requests.length} requests to authentik; the workers ran ${one.length} and ${other.length}`,
	);
	for (const [index, { memory, cpu }] of (await usages()).entries()) {
		const used = (cpu - atFirst[index].cpu).toFixed(1);
		t.diagnostic(`${index ? 'worker' : 'main'}: ${used} s of CPU time, ${memory} MB at most`);
	}
});

test('Max Concurrent Requests applies to each worker by itself', async (t) => {
	sandbox.fault(SLOW);
	assertServed(await webhook.callAll(provisioning.orders(20, 'bound')));

	t.diagnostic(`${sandbox.maxInFlight} at a time, with a bound of ${BOUND} and two workers`);
	assert.ok(sandbox.maxInFlight > BOUND, 'both workers sent at the same time');
	assert.ok(sandbox.maxInFlight <= 2 * BOUND);
});

test('a worker that is asked to stop finishes its executions first', async () => {
	sandbox.fault(SLOW);
	const [leaving] = queue.workers;
	const orders = provisioning.orders(20, 'leaving');
	const calling = webhook.callAll(orders);
	await until(async () => await isBusy(leaving));
	await leaving.stop(PATIENCE);

	assertServed(await calling);
	provisioning.assertCarriedOut(orders);
	const { ran, unfinished } = await workOf(leaving);
	assert.ok(ran.length >= CONCURRENCY);
	assert.deepEqual(unfinished, []);
	await leaving.start();
});

test('without any worker, calls wait for the next one', async () => {
	await Promise.all(queue.workers.map(async (worker) => await worker.stop(PATIENCE)));
	const orders = provisioning.orders(5, 'waiting');
	const calling = webhook.callAll(orders);
	await until(async () => (await executions()).length === orders.length);
	assert.deepEqual(provisioning.saves, []);

	await Promise.all(queue.workers.map(async (worker) => await worker.start()));
	assertServed(await calling);
	provisioning.assertCarriedOut(orders);
});

test('a killed worker takes its executions with it, and nothing else', async (t) => {
	sandbox.fault(SLOW);
	const [victim, survivor] = queue.workers;
	const orders = provisioning.orders(30, 'killed');
	const calling = webhook.callAll(orders);
	await until(async () => provisioning.syncs.length > CONCURRENCY && (await isBusy(victim)));
	await victim.kill();

	const calls = await calling;
	const served = calls.filter(({ status }) => status === 200);
	const lost = calls.filter(({ status }) => status !== 200);
	assertServed(served);
	assert.ok(lost.length > 0 && lost.length <= CONCURRENCY, `${lost.length} calls were lost`);
	for (const { status, answer } of lost) {
		assert.deepEqual([status, answer], [500, { message: 'Error in workflow' }]);
	}

	// n8n 2 runs no execution a second time (maxStalledCount is 0), so nothing is sent twice.
	const { saves, syncs } = provisioning;
	assert.equal(new Set(saves).size, saves.length);
	assert.equal(new Set(syncs).size, syncs.length);
	for (const { order } of served) {
		assert.ok(saves.includes(saveOf(order)) && syncs.includes(syncOf(order)), order.name);
	}
	const failed = (await executions()).filter(({ status }) => status !== 'success');
	assert.deepEqual(new Set(failed.map(({ status }) => status)), new Set(['error']));
	assert.equal(failed.length, lost.length);
	const log = await queue.main.log();
	const { ran } = await workOf(survivor);
	for (const { id } of failed) {
		assert.ok(!ran.includes(id));
		assert.ok(log.includes(`job stalled more than maxStalledCount (execution ${id})`));
	}
	const done = (sent: string[], of: (order: Order) => string) =>
		lost.filter(({ order }) => sent.includes(of(order))).length;
	t.diagnostic(
		`${lost.length} of ${calls.length} calls were answered with 500; of these, authentik had saved ${done(saves, saveOf)} and synced ${done(syncs, syncOf)}`,
	);
});

test('the other worker carries on, and so does the killed one when it is started again', async () => {
	const [victim, survivor] = queue.workers;
	const alone = provisioning.orders(20, 'alone');
	assertServed(await webhook.callAll(alone));
	provisioning.assertCarriedOut(alone);
	assert.equal((await workOf(survivor)).ran.length, alone.length);

	await victim.start();
	sandbox.clearLog();
	const again = provisioning.orders(20, 'again');
	assertServed(await webhook.callAll(again));
	provisioning.assertCarriedOut(again);
	assert.ok((await workOf(victim)).ran.length > 0);
});
