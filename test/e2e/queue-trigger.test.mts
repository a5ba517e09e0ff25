/** The trigger in queue mode: set up by the main process, called in any, executed by workers. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { executionsOf as ranBy, Queue } from '../support/n8n/queue.mts';
import {
	TriggerFixture,
	executionsOf,
	post,
	PROOF,
	REGISTRATION,
} from './support/triggerFixture.mts';
import { until } from './support/until.mts';

const SYNC = 'sync';

let fixture: TriggerFixture;
let queue: Queue;

before(async () => {
	fixture = await TriggerFixture.start();
	queue = await Queue.create();
	await queue.start({ workers: 1 });
	await queue.main.saveCredentials(fixture.credential);
	await queue.main.saveWorkflows(fixture.syncingWorkflow(SYNC));
	await queue.main.activate(SYNC);
});

after(async () => {
	await queue?.remove();
	await fixture?.close();
});

/** Waits until this many executions have ended, and the worker has finished each of them. */
async function assertRan(count: number) {
	const ids = async () => (await executionsOf(queue.main, SYNC)).map(({ id }) => id).sort();
	const finished = async () => (await ranBy(queue.workers[0])).finished.sort();
	await until(async () => (await finished()).length >= count && (await ids()).length >= count);
	assert.deepEqual(await finished(), await ids());
	assert.equal((await ids()).length, count);
}

test('what the main process set up starts executions in the worker', async () => {
	assert.deepEqual(await fixture.traces(), REGISTRATION);
	await fixture.assertWorks(queue.main, SYNC);
	await assertRan(1);
});

test('a webhook process also has the secret', async () => {
	const { url, secret } = await fixture.registration(SYNC);
	const webhook = await queue.addWebhook();
	const there = new URL(new URL(url).pathname, webhook.url);
	const event = () => JSON.stringify({ ...fixture.event, pk: randomUUID() });

	assert.equal(await post(there, event(), { [PROOF]: 'wrong' }), 401);
	await assertRan(1);
	assert.equal(await post(there, event(), { [PROOF]: secret }), 200);
	await assertRan(2);

	await queue.main.deactivate(SYNC);
	assert.deepEqual(await fixture.traces(), {});
	assert.equal(await post(there, event(), { [PROOF]: secret }), 404);
});
