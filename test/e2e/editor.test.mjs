import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startSandbox } from '../../sandbox/index.ts';
import { CREDENTIAL_ID, credentialFor } from '../../scripts/n8n/demo.mjs';
import { openEditor } from '../../scripts/n8n/editor.mjs';
import { root } from '../../scripts/n8n/install.mjs';
import { Instance } from '../../scripts/n8n/instance.mjs';

const screenshots = path.join(root, '.e2e', 'screenshots');

let sandbox;
let website;
let n8n;
let editor;
let page;

before(async () => {
	await rm(screenshots, { recursive: true, force: true });
	await mkdir(screenshots, { recursive: true });
	sandbox = await startSandbox({ seed: true });
	website = await startWebsite();
	n8n = await Instance.create();
	await n8n.importCredentials(credentialFor(sandbox));
	await n8n.start();
	const { cookie } = await n8n.signIn();
	editor = await openEditor({ url: n8n.url, cookie, viewport: { width: 1360, height: 780 } });
	page = editor.page;
});

after(async () => {
	await editor?.close();
	await n8n?.remove();
	await sandbox?.close();
	website?.close();
});

/** Something that answers every request, but is not authentik. */
async function startWebsite() {
	const server = createServer((_, response) => {
		response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>');
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return server;
}

const byId = (testId) => page.getByTestId(testId);
const parameter = (name) => byId(`parameter-input-${name}`);

async function screenshot(name) {
	await page.screenshot({ path: path.join(screenshots, `${name}.png`), animations: 'disabled' });
}

/** A test that leaves a picture of what stood on the screen when it failed. */
function scene(name, play) {
	test(name, async () => {
		try {
			await play();
		} catch (error) {
			await screenshot('failed');
			throw error;
		}
	});
}

async function findNode(text) {
	await byId('node-creator-search-bar').fill(text);
	const node = byId('item-iterator-item').filter({ hasText: 'authentik' });
	await node.waitFor();
	return node;
}

async function addField(label) {
	await byId('collection-parameter-add').first().click();
	await byId('collection-parameter-option').getByText(label, { exact: true }).click();
}

async function executeStep() {
	sandbox.clearLog();
	await byId('node-execute-button').first().click();
}

scene('the node panel finds the node by its name and by "scim"', async () => {
	await page.goto(`${n8n.url}/workflow/new`);
	await byId('node-creator-plus-button').first().click();
	await findNode('authentik');
	await screenshot('1-node-panel');
	await (await findNode('scim')).click();
	const actions = byId('item-iterator-item');
	await actions.getByText('Update SCIM provider', { exact: true }).waitFor();
	await screenshot('2-actions');
	for (const action of ['Get SCIM provider', 'Get many SCIM providers']) {
		assert.equal(await actions.getByText(action, { exact: true }).count(), 1, action);
	}
});

scene('a SCIM provider is picked, updated and shown', async () => {
	await page.goto(`${n8n.url}/workflow/new`);
	await byId('node-creator-plus-button').first().click();
	await (await findNode('authentik')).click();
	await byId('item-iterator-item').getByText('Update SCIM provider', { exact: true }).click();

	await byId('resource-locator-scimProvider').getByTestId('rlc-input').click();
	await byId('rlc-item').getByText('Slack').waitFor();
	await byId('rlc-search').pressSequentially('github');
	await byId('rlc-item').getByText('Slack').waitFor({ state: 'detached' });
	const found = byId('rlc-item').getByText('GitHub Enterprise');
	await found.waitFor();
	await screenshot('3-locator');
	await found.click();

	await addField('Dry Run');
	await executeStep();
	const output = byId('output-panel');
	await output.getByTestId('radio-button-schema').click();
	const dryRun = output.getByTestId('run-data-schema-item').filter({ hasText: 'dry_run' });
	// n8n draws only the rows that are in view.
	await output.getByTestId('run-data-schema-item').first().hover();
	await page.mouse.wheel(0, 3000);
	await dryRun.waitFor();
	assert.match(await dryRun.innerText(), /true/);
	await page.locator('.el-notification__closeBtn').click();
	await page.locator('.el-notification').waitFor({ state: 'detached' });
	// A copy of this one stands in the README: docs/images/update-scim-provider.png.
	await screenshot('4-output');

	const [{ method, body }] = sandbox.requests;
	assert.equal(method, 'PATCH');
	assert.deepEqual(body, { dry_run: true });
});

scene('a refused value is named with what to do about it', async () => {
	await addField('URL');
	await parameter('url').locator('input').fill('ftp://x');
	await executeStep();
	await byId('node-error-message').waitFor();
	await screenshot('5-refused');
	assert.equal(
		await byId('node-error-message').innerText(),
		"'URL' must be an address that begins with http:// or https://",
	);
	assert.match(
		await byId('node-error-description').innerText(),
		/Nothing was sent to authentik for this item/,
	);
	assert.deepEqual(sandbox.requests, []);
});

scene('the credential test says what is wrong', async () => {
	await page.goto(`${n8n.url}/home/credentials/${CREDENTIAL_ID}`);
	const dialog = byId('credential-edit-dialog');
	const trouble = async (text) => {
		const shown = dialog.getByText(text);
		const more = dialog.getByText('More details');
		await shown.or(more).first().waitFor();
		if (await more.isVisible()) await more.click();
		await shown.waitFor();
	};
	const enter = async (name, text) => {
		await parameter(name).locator('input').fill(text);
		await byId('credential-save-button').click();
	};

	await dialog.getByText('Connection tested successfully').waitFor();
	await screenshot('6-credential');

	await enter('apiToken', 'wrong');
	await trouble('authentik refused the API Token');
	await screenshot('7-credential-wrong-token');

	await enter('baseUrl', `http://127.0.0.1:${website.address().port}`);
	await trouble('The Base URL leads to something that is not authentik');
	await screenshot('8-credential-not-authentik');

	await parameter('baseUrl').locator('input').fill(`${sandbox.url}/if/admin/`);
	await enter('apiToken', sandbox.token);
	await dialog.getByText('Connection tested successfully').waitFor();
});
