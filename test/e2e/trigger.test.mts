import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';

import type { Sandbox } from '../../sandbox/index.ts';
import { api } from '../support/api.ts';
import { Instance } from '../support/n8n/instance.mts';
import {
	TriggerFixture,
	DOWN,
	executionsOf,
	post,
	PROOF,
	REGISTRATION,
} from './support/triggerFixture.mts';
import { nothing, trigger, workflow } from './support/nodes.mts';
import { until } from './support/until.mts';

const SYNC = 'sync';
const COPY = 'copy';
const LOGINS = 'logins';

let fixture: TriggerFixture;
let sandbox: Sandbox;
let n8n: Instance;

before(async () => {
	fixture = await TriggerFixture.start();
	({ sandbox } = fixture);
	n8n = await Instance.create();
	await n8n.start();
	await n8n.saveCredentials(fixture.credential);
	await n8n.saveWorkflows(
		fixture.syncingWorkflow(SYNC),
		workflow(LOGINS, trigger(LOGINS, ['login']), nothing),
	);
});

after(async () => {
	await n8n?.remove();
	await fixture?.close();
});

beforeEach(async () => {
	sandbox.clearFaults();
	await sandbox.settled();
	sandbox.clearLog();
});

async function isActive(id: string) {
	const { rest } = await n8n.signIn();
	const path = `/workflows/${id}`;
	return (await rest<{ activeVersionId: string | null }>('GET', path)).activeVersionId !== null;
}

test('activating registers n8n once, and a new user is synced', async () => {
	await n8n.activate(SYNC);
	const { url } = await fixture.registration(SYNC);
	assert.equal(new URL(url).pathname, `/webhook/${SYNC}/webhook`);
	assert.deepEqual(await fixture.traces(), REGISTRATION);
	await fixture.assertWorks(n8n, SYNC);
});

test('a new member of a group is an event of the group', async () => {
	const group = sandbox.addGroup({ name: 'Crew' });
	const user = sandbox.addUser({ name: 'Grace' });
	const { length } = await executionsOf(n8n, SYNC);
	await api(sandbox, 'POST', `/core/groups/${String(group.pk)}/add_user/`, { pk: user.pk });
	await until(async () => (await executionsOf(n8n, SYNC)).length > length);
	const { context } = sandbox.deliveries.at(-1)?.body as { context: { model: { name: string } } };
	assert.equal(context.model.name, 'Crew');
	// No user has its ID.
	assert.equal((await executionsOf(n8n, SYNC))[0].status, 'error');
});

test('n8n stopped and started again continues with the same registration', async () => {
	const earlier = await fixture.registration(SYNC);
	await n8n.stop();
	assert.deepEqual(await fixture.registration(SYNC), earlier);
	sandbox.fault(DOWN);
	await n8n.start();
	assert.equal(await isActive(SYNC), true, 'also without authentik');
	sandbox.clearFaults();
	await fixture.assertWorks(n8n, SYNC);
	assert.deepEqual(await fixture.registration(SYNC), earlier);
});

test('a new activation restores what somebody deleted in authentik', async () => {
	const { rows, secret } = await fixture.registration(SYNC);
	await api(sandbox, 'DELETE', `/events/transports/${String(rows.transport[0].pk)}/`);
	await n8n.deactivate(SYNC);
	await n8n.activate(SYNC);
	assert.notEqual((await fixture.registration(SYNC)).secret, secret);
	assert.deepEqual(await fixture.traces(), REGISTRATION);
	await fixture.assertWorks(n8n, SYNC);
});

