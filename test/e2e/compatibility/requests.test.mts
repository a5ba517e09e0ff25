/** The node's requests, and its errors, in the n8n under test. */
import assert from 'node:assert/strict';
import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import type { INode } from 'n8n-workflow';

import { addSyncingProvider } from '../../../sandbox/demo.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { ScimTarget } from '../../../sandbox/scim-target/target.ts';
import { startScimTarget } from '../../../sandbox/scim-target/target.ts';
import { credentialFor } from '../../support/n8n/examples.mts';
import type { Run } from '../../support/n8n/exports.mts';
import { errorOf, itemsOf } from '../../support/n8n/exports.mts';
import { packageFolder } from '../../support/n8n/install.mts';
import { Instance } from '../../support/n8n/instance.mts';
import { freePort } from '../../support/process/ports.mts';
import { authentik, byId, node } from '../support/nodes.mts';
import { branches } from './branches.mts';

const ALL = 'all';
const ENDING = 'ending';
const GROUPS = 150;
const WRONG_TOKEN = 'not-a-token-of-this-authentik';

/** The details of a failure in its item. */
interface Details {
	message: string;
	description?: string;
	httpCode?: string;
	permissions?: string[];
}

let sandbox: Sandbox;
let target: ScimTarget;
let n8n: Instance;
let syncing: number;
let user: number;
let nowhere: string;
/** Keys of the providers that only the node of the same name works with: paths distinguish the requests. */
const keys = new Map<string, number>();
/** The last run of ALL. */
let last: Run;

before(async () => {
	sandbox = await startSandbox({ timeScale: 0.001 });
	target = await startScimTarget();
	syncing = await addSyncingProvider(sandbox, target, { name: 'Syncing' });
	user = Number(sandbox.addUser({ username: 'ada' }).pk);
	for (let index = 0; index < GROUPS; index++) sandbox.addGroup({ name: `Group ${index}` });
	nowhere = `http://127.0.0.1:${await freePort()}`;

	n8n = await Instance.create();
	await n8n.start();
	const { key: weak } = sandbox.addToken({ intent: 'api' });
	await n8n.saveCredentials(
		credentialFor(sandbox),
		credentialFor({ url: sandbox.url, token: weak }, named('weak')),
		credentialFor({ url: sandbox.url, token: WRONG_TOKEN }, named('wrong')),
		credentialFor({ url: nowhere, token: sandbox.token }, named('nowhere')),
	);
	await n8n.saveWorkflows(everything(), branches(ENDING, [ends(onProvider('Ending', 'get'))]));
	await runAll();
});

after(async () => {
	await n8n?.remove();
	await sandbox?.close();
	await target?.close();
});

function named(name: string) {
	return { id: name, name };
}

/** A node that works with a provider of its own, found by the name of the node. */
function onProvider(name: string, operation: string, parameters = {}) {
	const { pk } = sandbox.addProvider({ name });
	keys.set(name, Number(pk));
	const scimProvider = byId(String(pk));
	return authentik(name, { resource: 'scimProvider', operation, scimProvider, ...parameters });
}

function listing(name: string, credential: string) {
	const credentials = { authentikApi: named(credential) };
	const parameters = { resource: 'scimProvider', operation: 'getAll', returnAll: false, limit: 2 };
	return { ...authentik(name, parameters), credentials };
}

/** A node whose failure ends the workflow. */
function ends(each: INode): INode {
	return { ...each, onError: 'stopWorkflow' };
}

