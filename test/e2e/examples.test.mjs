/** The workflows of examples/ in a real n8n, set up as a user would, against the sandbox and a SCIM target. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox } from '../../sandbox/index.ts';
import { startScimTarget } from '../../sandbox/target.ts';
import { CREDENTIAL_ID, credentialFor, example, exampleNames } from '../../scripts/n8n/demo.mjs';
import { Instance } from '../../scripts/n8n/instance.mjs';
import { addSyncingProvider, api, changesIn } from './support/authentik.mjs';

/** What the triggers that wait for calls are protected with, by the placeholder in the example. */
const FORM = { user: 'people-team', password: 'form-password' };
const KEY = { name: 'X-Leaver-Key', value: 'leaver-key' };

const USER_MAPPING = `return {
    "userName": request.user.username,
    "displayName": "New " + request.user.name,
    "active": request.user.is_active,
    "emails": [],
}`;

let sandbox;
let target;
let crm;
let n8n;
const imported = new Set();

before(async () => {
	sandbox = await startSandbox({ seed: true, timeScale: 0.01 });
	sandbox.addRecoveryFlow();
	target = await startScimTarget();
	crm = await addSyncingProvider(sandbox, target, {
		name: 'CRM accounts',
		exclude_users_service_account: true,
	});
	await sync();
	n8n = await Instance.create();
	await n8n.importCredentials(
		credentialFor(sandbox),
		{ id: 'joinerForm', name: 'joiner form', type: 'httpBasicAuth', data: FORM },
		{ id: 'leaverKey', name: 'leaver key', type: 'httpHeaderAuth', data: KEY },
	);
	await n8n.importWorkflows(
		await setUp('update-scim-provider', {
			nodes: { 'Update SCIM Provider': { scimProvider: byId(crm) } },
		}),
		await guarded('guarded-scim-update', USER_MAPPING),
		await guarded('guarded-refused', 'return {"userName": request.user.nothing}'),
		await setUp('nightly-drift-report'),
		await setUp('joiner', { settings: { group: 'Engineering', scimProvider: crm } }),
		await setUp('leaver', { settings: { scimProvider: crm } }),
	);
});

after(async () => {
	await n8n?.remove();
	await target?.close();
	await sandbox?.close();
});

async function setUp(name, changes) {
	imported.add(name);
	return await example(name, changes);
}

/** The guarded update with a new mapping for users. */
async function guarded(id, expression) {
	const { pk } = sandbox.addMapping({ name: id, expression });
	return await setUp('guarded-scim-update', {
		id,
		settings: { scimProvider: crm, userMappings: pk },
		nodes: { Wait: { amount: 1 } },
	});
}

const byId = (value) => ({ __rl: true, mode: 'id', value: String(value) });
const providerNow = async () => await api(sandbox, 'GET', `/providers/scim/${crm}/`);
const userNow = async (username) =>
	(await api(sandbox, 'GET', `/core/users/?username=${username}`)).results[0];
const remote = (username) =>
	[...target.users.values()].find(({ userName }) => userName === username);
const writesIn = ({ requests }) => requests.filter(({ method }) => method !== 'GET');

/** Lets authentik provision all that it should. */
async function sync() {
	await api(sandbox, 'PATCH', `/providers/scim/${crm}/`, {});
	await sandbox.settled();
}

function clearLogs() {
	sandbox.clearLog();
	target.clearLog();
}

/** The items that a node gave in its last run. */
function itemsOf({ runData }, node) {
	return runData[node]
		.at(-1)
		.data.main.flat()
		.map(({ json }) => json);
}

async function until(holds, patience = 30_000) {
	const deadline = Date.now() + patience;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`Waited ${patience} ms for nothing: ${holds}`);
		await sleep(100);
	}
}