test('only authentik gets in', async () => {
	const { url, secret } = await fixture.registration(SYNC);
	await fixture.assertWorks(n8n, SYNC);
	const { event } = fixture;
	const earlier = await executionsOf(n8n, SYNC);
	const right = { [PROOF]: secret };
	const fresh = (more?: object) => JSON.stringify({ ...event, pk: randomUUID(), ...more });

	assert.equal(await post(url, fresh()), 401);
	assert.equal(await post(url, fresh(), { [PROOF]: 'wrong' }), 401);
	assert.equal(await post(url, '{"pk":', right), 422);
	assert.equal(await post(url, '{}', right), 400);
	assert.equal(await post(url, fresh({ body: 'x'.repeat(2 ** 20) }), right), 413);
	assert.equal(await post(url, JSON.stringify(event), right), 200, 'it came before');
	assert.deepEqual(await executionsOf(n8n, SYNC), earlier);

	assert.equal(await post(url, fresh(), right), 200);
	await until(async () => (await executionsOf(n8n, SYNC)).length === earlier.length + 1);
});

test('authentik down at deactivation: the log names what is left, the next activation cleans up', async () => {
	const { rows, secret } = await fixture.registration(SYNC);
	sandbox.fault(DOWN);
	await n8n.deactivate(SYNC);
	assert.equal(await isActive(SYNC), false);
	const log = await n8n.log();
	for (const kind of ['rule', 'matcher', 'transport', 'mapping', 'group'] as const) {
		for (const { pk } of rows[kind]) {
			assert.ok(log.includes(`${String(pk)} could not be deleted`), kind);
		}
	}
	sandbox.clearFaults();
	assert.deepEqual(await fixture.traces(), REGISTRATION);

	await n8n.activate(SYNC);
	assert.deepEqual(await fixture.traces(), REGISTRATION);
	assert.notEqual((await fixture.registration(SYNC)).secret, secret);
	await fixture.assertWorks(n8n, SYNC);
});

test('authentik down at activation: n8n reports it, and the next activation succeeds', async () => {
	await n8n.deactivate(SYNC);
	sandbox.fault(DOWN);
	await assert.rejects(n8n.activate(SYNC), /authentik can't be reached/);
	sandbox.clearFaults();
	await n8n.deactivate(SYNC);
	assert.deepEqual(await fixture.traces(), {});
	await n8n.activate(SYNC);
	await fixture.assertWorks(n8n, SYNC);
});

test('a copy, imported with what n8n stores of the original, has a registration of its own', async () => {
	const one = await fixture.registration(SYNC);
	await n8n.stop();
	const exported = await n8n.exportWorkflow(SYNC);
	assert.ok(JSON.stringify(exported.staticData).includes(one.secret));
	const { nodes, connections } = fixture.syncingWorkflow(COPY);
	await n8n.importWorkflows({ ...exported, id: COPY, name: COPY, nodes, connections });
	await n8n.start();
	await n8n.activate(COPY);

	const other = await fixture.registration(COPY);
	assert.deepEqual(await fixture.registration(SYNC), one);
	assert.equal(await post(other.url, '{}', { [PROOF]: one.secret }), 401);
	await fixture.assertWorks(n8n, SYNC, COPY);
	await n8n.deactivate(COPY);
	assert.deepEqual(await fixture.traces(), REGISTRATION);
	await fixture.assertWorks(n8n, SYNC);
});

test('deactivation leaves nothing behind, and no way in', async () => {
	const { url, secret } = await fixture.registration(SYNC);
	await n8n.deactivate(SYNC);
	assert.deepEqual(await fixture.traces(), {});
	assert.equal(await post(url, '{}', { [PROOF]: secret }), 404);
});

test('100 logins at once are 100 executions', async () => {
	await n8n.activate(LOGINS);
	for (let index = 0; index < 100; index++) {
		const user = { pk: 1000 + index, username: `user-${index}`, email: '' };
		sandbox.addEvent({ action: 'login', app: 'authentik.events.signals', user });
	}
	await until(async () => (await n8n.executions(LOGINS)).length >= 100);
	await sandbox.settled();
	const found = await executionsOf(n8n, LOGINS);
	assert.equal(found.length, 100);
	assert.deepEqual(new Set(found.map(({ status }) => status)), new Set(['success']));
	assert.deepEqual(new Set(sandbox.deliveries.map(({ status }) => status)), new Set([200]));
	await n8n.deactivate(LOGINS);
	assert.deepEqual(await fixture.traces(), {});
});
