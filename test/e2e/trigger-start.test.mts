/** The trigger in an n8n that checks its webhooks when it starts, as n8n 2 did at first. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import type { Sandbox } from '../../sandbox/index.ts';
import { api } from '../support/api.ts';
import { Instance } from '../support/n8n/instance.mts';
import { TriggerFixture, DOWN, REGISTRATION } from './support/triggerFixture.mts';
import { until } from './support/until.mts';

const SYNC = 'sync';

let fixture: TriggerFixture;
let sandbox: Sandbox;
let n8n: Instance;

before(async () => {
	fixture = await TriggerFixture.start();
	({ sandbox } = fixture);
	const settings = () => ({ N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' });
	n8n = await Instance.create({ settings });
	await n8n.start();
	await n8n.saveCredentials(fixture.credential);
	await n8n.saveWorkflows(fixture.syncingWorkflow(SYNC));
	await n8n.activate(SYNC);
});

after(async () => {
	await n8n?.remove();
	await fixture?.close();
});

beforeEach(async () => {
	await sandbox.settled();
	sandbox.clearLog();
});

/** Starts n8n, and waits until it has activated the workflow. */
async function start() {
	await n8n.start();
	await until(async () => (await n8n.log()).includes(`Activated workflow "${SYNC}"`));
}

test('nothing happened in the meantime: it only reads', async () => {
	const earlier = await fixture.registration(SYNC);
	await n8n.stop();
	sandbox.clearLog();
	await start();
	assert.deepEqual(new Set(sandbox.requests.map(({ method }) => method)), new Set(['GET']));
	assert.deepEqual(await fixture.registration(SYNC), earlier);
	await fixture.assertWorks(n8n, SYNC);
});

test('what somebody deleted in authentik is repaired', async () => {
	const { rows, secret } = await fixture.registration(SYNC);
	await n8n.stop();
	await api(sandbox, 'DELETE', `/events/transports/${String(rows.transport[0].pk)}/`);
	await start();
	assert.notEqual((await fixture.registration(SYNC)).secret, secret);
	assert.deepEqual(await fixture.traces(), REGISTRATION);
	await fixture.assertWorks(n8n, SYNC);
});

test('authentik down: the workflow stays active, and works later', async () => {
	const earlier = await fixture.registration(SYNC);
	await n8n.stop();
	sandbox.fault(DOWN);
	await start();
	assert.match(
		await n8n.log(),
		/could not check whether the trigger is still registered in authentik/,
	);
	sandbox.clearFaults();
	await fixture.assertWorks(n8n, SYNC);
	assert.deepEqual(await fixture.registration(SYNC), earlier);
});

test('deactivation leaves nothing behind', async () => {
	await n8n.deactivate(SYNC);
	assert.deepEqual(await fixture.traces(), {});
});