describe('the folder', () => {
	test('holds nothing that this suite does not run or its page does not explain', async () => {
		const names = await exampleNames();
		const page = await readFile(new URL('../../examples/README.md', import.meta.url), 'utf8');
		assert.deepEqual([...imported].sort(), names.sort());
		assert.deepEqual(
			names.filter((name) => !page.includes(`(${name}.json)`)),
			[],
		);
	});

	test('holds placeholders only', async () => {
		const placeholders = [CREDENTIAL_ID, 'joinerForm', 'leaverKey'];
		for (const name of await exampleNames()) {
			const { nodes, pinData, meta } = await example(name);
			assert.deepEqual([name, pinData, meta], [name, undefined, undefined]);
			for (const { type, parameters, credentials = {} } of nodes) {
				assert.match(type, /^n8n-nodes-(base|authentik)\./);
				for (const { id } of Object.values(credentials)) assert.ok(placeholders.includes(id), id);
				// Ids of n8n's own parts of a parameter are no one's secret.
				const text = JSON.stringify(parameters, (key, value) => (key === 'id' ? '' : value));
				assert.doesNotMatch(text, /[0-9a-f]{8}-(?!0000)[0-9a-f]{4}-/, name);
				assert.doesNotMatch(text, /[A-Za-z0-9+/]{32,}/, name);
				assert.doesNotMatch(text, /https?:\/\/(?!\w+\.example\.com)/, name);
			}
		}
	});
});

describe('guarded-scim-update', () => {
	test('changes the mappings under dry run, looks, and only then lets them act', async () => {
		clearLogs();
		// The sync that the update starts takes a while, so that the next one meets it.
		target.fault({ path: '/ServiceProviderConfig', delay: 4000, times: 1 });
		const result = await n8n.execute('guarded-scim-update');
		assert.equal(result.error, undefined);
		assert.ok(result.runData.Wait.length > 0);

		const [checked] = itemsOf(result, 'Sync in Dry Run');
		assert.equal(checked.result, 'successful');
		assert.equal(checked.dry_run, true);
		const { dry_run, property_mappings } = await providerNow();
		assert.equal(dry_run, false);
		const changes = changesIn(sandbox);
		const path = `PATCH /providers/scim/${crm}/`;
		assert.deepEqual(changes[0], [path, { dry_run: true, property_mappings }]);
		assert.deepEqual(changes.at(-1), [path, { dry_run: false }]);
		// In between only syncs, which are saves without a body.
		assert.deepEqual(
			[...new Set(changes.slice(1, -1).map((change) => change.join()))],
			[`${path},`],
		);

		await sandbox.settled();
		assert.equal(remote('ada.lovelace').displayName, 'New Ada Lovelace');
	});

	test('stops with an error, still in dry run, when the mapping fails', async () => {
		clearLogs();
		const result = await n8n.execute('guarded-refused');

		assert.match(
			result.error.message,
			/^CRM accounts stays in dry run, .* ended with failed: .*nothing/,
		);
		assert.equal(result.runData['Switch Dry Run Off'], undefined);
		assert.equal((await providerNow()).dry_run, true);
		await sandbox.settled();
		assert.deepEqual(writesIn(target), []);

		const { results } = await api(
			sandbox,
			'GET',
			'/propertymappings/provider/scim/?name=guarded-scim-update',
		);
		const good = { dry_run: false, property_mappings: [results[0].pk] };
		await api(sandbox, 'PATCH', `/providers/scim/${crm}/`, good);
		await sandbox.settled();
	});
});

describe('update-scim-provider', () => {
	test('updates', async () => {
		clearLogs();
		const result = await n8n.execute('update-scim-provider');
		assert.equal(result.error, undefined);
		assert.deepEqual(changesIn(sandbox), [
			[`PATCH /providers/scim/${crm}/`, { dry_run: true, exclude_users_service_account: true }],
		]);
		assert.equal(itemsOf(result, 'Use the Response')[0].provider, crm);
		await api(sandbox, 'PATCH', `/providers/scim/${crm}/`, { dry_run: false });
		await sandbox.settled();
	});
});