function everything() {
	const missing = authentik('Missing', {
		resource: 'scimProvider',
		operation: 'get',
		scimProvider: byId('999999'),
	});
	const sync = authentik('Sync', {
		resource: 'scimProvider',
		operation: 'syncUser',
		scimProvider: byId(String(syncing)),
		user: byId(String(user)),
	});
	const groups = authentik('Groups', { resource: 'group', operation: 'getAll', returnAll: true });
	const again = authentik('Again', {
		resource: 'scimProvider',
		operation: 'get',
		scimProvider: byId('={{ $json.pk }}'),
	});
	const look = node('Look Back', 'n8n-nodes-base.set', 3.4, {
		mode: 'manual',
		assignments: {
			assignments: [
				{ id: 'a', name: 'then', type: 'string', value: "={{ $('Listed').item.json.name }}" },
				{ id: 'b', name: 'now', type: 'string', value: '={{ $json.name }}' },
			],
		},
		options: {},
	});
	const merge = node('Merged', 'n8n-nodes-base.merge', 3, { mode: 'append' });
	const whole = branches(
		ALL,
		[onProvider('Update', 'update', { updateFields: { dryRun: true } })],
		[groups],
		[listing('Listed', 'authentikSandbox'), again, look, merge],
		[sync],
		[onProvider('Refused', 'update', { updateFields: { url: 'ftp://x' } })],
		...['Reset', 'Busy', 'Unauthorized', 'Rejected', 'Leaking'].map((name) => [
			onProvider(name, 'update', { updateFields: { dryRun: true } }),
		]),
		[missing],
		[listing('Forbidden', 'weak')],
		[{ ...listing('Diverted', 'weak'), onError: 'continueErrorOutput' }],
		[listing('Wrong Token', 'wrong')],
		[listing('Nowhere', 'nowhere')],
	);
	whole.connections.Listed.main[0]?.push({ node: 'Merged', type: 'main', index: 1 });
	return whole;
}

function pathOf(name: string) {
	return `/api/v3/providers/scim/${keys.get(name)}/`;
}

/** Runs all nodes, some of which meet failures. */
async function runAll() {
	sandbox.clearFaults();
	sandbox.clearLog();
	const once = { times: 1 };
	sandbox.fault({ ...once, path: pathOf('Reset'), reset: 'before' });
	sandbox.fault({
		...once,
		path: pathOf('Busy'),
		respond: { status: 503, headers: { 'retry-after': '0' } },
	});
	sandbox.fault({ path: pathOf('Unauthorized'), respond: { status: 401, body: {} } });
	sandbox.fault({
		path: pathOf('Rejected'),
		respond: { status: 400, body: { dry_run: ['Must be a valid boolean.'] } },
	});
	sandbox.fault({
		path: pathOf('Leaking'),
		respond: { status: 400, body: { detail: `Bearer ${sandbox.token} is no good` } },
	});
	last = await n8n.run(ALL);
}

/** The output of a node in the last run. */
function given(name: string) {
	return itemsOf(last, name);
}

/** The item with which a failed node continued. */
function detailsOf(name: string): Details {
	const [{ json }, ...others] = given(name);
	assert.equal(others.length, 0);
	assert.ok(json.error, JSON.stringify(json));
	return json.error as Details;
}

/** What happened, and what to do. */
function failureOf(name: string) {
	const { message, description } = detailsOf(name);
	return `${message}\n${description}`;
}

/** How often a node sent its change, by the status of the answer. */
function sentFor(name: string) {
	return sandbox.requests
		.filter(({ method, path: sent }) => method === 'PATCH' && sent === pathOf(name))
		.map(({ status }) => status);
}

