/** The package in a running n8n under test: the editor, the trigger, the sign-in. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { credentialFor } from '../../support/n8n/examples.mts';
import { isOlderThan } from '../../support/n8n/install.mts';
import { Instance } from '../../support/n8n/instance.mts';
import type { Rest } from '../../support/n8n/session.mts';
import { PolledLog } from '../support/polled.mts';
import {
	TriggerFixture,
	executionsOf,
	post,
	PROOF,
	REGISTRATION,
} from '../support/triggerFixture.mts';
import { until } from '../support/until.mts';

const SYNC = 'sync';
const LOGINS = 'logins';
const NODES = ['authentik', 'authentikTrigger', 'authentikPollTrigger'].map(
	(name) => `n8n-nodes-authentik.${name}`,
);
const CREDENTIALS = ['authentikApi', 'authentikOAuth2Api'];
/** May see everything that the editor lists; the trigger's own account may not. */
const ADMINISTRATOR = { id: 'administrator', name: 'administrator' };
/** n8n loses the answer before it looks for the credential's error message, see transport/failure.ts. */
const losesAnswers = !isOlderThan('1.102') && isOlderThan('2.34');
const ownWords = { skip: losesAnswers && 'n8n 1.102 to 2.33 shows its own message' };

interface Named {
	name: string;
}

let fixture: TriggerFixture;
let n8n: Instance;
let rest: Rest;
let cookie: string;

before(async () => {
	fixture = await TriggerFixture.start();
	n8n = await Instance.create({ hasEditor: true });
	const { url, token } = fixture.sandbox;
	await n8n.start();
	await n8n.saveCredentials(fixture.credential, credentialFor({ url, token }, ADMINISTRATOR));
	await n8n.saveWorkflows(fixture.syncingWorkflow(SYNC));
	({ rest, cookie } = await n8n.signIn());
});

after(async () => {
	await n8n?.remove();
	await fixture?.close();
});

/** The names of the types that n8n offers in its editor. */
async function offered(kind: 'nodes' | 'credentials') {
	// Not over a connection that n8n may be about to close: it is busy, and the answer is large.
	const headers = { cookie, connection: 'close' };
	const response = await fetch(`${n8n.url}/types/${kind}.json`, { headers });
	const types = (await response.json()) as Named[];
	return new Set(types.map(({ name }) => name));
}

test('nodes and credentials are available', async () => {
	const nodes = await offered('nodes');
	const credentials = await offered('credentials');
	for (const name of NODES) assert.ok(nodes.has(name), name);
	for (const name of CREDENTIALS) assert.ok(credentials.has(name), name);
});

test('the node is available as a tool', async () => {
	const nodes = await offered('nodes');
	assert.ok(nodes.has('n8n-nodes-authentik.authentikTool'));
	assert.ok(!nodes.has('n8n-nodes-authentik.authentikTriggerTool'));
	assert.ok(!nodes.has('n8n-nodes-authentik.authentikPollTriggerTool'));
});

test('n8n logs no problems', async () => {
	const complaints = (await n8n.log())
		.split('\n')
		.filter((line) => /authentik/i.test(line) && /error|fail|could not|warn/i.test(line));
	assert.deepEqual(complaints, []);
});

/** The result of n8n's credential test. */
async function testCredential(server: { url: string; token: string }) {
	const credential = credentialFor(server);
	// n8n checks whether its user may see the credential with that ID.
	const credentials = { ...credential, id: n8n.credentialId(credential.id) };
	return await rest<{ status: string; message: string }>('POST', '/credentials/test', {
		credentials,
	});
}

test('the credential test passes', async () => {
	const { url, token } = fixture.sandbox;
	const result = await testCredential({ url, token });
	assert.equal(result.status, 'OK', result.message);
});

test('the credential test says what is wrong with the token', ownWords, async () => {
	const result = await testCredential({ url: fixture.sandbox.url, token: 'wrong' });
	assert.equal(result.status, 'Error');
	assert.match(result.message, /^authentik does not accept the API Token/);
});

test('the credential test says that the address is not authentik', ownWords, async () => {
	const result = await testCredential({ url: fixture.target.url, token: 'x' });
	assert.equal(result.status, 'Error');
	assert.match(result.message, /^The Base URL is not the address of an authentik server/);
});

/** The editor's request to fill a list. */
function asking(methodName: string, path: string) {
	return {
		methodName,
		path: `parameters.${path}`,
		nodeTypeAndVersion: { name: NODES[0], version: 1 },
		currentNodeParameters: {
			authentication: 'apiToken',
			resource: 'scimProvider',
			operation: 'update',
		},
		credentials: {
			authentikApi: { ...ADMINISTRATOR, id: n8n.credentialId(ADMINISTRATOR.id) },
		},
	};
}

test('a resource locator searches', async () => {
	const body = { ...asking('searchScimProviders', 'scimProvider'), filter: 'arg' };
	const found = await rest<{ results: Named[] }>(
		'POST',
		'/dynamic-node-parameters/resource-locator-results',
		body,
	);
	assert.deepEqual(
		found.results.map(({ name }) => name),
		['Target'],
	);
});

test('a list of options loads', async () => {
	const body = asking('getScimMappings', 'updateFields.propertyMappings');
	const options = await rest<Named[]>('POST', '/dynamic-node-parameters/options', body);
	const names = options.map(({ name }) => name);
	assert.ok(names.includes('authentik default SCIM Mapping: User'), names.join());
});

test('activating the trigger registers it in authentik', async () => {
	await n8n.activate(SYNC);
	const { url } = await fixture.registration(SYNC);
	assert.equal(new URL(url).pathname, `/webhook/${SYNC}/webhook`);
	assert.deepEqual(await fixture.traces(), REGISTRATION);
});

test('an event starts the workflow', async () => {
	await fixture.assertWorks(n8n, SYNC);
});

test('the trigger rejects requests without the secret', async () => {
	const { url, secret } = await fixture.registration(SYNC);
	const earlier = await executionsOf(n8n, SYNC);
	const event = () => JSON.stringify({ ...fixture.event, pk: randomUUID() });
	assert.equal(await post(url, event()), 401);
	assert.equal(await post(url, event(), { [PROOF]: 'wrong' }), 401);
	assert.deepEqual(await executionsOf(n8n, SYNC), earlier);
	assert.equal(await post(url, event(), { [PROOF]: secret }), 200);
	await until(async () => (await executionsOf(n8n, SYNC)).length === earlier.length + 1);
});

test('the trigger still works after n8n restarts', async () => {
	const earlier = await fixture.registration(SYNC);
	await n8n.stop();
	await n8n.start();
	await fixture.assertWorks(n8n, SYNC);
	assert.deepEqual(await fixture.registration(SYNC), earlier);
});

test('deactivating the trigger removes everything from authentik', async () => {
	const { url, secret } = await fixture.registration(SYNC);
	await n8n.deactivate(SYNC);
	assert.deepEqual(await fixture.traces(), {});
	assert.equal(await post(url, '{}', { [PROOF]: secret }), 404);
});

test('the poll trigger starts the workflow for new events', async () => {
	const log = await PolledLog.start();
	try {
		const credential = { ...log.credential(), id: 'viewer', name: 'viewer' };
		await n8n.saveCredentials(credential);
		await n8n.saveWorkflows(log.workflow(LOGINS, credential));
		await n8n.activate(LOGINS);
		await log.polledAgain();
		log.signIn(2);
		await log.assertAllCameOnce(n8n, LOGINS);
		await n8n.deactivate(LOGINS);
	} finally {
		await log.close();
	}
});