describe('nightly-drift-report', () => {
	let wikiTarget;
	before(async () => (wikiTarget = await startScimTarget()));
	after(async () => await wikiTarget.close());

	test('reports who is missing and who is left over, and syncs only what drifted', async () => {
		const wiki = await addSyncingProvider(sandbox, wikiTarget, { name: 'Wiki accounts' });
		sandbox.addUser({ username: 'newcomer', name: 'Newcomer' });
		await api(sandbox, 'PATCH', `/providers/scim/${wiki}/`, {});
		const { pk } = await userNow('emil.novak');
		await api(sandbox, 'PATCH', `/core/users/${pk}/`, { type: 'service_account' });
		await sandbox.settled();
		assert.ok(remote('emil.novak'));
		clearLogs();

		const result = await n8n.execute('nightly-drift-report');
		assert.equal(result.error, undefined);
		assert.deepEqual(
			itemsOf(result, 'Report').map(({ drift, providerName, username }) => ({
				drift,
				providerName,
				username,
			})),
			[
				{ drift: 'missing at the target', providerName: 'CRM accounts', username: 'newcomer' },
				{ drift: 'left over at the target', providerName: 'CRM accounts', username: 'emil.novak' },
			],
		);
		const synced = itemsOf(result, 'Sync Drifted Providers');
		assert.deepEqual(
			synced.map((item) => [item.provider, item.result]),
			[[crm, 'successful']],
		);
		assert.deepEqual(changesIn(sandbox), [[`PATCH /providers/scim/${crm}/`, undefined]]);
		assert.ok(remote('newcomer'));
		assert.equal(remote('emil.novak'), undefined);
	});

	test('syncs nothing when nothing drifted', async () => {
		clearLogs();
		const result = await n8n.execute('nightly-drift-report');
		assert.equal(result.error, undefined);
		assert.ok(itemsOf(result, 'Expected').length > 0);
		assert.equal(result.runData['Sync Drifted Providers'], undefined);
		assert.deepEqual(changesIn(sandbox), []);
	});
});

