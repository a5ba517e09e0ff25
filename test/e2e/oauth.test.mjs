import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startSandbox } from '../../sandbox/index.ts';
import { exampleWorkflow } from '../../scripts/n8n/demo.mjs';
import { Instance } from '../../scripts/n8n/instance.mjs';

const CREDENTIAL = { id: 'byOAuth2', name: 'authentik by OAuth2' };
const CLIENT = { client_id: 'n8n', client_secret: 'n8n-client' };

let sandbox;
let provider;
let client;
let n8n;

before(async () => {
	sandbox = await startSandbox();
	provider = sandbox.addProvider({ name: 'Example' });
	client = await addClient();
	n8n = await Instance.create();
	const data = { baseUrl: sandbox.url, grantType: 'authorizationCode' };
	const { client_id: clientId, client_secret: clientSecret } = CLIENT;
	await n8n.importCredentials({
		...CREDENTIAL,
		type: 'authentikOAuth2Api',
		data: { ...data, clientId, clientSecret },
	});
	await n8n.importWorkflows(
		await exampleWorkflow({
			id: 'example',
			provider: provider.pk,
			parameters: { authentication: 'oAuth2' },
			node: { credentials: { authentikOAuth2Api: CREDENTIAL } },
		}),
	);
});

after(async () => {
	await n8n?.remove();
	await sandbox?.close();
});

async function api(method, path, body) {
	const response = await fetch(`${sandbox.url}/api/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	return await response.json();
}

/** The provider that an administrator makes for n8n. Its access tokens run out at once. */
async function addClient() {
	const pksOf = async (path) => (await api('GET', path)).results.map(({ pk }) => pk);
	const { pk } = await api('POST', '/providers/oauth2/', {
		...CLIENT,
		name: 'n8n',
		authorization_flow: (await pksOf('/flows/instances/?designation=authorization'))[0],
		invalidation_flow: (await pksOf('/flows/instances/?designation=invalidation'))[0],
		property_mappings: await pksOf('/propertymappings/provider/scope/'),
		redirect_uris: [{ matching_mode: 'regex', url: 'http://.*/rest/oauth2-credential/callback' }],
		access_token_validity: 'seconds=0',
	});
	await api('POST', '/core/applications/', { name: 'n8n', slug: 'n8n', provider: pk });
	return pk;
}

test('n8n signs in by a code, and renews the token when it has run out', async () => {
	await n8n.start();
	const { rest, cookie } = await n8n.signIn();
	const address = await rest('GET', `/oauth2-credential/auth?id=${CREDENTIAL.id}`);
	const { user } = sandbox.addToken({ intent: 'api', superuser: true });
	const { pathname, search } = new URL(sandbox.authorize(address, user));
	sandbox.clearLog();
	const page = await fetch(`${n8n.url}${pathname}${search}`, { headers: { cookie } });
	assert.equal(page.status, 200, await page.text());
	assert.deepEqual(exchanges(), ['POST /application/o/token/ 200']);
	await n8n.stop();

	await api('PATCH', `/providers/oauth2/${client}/`, { access_token_validity: 'hours=1' });
	sandbox.clearLog();
	const path = `/api/v3/providers/scim/${provider.pk}/`;
	assert.equal((await n8n.execute('example')).error, undefined);
	assert.deepEqual(exchanges(), [
		`PATCH ${path} 403`,
		'POST /application/o/token/ 200',
		`PATCH ${path} 200`,
	]);

	sandbox.clearLog();
	assert.equal((await n8n.execute('example')).error, undefined);
	assert.deepEqual(exchanges(), [`PATCH ${path} 200`]);
});

function exchanges() {
	return sandbox.requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
}
