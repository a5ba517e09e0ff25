/** The examples that people and other programs call: a form and a webhook. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { Sandbox } from '../../sandbox/index.ts';
import { credentialFor, example } from '../support/n8n/examples.mts';
import type { Instance } from '../support/n8n/instance.mts';
import { changesIn } from './support/authentik.mts';
import { ScimFixture, writesIn } from './support/scimFixture.mts';
import { byId } from './support/nodes.mts';
import { until } from './support/until.mts';

/** The credentials that protect the triggers, by the placeholder in the example. */
const FORM = { user: 'people-team', password: 'form-password' };
const KEY = { name: 'X-Leaver-Key', value: 'leaver-key' };

let fixture: ScimFixture;
let n8n: Instance;
let sandbox: Sandbox;
let crm: number;

before(async () => {
	fixture = await ScimFixture.start({ exclude_users_service_account: true });
	({ n8n, sandbox, crm } = fixture);
	sandbox.addRecoveryFlow();
	await fixture.saveProvider();
	await n8n.start();
	await n8n.saveCredentials(
		credentialFor(sandbox),
		{ id: 'joinerForm', name: 'joiner form', type: 'httpBasicAuth', data: FORM },
		{ id: 'leaverKey', name: 'leaver key', type: 'httpHeaderAuth', data: KEY },
	);
	await n8n.saveWorkflows(
		await example('joiner', {
			nodes: {
				'Add to Group': { group: { __rl: true, mode: 'name', value: 'Engineering' } },
				'Sync User': { scimProvider: byId(String(crm)) },
			},
		}),
		await example('leaver', { nodes: { 'Sync User': { scimProvider: byId(String(crm)) } } }),
	);
	await n8n.activate('joiner');
	await n8n.activate('leaver');
	// n8n reports a workflow as published a moment before it listens for calls.
	await until(async () => (await fetch(`${n8n.url}/form/joiner`)).status !== 404);
	await until(async () => (await leave({}, {})).status !== 404);
});

after(async () => await fixture?.close());

const basic = ({ user, password }: typeof FORM) =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Fills in the form and returns the page at its end, as soon as there is one. */
async function join(
	fields: string[],
	credential = FORM,
): Promise<{ status: number; text: string }> {
	fixture.clearLogs();
	const headers = { authorization: basic(credential) };
	const body = new FormData();
	fields.forEach((field, index) => body.append(`field-${index}`, field));
	const sent = await fetch(`${n8n.url}/form/joiner`, { method: 'POST', headers, body });
	if (!sent.ok) return { status: sent.status, text: await sent.text() };
	const { formWaitingUrl } = (await sent.json()) as { formWaitingUrl: string };
	const statusUrl = formWaitingUrl.replace(/(?=\?|$)/, '/n8n-execution-status');
	await until(async () => (await (await fetch(statusUrl)).text()) !== 'running');
	const page = await fetch(formWaitingUrl);
	return { status: page.status, text: await page.text() };
}

interface Left {
	offboarded: {
		pk: number;
		preview: boolean;
		deactivated: boolean;
		groups_left: Array<{ name: string }>;
	};
	sync: { result: string };
	events: Array<{ action: string; username: string }>;
}

async function leave(body: object, headers: Record<string, string> = { [KEY.name]: KEY.value }) {
	fixture.clearLogs();
	const response = await fetch(`${n8n.url}/webhook/leaver`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	return { status: response.status, text: await response.text() };
}

/** The answer to the caller of a workflow that succeeded. */
async function left(body: object): Promise<Left> {
	const { status, text } = await leave(body);
	assert.equal(status, 200, text);
	return JSON.parse(text) as Left;
}

describe('joiner', () => {
	test('the form ends with the link for the new colleague', async () => {
		const { status, text } = await join(['Ida Rhodes', 'ida.rhodes', 'ida@example.com']);

		assert.equal(status, 200);
		assert.match(text, /Ida Rhodes has an account/);
		assert.match(text, /setting a password: http\S+\/if\/flow\/recovery\/\?flow_token=\w+/);
		assert.match(text, /to the SCIM target: synced/);
		const { pk, groups_obj } = await fixture.user('ida.rhodes');
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
		assert.equal(fixture.account('ida.rhodes')?.active, true);
	});

	test('a username that is taken gets no link, and no stranger gets in', async () => {
		const taken = await join(['Somebody', 'akadmin', 'somebody@example.com']);
		assert.match(taken.text, /Onboarding is not complete/);
		assert.match(taken.text, /authentik rejected 'Username': This field must be unique/);
		assert.deepEqual(
			writesIn(sandbox).map(({ path, status }) => [path, status]),
			[['/api/v3/core/users/', 400]],
		);

		const stranger = await join(['A', 'a', 'a@example.com'], { ...FORM, password: 'wrong' });
		assert.equal(stranger.status, 401);
		assert.deepEqual(sandbox.requests, []);
	});

	test('the form shows what went wrong', async () => {
		const respond = { status: 400, body: { non_field_errors: ['No recovery flow set.'] } };
		sandbox.fault({ path: '/recovery/', respond });
		const { text } = await join(['Joan Clarke', 'joan.clarke', 'joan@example.com']);
		sandbox.clearFaults();

		assert.match(text, /Onboarding is not complete/);
		assert.match(text, /No recovery flow set/);
		assert.equal(changesIn(sandbox).length, 3);
		assert.equal((await fixture.user('joan.clarke')).groups_obj[0].name, 'Engineering');
	});
});

describe('leaver', () => {
	test('only reports what it would do, by default', async () => {
		const told = await left({ username: 'carla.jung' });
		const { pk } = await fixture.user('carla.jung');

		assert.deepEqual(Object.keys(told), ['offboarded']);
		assert.deepEqual([told.offboarded.pk, told.offboarded.preview], [pk, true]);
		assert.deepEqual(
			told.offboarded.groups_left.map(({ name }) => name),
			['Sales'],
		);
		assert.deepEqual(changesIn(sandbox), []);
	});

	test('access is removed, the target is updated, and the events exist', async () => {
		const { pk, groups_obj } = await fixture.user('carla.jung');
		const user = { pk, username: 'carla.jung', email: 'carla.jung@example.com' };
		sandbox.addEvent({ action: 'login', user });
		sandbox.addEvent({ action: 'login', user, created: '2020-01-01T00:00:00Z' });
		const { offboarded, sync, events } = await left({ username: 'carla.jung', preview: false });

		assert.equal(offboarded.deactivated, true);
		assert.equal(sync.result, 'synced');
		assert.deepEqual(
			events.map(({ action, username }) => [action, username]),
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
		assert.equal(fixture.account('carla.jung')?.active, false);
		const again = await left({ username: 'carla.jung', preview: false });
		assert.deepEqual([again.offboarded.deactivated, again.offboarded.groups_left], [false, []]);
	});

	test('an unknown name, and a caller without the key', async () => {
		assert.equal((await leave({ username: 'nobody', preview: false })).status, 500);
		assert.deepEqual(changesIn(sandbox), []);
		assert.equal((await leave({ username: 'ada.lovelace', preview: false }, {})).status, 403);
		assert.deepEqual(sandbox.requests, []);
	});
});
