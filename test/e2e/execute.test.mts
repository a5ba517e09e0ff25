import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Sandbox } from '../../sandbox/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { credentialFor, exampleWorkflow } from '../support/n8n/examples.mts';
import type { RunError } from '../support/n8n/exports.mts';
import { errorOf, itemsOf } from '../support/n8n/exports.mts';
import { Instance } from '../support/n8n/instance.mts';

const UPDATE = 'Update SCIM Provider';
const REFUSED_URL = { updateFields: { dryRun: true, url: 'ftp://x' } };

let sandbox: Sandbox;
let provider: { pk?: unknown };
let n8n: Instance;

before(async () => {
	sandbox = await startSandbox({ seed: true });
	provider = sandbox.addProvider({ name: 'Example', url: 'https://scim.example.com/v2' });
	n8n = await Instance.create();
	await n8n.start();
	await n8n.saveCredentials(credentialFor(sandbox));
	await n8n.saveWorkflows(
		await exampleWorkflow({ id: 'example', provider: provider.pk }),
		await exampleWorkflow({ id: 'refused', provider: provider.pk, parameters: REFUSED_URL }),
		await exampleWorkflow({
			id: 'continued',
			provider: provider.pk,
			parameters: REFUSED_URL,
			node: { onError: 'continueRegularOutput' },
		}),
	);
});

after(async () => {
	await n8n?.remove();
	await sandbox?.close();
});

/** Runs a workflow and returns what it sent to authentik next to what n8n shows. */
async function execute(id: string) {
	sandbox.clearLog();
	return { ...(await n8n.run(id)), requests: [...sandbox.requests] };
}

test('the example updates the SCIM provider and passes on the answer', async () => {
	const result = await execute('example');

	assert.equal(result.error, undefined);
	assert.deepEqual(
		result.requests.map(({ method, path, query, body, status }) => ({
			method,
			path,
			query,
			body,
			status,
		})),
		[
			{
				method: 'GET',
				path: `/api/v3/providers/scim/${provider.pk}/sync/status/`,
				query: '',
				body: undefined,
				status: 200,
			},
			{
				method: 'PATCH',
				path: `/api/v3/providers/scim/${provider.pk}/`,
				query: '',
				body: { dry_run: true, exclude_users_service_account: true },
				status: 200,
			},
		],
	);
	assert.equal(result.requests[0].headers.authorization, `Bearer ${sandbox.token}`);

	const [updated, ...others] = itemsOf(result, UPDATE);
	assert.equal(others.length, 0);
	assert.equal(updated.json.pk, provider.pk);
	assert.equal(updated.json.name, 'Example');
	assert.equal(updated.json.dry_run, true);
	assert.equal(updated.json.exclude_users_service_account, true);
	assert.equal('token' in updated.json, false);
	assert.deepEqual(updated.pairedItem, { item: 0 });

	assert.deepEqual(
		itemsOf(result, 'Use the Response').map(({ json }) => json),
		[
			{
				summary: 'Example (https://scim.example.com/v2): dry run is on',
				provider: provider.pk,
			},
		],
	);
});

test('a value that authentik must not get ends the workflow before anything is sent', async () => {
	const result = await execute('refused');

	assert.deepEqual(result.requests, []);
	const { message, description, node } = errorOf(result);
	assert.match(message, /'URL' must start with http/);
	assert.match(description, /Nothing was sent to authentik/);
	assert.equal(node.name, UPDATE);
	assert.equal(result.runData['Use the Response'], undefined);
});

test('with Continue, the refusal becomes an item', async () => {
	const result = await execute('continued');

	assert.deepEqual(result.requests, []);
	assert.equal(result.error, undefined);
	const [item] = itemsOf(result, UPDATE);
	const { message, description } = item.json.error as RunError;
	assert.match(message, /'URL' must start with http/);
	assert.match(description, /Nothing was sent to authentik/);
	assert.deepEqual(item.pairedItem, { item: 0 });
	assert.equal(itemsOf(result, 'Use the Response').length, 1);
});
