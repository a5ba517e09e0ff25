/** The sign-in with OAuth2 in the n8n under test. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Sandbox } from '../../../sandbox/index.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { exampleWorkflow } from '../../support/n8n/examples.mts';
import { errorOf } from '../../support/n8n/exports.mts';
import { isOlderThan } from '../../support/n8n/install.mts';
import { Instance } from '../../support/n8n/instance.mts';
import {
	addClient,
	AN_HOUR,
	connect,
	exchanges,
	EXPIRED_AT_ONCE,
	oauthCredential,
	setValidity,
	signedInBy,
} from '../support/oauth.mts';

const CODE = 'authorizationCode';
const CLIENT = 'clientCredentials';
/** From this version on, n8n or the node itself renews an expired token. */
const RENEWS_FROM = '1.123';

let sandbox: Sandbox;
let path: string;
let client: number;
let n8n: Instance;

before(async () => {
	sandbox = await startSandbox();
	const { pk } = sandbox.addProvider({ name: 'Example' });
	path = `/api/v3/providers/scim/${pk}/`;
	client = await addClient(sandbox, AN_HOUR);
	n8n = await Instance.create();
	await n8n.start();
	await n8n.saveCredentials(oauthCredential(sandbox, CODE), oauthCredential(sandbox, CLIENT));
	const signedIn = async (id: string) => {
		const { parameters, node } = signedInBy(id);
		const get = { ...parameters, operation: 'get' };
		return await exampleWorkflow({ id, provider: Number(pk), parameters: get, node });
	};
	await n8n.saveWorkflows(await signedIn(CODE), await signedIn(CLIENT));
});

after(async () => {
	await n8n?.remove();
	await sandbox?.close();
});

test('OAuth2: signs in with client credentials', async () => {
	sandbox.clearLog();
	await n8n.run(CLIENT);
	const [first, then] = exchanges(sandbox);
	assert.equal(first, 'POST /application/o/token/ 200');
	// The service account that authentik creates for the client has no permission yet, but is recognized.
	assert.match(then, new RegExp(`^GET ${path} `));
});

test('OAuth2: signs in with an authorization code', async () => {
	await setValidity(sandbox, client, EXPIRED_AT_ONCE);
	await connect(n8n, sandbox, CODE);
	await setValidity(sandbox, client, AN_HOUR);
});

test(
	'OAuth2: renews an expired access token and saves the new one',
	{ skip: isOlderThan(RENEWS_FROM) && `from n8n ${RENEWS_FROM} on` },
	async () => {
		sandbox.clearLog();
		const { error } = await n8n.run(CODE);
		assert.equal(error, undefined);
		assert.deepEqual(exchanges(sandbox), [
			`GET ${path} 403`,
			'POST /application/o/token/ 200',
			`GET ${path} 200`,
		]);

		sandbox.clearLog();
		assert.equal((await n8n.run(CODE)).error, undefined);
		assert.deepEqual(exchanges(sandbox), [`GET ${path} 200`], 'n8n did not keep the new token');
	},
);

if (isOlderThan(RENEWS_FROM)) {
	test('OAuth2: where n8n cannot renew an access token, the error says what to do', async () => {
		const { message, description } = errorOf(await n8n.run(CODE));
		assert.match(message, /^authentik does not accept the token/);
		assert.match(description, /n8n before 1\.123 does not renew it/);
	});
}
