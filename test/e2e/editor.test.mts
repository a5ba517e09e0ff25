import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';

import type { NodeParameterValueType } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { scimProviderFields } from '../../nodes/Authentik/resources/scimProvider/fields.ts';
import { api } from '../support/api.ts';
import { CREDENTIAL_ID, credentialFor } from '../support/n8n/examples.mts';
import { Instance } from '../support/n8n/instance.mts';
import type { Listed, Named } from './support/authentik.mts';
import { authentik, byId, workflow } from './support/nodes.mts';
import { Screen } from './support/screen.mts';
import { until } from './support/until.mts';

const screen = new Screen();

let sandbox: Sandbox;
let website: Server;
let n8n: Instance;

before(async () => {
	sandbox = await startSandbox({ seed: true });
	website = await startWebsite();
	n8n = await Instance.create({ hasEditor: true });
	await n8n.start();
	await n8n.saveCredentials(credentialFor(sandbox));
	await screen.open(n8n);
});

after(async () => {
	await screen.close();
	await n8n?.remove();
	await sandbox?.close();
	website?.close();
});

/** A server that answers every request, but is not authentik. */
async function startWebsite() {
	const server = createServer((_, response) => {
		response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return server;
}

async function executeStep() {
	sandbox.clearLog();
	await screen.byId('node-execute-button').first().click();
}

screen.scene('the node panel finds the node by its name and by "scim"', async () => {
	await screen.newWorkflow();
	await screen.findNode('authentik');
	await screen.screenshot('1-node-panel');
	await (await screen.findNode('scim')).click();
	await screen.unfoldActions();
	const actions = screen.byId('item-iterator-item');
	await actions.getByText('Update SCIM provider', { exact: true }).waitFor();
	await screen.screenshot('2-actions');
	for (const action of ['Get SCIM provider', 'Get many SCIM providers']) {
		assert.equal(await actions.getByText(action, { exact: true }).count(), 1, action);
	}
});

screen.scene('a SCIM provider is picked, updated and shown', async () => {
	await screen.newWorkflow();
	await (await screen.findNode('authentik')).click();
	await screen.unfoldActions();
	await screen.pickAction('Update SCIM provider');

	await screen.byId('resource-locator-scimProvider').getByTestId('rlc-input').click();
	await screen.byId('rlc-item').getByText('Slack').waitFor();
	await screen.byId('rlc-search').pressSequentially('github');
	await screen.byId('rlc-item').getByText('Slack').waitFor({ state: 'detached' });
	const found = screen.byId('rlc-item').getByText('GitHub Enterprise');
	await found.waitFor();
	await screen.screenshot('3-locator');
	await found.click();

	await screen.addField('Dry Run');
	await executeStep();
	const output = screen.byId('output-panel');
	await output.getByTestId('radio-button-schema').click();
	const dryRun = output.getByTestId('run-data-schema-item').filter({ hasText: 'dry_run' });
	await dryRun.waitFor();
	assert.match(await dryRun.innerText(), /true/);
	await screen.notificationGone();
	// The README contains a copy: docs/images/update-scim-provider.png.
	await screen.screenshot('4-output');

	const changes = sandbox.requests.filter(({ method }) => method !== 'GET');
	assert.deepEqual(
		changes.map(({ method, body }) => [method, body]),
		[['PATCH', { dry_run: true }]],
	);
});

screen.scene('mappings are picked by name', async () => {
	await screen.addField('User Mapping Names or IDs');
	await screen.choose('propertyMappings', 'authentik default SCIM Mapping: User');
	await screen.screenshot('5-mappings');
	await executeStep();
	const sent = () => sandbox.requests.find(({ method }) => method === 'PATCH');
	await until(sent);
	const { results } = await api<Listed<Named>>(
		sandbox,
		'GET',
		'/propertymappings/provider/scim/?managed=goauthentik.io/providers/scim/user',
	);
	assert.deepEqual(sent()?.body, { dry_run: true, property_mappings: [results[0].pk] });
});

screen.scene('the error names a refused value and what to do', async () => {
	await screen.addField('URL');
	await screen.parameter('url').locator('input').fill('ftp://x');
	await executeStep();
	await screen.byId('node-error-message').waitFor();
	// The README contains a part of it: docs/images/error.png.
	await screen.screenshot('6-refused');
	assert.match(await screen.byId('node-error-message').innerText(), /^'URL' must .*: "ftp:\/\/x"$/);
	assert.match(
		await screen.byId('node-error-description').innerText(),
		/Nothing was sent to authentik for this item/,
	);
	assert.deepEqual(sandbox.requests, []);
});

screen.scene('labels fit into the panel, with their releases', async () => {
	const update = authentik('Update', {
		resource: 'scimProvider',
		operation: 'update',
		scimProvider: byId('1'),
		updateFields: Object.fromEntries(
			scimProviderFields.map((field) => [field.name, field.default as NodeParameterValueType]),
		),
	});
	await n8n.saveWorkflows(workflow('labels', update));
	await screen.openNode('labels', 'Update');
	await screen.byId('parameter-input-url').waitFor();
	assert.deepEqual(await screen.cutLabels(), []);
});

screen.scene('the credential test says what is wrong', async () => {
	await screen.page.goto(`${n8n.url}/home/credentials/${n8n.credentialId(CREDENTIAL_ID)}`);
	const dialog = screen.byId('credential-edit-dialog');
	const trouble = async (text: string) => {
		const shown = dialog.getByText(text);
		const more = dialog.getByText('More details');
		await shown.or(more).first().waitFor();
		if (await more.isVisible()) await more.click();
		await shown.waitFor();
	};
	const enter = async (name: string, text: string) => {
		await screen.parameter(name).locator('input').fill(text);
		await screen.byId('credential-save-button').click();
	};

	await dialog.getByText('Connection tested successfully').waitFor();
	await screen.screenshot('7-credential');

	await enter('apiToken', 'wrong');
	await trouble('authentik does not accept the API Token');
	await screen.screenshot('8-credential-wrong-token');

	const { port } = website.address() as AddressInfo;
	await enter('baseUrl', `http://127.0.0.1:${port}`);
	await trouble('The Base URL is not the address of an authentik server');
	await screen.screenshot('9-credential-not-authentik');

	await screen.parameter('baseUrl').locator('input').fill(`${sandbox.url}/if/admin/`);
	await enter('apiToken', sandbox.token);
	await dialog.getByText('Connection tested successfully').waitFor();
});