/** The error of each failure. */
const FAILURES: Record<string, () => void> = {
	'retries a broken connection': () => {
		assert.equal(given('Reset')[0].json.dry_run, true);
		const [, again, ...others] = sentFor('Reset');
		assert.deepEqual([again, others], [200, []]);
	},
	'retries if the server is overloaded (503)': () => {
		assert.equal(given('Busy')[0].json.dry_run, true);
		assert.deepEqual(sentFor('Busy'), [503, 200]);
	},
	'retries a refused connection and explains the error': () => {
		const { host } = new URL(nowhere);
		assert.match(
			failureOf('Nowhere'),
			new RegExp(`^${host} refused the connection\nTried 5 times`),
		);
	},
	'explains 401': () => {
		assert.match(
			failureOf('Unauthorized'),
			/^A proxy in front of authentik requires a login\n.*\(HTTP 401/,
		);
	},
	'explains 403 for a wrong token': () => {
		assert.match(failureOf('Wrong Token'), /^authentik does not accept the token.*\n.*\(HTTP 403/);
	},
	'names the missing permission (403)': () => {
		assert.match(
			failureOf('Forbidden'),
			/^authentik denied access to the token's user.*\nPermission needed: authentik_providers_scim\.view_scimprovider/,
		);
	},
	'explains 404': () => {
		assert.match(failureOf('Missing'), /^authentik can't find the object.*\n.*Check the ID/);
	},
	'names the field with an error (400)': () => {
		assert.match(failureOf('Rejected'), /^authentik rejected 'Dry Run': Must be a valid boolean/);
	},
	'the token is not in any message': () => {
		assert.match(failureOf('Leaking'), /Bearer \[hidden\] is no good/);
		assert.ok(!JSON.stringify(last).includes(sandbox.token));
	},
};

test('Update sends only the added fields', () => {
	const [{ method, body, headers }, ...others] = sandbox.requests.filter(
		({ path }) => path === pathOf('Update'),
	);
	assert.equal(others.length, 0);
	assert.deepEqual([method, body], ['PATCH', { dry_run: true }]);
	assert.equal(headers.authorization, `Bearer ${sandbox.token}`);
	assert.equal(given('Update')[0].json.dry_run, true);
});

test('Get Many with Return All reads every page', () => {
	const names = given('Groups').map(({ json }) => json.name);
	assert.equal(new Set(names).size, names.length);
	assert.equal(names.filter((name) => /^Group \d+$/.test(String(name))).length, GROUPS);
});

test('an operation with several requests completes', () => {
	assert.equal(given('Sync')[0].json.result, 'synced');
	assert.deepEqual(
		[...target.users.values()].map(({ userName }) => userName),
		['ada'],
	);
});

test('items stay paired with their input items', () => {
	const pairs = given('Look Back').map(({ json: { then, now } }) => [then, now]);
	const names = given('Listed').map(({ json }) => json.name);
	assert.equal(names.length, 2);
	assert.deepEqual(
		pairs,
		names.map((name) => [name, name]),
	);
});

test('Merge accepts the items', () => {
	assert.equal(given('Merged').length, 4);
});

test('an invalid value fails before anything is sent', () => {
	assert.match(failureOf('Refused'), /^'URL' must start with http.*\n.*Nothing was sent/);
	assert.deepEqual(sentFor('Refused'), []);
});

test('with On Error set to Continue, the item contains the error', () => {
	const { message, description, httpCode, permissions } = detailsOf('Forbidden');
	assert.match(message, /^authentik denied access to the token's user/);
	assert.match(String(description), /^Permission needed/);
	assert.equal(httpCode, '403');
	assert.deepEqual(permissions, ['authentik_providers_scim.view_scimprovider']);
	assert.deepEqual(given('Forbidden')[0].pairedItem, { item: 0 });
});

test('the error output contains the error', () => {
	assert.deepEqual(itemsOf(last, 'Diverted'), []);
	const [{ json }, ...others] = itemsOf(last, 'Diverted', 1);
	assert.equal(others.length, 0);
	const { message, description } = json.error as Details;
	assert.match(message, /^authentik denied access to the token's user/);
	assert.match(String(description), /^Permission needed/);
});

for (const [name, check] of Object.entries(FAILURES)) test(name, check);

test('an error stops the workflow and says why', async () => {
	sandbox.fault({ path: pathOf('Ending'), respond: { status: 403, body: { detail: 'No.' } } });
	const { message, description, node: failed } = errorOf(await n8n.run(ENDING));
	assert.match(message, /^authentik denied access to the token's user: No\./);
	assert.match(description, /^Permission needed: authentik_providers_scim\.view_scimprovider/);
	assert.equal(failed.name, 'Ending');
});

/** As npm leaves it after an installation by hand: with the peer next to it. */
test('all of this works beside a second copy of n8n-workflow', async () => {
	await n8n.stop();
	const nodes = path.join(n8n.folder, '.n8n', 'nodes', 'node_modules');
	await cp(packageFolder('n8n-workflow'), path.join(nodes, 'n8n-workflow'), { recursive: true });
	// The dependencies of the copy are found one folder up.
	await symlink(packageFolder('.'), path.join(n8n.folder, '.n8n', 'node_modules'));
	await n8n.start();
	await runAll();
	for (const check of Object.values(FAILURES)) check();
});
