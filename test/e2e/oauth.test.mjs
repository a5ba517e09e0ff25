import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startSandbox } from '../../sandbox/index.ts';
import { exampleWorkflow } from '../../scripts/n8n/demo.mjs';
import { Instance } from '../../scripts/n8n/instance.mjs';
import {
	addClient,
	AN_HOUR,
	connect,
	exchanges,
	EXPIRED_AT_ONCE,
	oauthCredential,
	setValidity,
	signedInBy,
} from './support/oauth.mjs';

const CODE = 'authorizationCode';

let sandbox;
let provider;
let client;
let n8n;

before(async () => {
	sandbox = await startSandbox();
	provider = sandbox.addProvider({ name: 'Example' });
	client = await addClient(sandbox, EXPIRED_AT_ONCE);
	n8n = await Instance.create();
	await n8n.importCredentials(oauthCredential(sandbox, CODE));
	await n8n.importWorkflows(
		await exampleWorkflow({ id: 'example', provider: provider.pk, ...signedInBy(CODE) }),
	);
});

after(async () => {
	await n8n?.remove();
	await sandbox?.close();
});

test('n8n signs in by a code, and renews the token when it has run out', async () => {
	await n8n.start();
	await connect(n8n, sandbox, CODE);
	await n8n.stop();

	await setValidity(sandbox, client, AN_HOUR);
	sandbox.clearLog();
	const path = `/api/v3/providers/scim/${provider.pk}/`;
	assert.equal((await n8n.execute('example')).error, undefined);
	assert.deepEqual(exchanges(sandbox), [
		`PATCH ${path} 403`,
		'POST /application/o/token/ 200',
		`PATCH ${path} 200`,
	]);

	sandbox.clearLog();
	assert.equal((await n8n.execute('example')).error, undefined);
	assert.deepEqual(exchanges(sandbox), [`PATCH ${path} 200`]);
});
