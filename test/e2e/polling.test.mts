/** The polling trigger, on n8n's schedule and with what n8n stores of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Instance } from '../support/n8n/instance.mts';
import { PolledLog } from './support/polled.mts';

const LOGINS = 'logins';
const DENIED = 'denied';

let log: PolledLog;
let n8n: Instance;

before(async () => {
	log = await PolledLog.start();
	n8n = await Instance.create();
	const denied = { ...log.credential([]), id: 'denied', name: 'denied' };
	await n8n.start();
	await n8n.saveCredentials(log.credential(), denied);
	await n8n.saveWorkflows(log.workflow(LOGINS), log.workflow(DENIED, denied));
});

after(async () => {
	await n8n?.remove();
	await log?.close();
});

test('publishing starts nothing, whatever the log contains', async () => {
	log.signIn(3);
	await n8n.activate(LOGINS);
	await log.polledAgain();
	assert.deepEqual(await n8n.executions(LOGINS), []);
	log.logins.length = 0;
});

test('n8n stopped before anything came: it starts with what happened in the meantime', async () => {
	await n8n.stop();
	log.signIn(2);
	await n8n.start();
	const [execution] = await log.assertAllCameOnce(n8n, LOGINS);
	assert.ok(execution);
});

test('what comes starts the workflow, once', async () => {
	log.signIn(1);
	await log.polledAgain();
	log.signIn(120);
	await log.assertAllCameOnce(n8n, LOGINS);
});

test('authentik down for a while: n8n reports it, and nothing is lost', async () => {
	const { sandbox } = log;
	sandbox.fault({ html: 500 });
	log.signIn(2);
	await log.polledAgain();
	sandbox.clearFaults();
	await log.assertAllCameOnce(n8n, LOGINS);
	const failed = (await n8n.executions(LOGINS)).filter(({ status }) => status === 'error');
	assert.ok(failed.length > 0);
});

test('authentik down when n8n starts: the workflow stays published, and continues', async () => {
	const { sandbox } = log;
	await n8n.stop();
	sandbox.fault({ html: 500 });
	log.signIn(2);
	await n8n.start();
	await log.polledAgain();
	sandbox.clearFaults();
	await log.assertAllCameOnce(n8n, LOGINS);
});

test('unpublished and published again, it continues where it was', async () => {
	await n8n.deactivate(LOGINS);
	const { polls } = log;
	log.signIn(2);
	await n8n.activate(LOGINS);
	await log.assertAllCameOnce(n8n, LOGINS);
	await n8n.deactivate(LOGINS);
	assert.ok(log.polls > polls);
});

test('without the permission to view events, publishing reports it', async () => {
	await assert.rejects(n8n.activate(DENIED), /authentik denied access to the token's user/);
});

test('it requests only the log and its own user', async () => {
	const paths = new Set(log.sandbox.requests.map(({ method, path }) => `${method} ${path}`));
	assert.deepEqual([...paths].sort(), ['GET /api/v3/core/users/me/', 'GET /api/v3/events/events/']);
});