describe('triggers that are called', () => {
	before(async () => {
		for (const id of ['joiner', 'leaver']) {
			const { code, stdout, stderr } = await n8n.runCli(['publish:workflow', `--id=${id}`]);
			assert.equal(code, 0, stdout + stderr);
		}
		await n8n.start();
		// n8n calls itself ready before it listens for the calls of its workflows.
		await until(async () => (await fetch(`${n8n.url}/form/joiner`)).status !== 404);
		await until(async () => (await leave({}, {})).status !== 404);
	});

	const basic = ({ user, password }) =>
		`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

	/** Fills in the form and gives the page at its end, as soon as there is one. */
	async function join(fields, credential = FORM) {
		clearLogs();
		const headers = { authorization: basic(credential) };
		const body = new FormData();
		fields.forEach((field, index) => body.append(`field-${index}`, field));
		const sent = await fetch(`${n8n.url}/form/joiner`, { method: 'POST', headers, body });
		if (!sent.ok) return { status: sent.status };
		const { formWaitingUrl } = await sent.json();
		const statusUrl = formWaitingUrl.replace(/(?=\?|$)/, '/n8n-execution-status');
		await until(async () => (await (await fetch(statusUrl)).text()) !== 'running');
		const page = await fetch(formWaitingUrl);
		return { status: page.status, text: await page.text() };
	}

	async function leave(body, headers = { [KEY.name]: KEY.value }) {
		clearLogs();
		const response = await fetch(`${n8n.url}/webhook/leaver`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify(body),
		});
		return { status: response.status, json: response.ok ? await response.json() : undefined };
	}

	test('joiner: the form ends with the link for the new colleague', async () => {
		const { status, text } = await join(['Ida Rhodes', 'ida.rhodes', 'ida@example.com']);

		assert.equal(status, 200);
		assert.match(text, /Ida Rhodes has an account/);
		assert.match(text, /sets a password: http\S+\/if\/flow\/recovery\/\?flow_token=\w+/);
		assert.match(text, /at the SCIM target: synced/);
		const { pk, groups_obj } = await userNow('ida.rhodes');
		assert.deepEqual(changesIn(sandbox), [
			[
				'POST /core/users/',
				{ username: 'ida.rhodes', name: 'Ida Rhodes', email: 'ida@example.com' },
			],
			[`POST /core/groups/${groups_obj[0].pk}/add_user/`, { pk }],
			[`POST /core/users/${pk}/recovery/`, undefined],
			[
				`POST /providers/scim/${crm}/sync/object/`,
				{ sync_object_model: 'authentik.core.models.User', sync_object_id: String(pk) },
			],
		]);
		assert.equal(groups_obj[0].name, 'Engineering');
		assert.equal(remote('ida.rhodes').active, true);
	});

	test('joiner: a username that is taken gets no link, and no stranger gets in', async () => {
		const taken = await join(['Somebody', 'akadmin', 'somebody@example.com']);
		assert.match(taken.text, /Not all of it was done/);
		assert.match(taken.text, /authentik refused 'Username': This field must be unique/);
		assert.deepEqual(
			writesIn(sandbox).map(({ path, status }) => [path, status]),
			[['/api/v3/core/users/', 400]],
		);

		const stranger = await join(['A', 'a', 'a@example.com'], { ...FORM, password: 'wrong' });
		assert.equal(stranger.status, 401);
		assert.deepEqual(sandbox.requests, []);
	});

	test('joiner: the form says what went wrong on the way', async () => {
		const respond = { status: 400, body: { non_field_errors: ['No recovery flow set.'] } };
		sandbox.fault({ path: '/recovery/', respond });
		const { text } = await join(['Joan Clarke', 'joan.clarke', 'joan@example.com']);
		sandbox.clearFaults();

		assert.match(text, /Not all of it was done/);
		assert.match(text, /No recovery flow set/);
		assert.equal(changesIn(sandbox).length, 3);
		assert.equal((await userNow('joan.clarke')).groups_obj[0].name, 'Engineering');
	});

	test('leaver: only told what would be done, unless it says otherwise', async () => {
		const { json } = await leave({ username: 'carla.jung' });
		const { pk } = await userNow('carla.jung');

		assert.deepEqual(Object.keys(json), ['offboarded']);
		assert.deepEqual([json.offboarded.pk, json.offboarded.preview], [pk, true]);
		assert.deepEqual(
			json.offboarded.groups_left.map(({ name }) => name),
			['Sales'],
		);
		assert.deepEqual(changesIn(sandbox), []);
	});

	test('leaver: access is gone, the target knows, and the events are there', async () => {
		const { pk, groups_obj } = await userNow('carla.jung');
		const user = { pk, username: 'carla.jung', email: 'carla.jung@example.com' };
		sandbox.addEvent({ action: 'login', user });
		sandbox.addEvent({ action: 'login', user, created: '2020-01-01T00:00:00Z' });
		const { json } = await leave({ username: 'carla.jung', preview: false });

		assert.equal(json.offboarded.deactivated, true);
		assert.equal(json.sync.result, 'synced');
		assert.deepEqual(
			json.events.map(({ action, username }) => [action, username]),
			[['login', 'carla.jung']],
		);
		assert.deepEqual(changesIn(sandbox), [
			[`PATCH /core/users/${pk}/`, { is_active: false }],
			[`POST /core/groups/${groups_obj[0].pk}/remove_user/`, { pk }],
			[
				`POST /providers/scim/${crm}/sync/object/`,
				{ sync_object_model: 'authentik.core.models.User', sync_object_id: String(pk) },
			],
		]);
		await sandbox.settled();
		assert.equal(remote('carla.jung').active, false);
		const { json: again } = await leave({ username: 'carla.jung', preview: false });
		assert.deepEqual([again.offboarded.deactivated, again.offboarded.groups_left], [false, []]);
	});

	test('leaver: nobody of that name, and nobody without the key', async () => {
		assert.equal((await leave({ username: 'nobody', preview: false })).status, 500);
		assert.deepEqual(changesIn(sandbox), []);
		assert.equal((await leave({ username: 'ada.lovelace', preview: false }, {})).status, 403);
		assert.deepEqual(sandbox.requests, []);
	});
});
