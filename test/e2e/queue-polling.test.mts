/** The polling trigger in queue mode: the main process reads the log, workers execute. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { executionsOf, Queue } from '../support/n8n/queue.mts';
import { PolledLog } from './support/polled.mts';
import { until } from './support/until.mts';

const LOGINS = 'logins';

let log: PolledLog;
let queue: Queue;

before(async () => {
	log = await PolledLog.start();
	queue = await Queue.create();
	await queue.start({ workers: 1 });
	await queue.main.saveCredentials(log.credential());
	await queue.main.saveWorkflows(log.workflow(LOGINS));
	await queue.main.activate(LOGINS);
});

after(async () => {
	await queue?.remove();
	await log?.close();
});

test('what the main process reads is executed by the worker, once', async () => {
	log.signIn(3);
	const found = await log.assertAllCameOnce(queue.main, LOGINS);
	const { finished } = await executionsOf(queue.workers[0]);
	assert.deepEqual(finished.sort(), found.map(({ id }) => id).sort());
});

test('a worker that is killed between the poll and the execution: the next one executes it', async () => {
	const [worker] = queue.workers;
	await worker.kill();
	const { length } = await queue.main.executions(LOGINS);
	log.signIn(3);
	await until(async () => (await queue.main.executions(LOGINS)).length > length);
	const waiting = await queue.main.executions(LOGINS);
	assert.ok(waiting.some(({ status }) => status === 'new'));
	log.signIn(2);
	await queue.addWorker();
	await log.assertAllCameOnce(queue.main, LOGINS);
});

test('a main process that is killed continues from its stored position', async () => {
	await queue.main.kill();
	log.signIn(3);
	await queue.main.start();
	await log.assertAllCameOnce(queue.main, LOGINS);
});
