/** The trigger in queue mode: set up by the main process, called in any, executed by workers. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { executionsOf as ranBy, Queue } from '../../scripts/n8n/queue.mjs';
import { Directory, executionsOf, post, PROOF, REGISTRATION } from './directory.mjs';

const SYNC = 'sync';

let directory;
let queue;

before(async () => {
	directory = await Directory.start();
	queue = await Queue.create();
	await queue.main.importCredentials(directory.credential);
	await queue.main.importWorkflows(directory.syncingWorkflow(SYNC));
	await queue.start({ workers: 1 });
	await queue.main.activate(SYNC);
});

after(async () => {
	await queue?.remove();
	await directory?.close();
});

/** The IDs of all executions, and of those that the worker finished. */
async function executions() {
	const all = (await executionsOf(queue.main, SYNC)).map(({ id }) => id).sort();
	return { all, finished: (await ranBy(queue.workers[0])).finished.sort() };
}

test('what the main process set up starts executions in the worker', async () => {
	assert.deepEqual(await directory.traces(), REGISTRATION);
	await directory.assertWorks(queue.main, SYNC);
	const { all, finished } = await executions();
	assert.equal(all.length, 1);
	assert.deepEqual(finished, all);
});

test('a process for webhooks knows the secret as well', async () => {
	const { body } = directory.sandbox.deliveries.at(-1);
	const { url, secret } = await directory.registration(SYNC);
	const webhook = await queue.addWebhook();
	const there = new URL(new URL(url).pathname, webhook.url);
	const event = () => JSON.stringify({ ...body, pk: randomUUID() });

	assert.equal(await post(there, event(), { [PROOF]: 'wrong' }), 401);
	assert.equal((await executions()).all.length, 1);
	assert.equal(await post(there, event(), { [PROOF]: secret }), 200);
	const { all, finished } = await executions();
	assert.equal(all.length, 2);
	assert.deepEqual(finished, all);

	await queue.main.deactivate(SYNC);
	assert.deepEqual(await directory.traces(), {});
	assert.equal(await post(there, event(), { [PROOF]: secret }), 404);
});
