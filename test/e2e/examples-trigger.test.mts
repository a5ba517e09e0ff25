/** The examples that authentik starts: events come from writes in the sandbox, through what the trigger set up there. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { Sandbox } from '../../sandbox/index.ts';
import type { ScimTarget } from '../../sandbox/scim-target/target.ts';
import { api } from '../support/api.ts';
import { credentialFor, example } from '../support/n8n/examples.mts';
import type { Execution } from '../support/n8n/editorApi.mts';
import type { Instance } from '../support/n8n/instance.mts';
import { countsOf } from '../support/webhookObjects.ts';
import type { Named } from './support/authentik.mts';
import { changesIn } from './support/authentik.mts';
import type { Inbox } from './support/inbox.mts';
import { startInbox } from './support/inbox.mts';
import { byId, EVERY_TWO_SECONDS } from './support/nodes.mts';
import { successesOf } from './support/polled.mts';
import { ScimFixture } from './support/scimFixture.mts';
import { until } from './support/until.mts';

const SYNC = 'membership-sync';
const ALERT = 'failed-login-alert';
const DIGEST = 'failed-login-digest';

let fixture: ScimFixture;
let n8n: Instance;
let sandbox: Sandbox;
let target: ScimTarget;
let crm: number;
let inbox: Inbox;
/** Only its members can open the application of the SCIM provider; one already exists. */
let crew: string;

before(async () => {
	fixture = await ScimFixture.start();
	({ n8n, sandbox, target, crm } = fixture);
	// The sync of a group ignores members if the target returns none at all.
	const { pk: first } = await fixture.user('grace.hopper');
	crew = String(sandbox.addGroup({ name: 'Crew', users: [first] }).pk);
	const { pk } = await api<Named>(sandbox, 'GET', '/core/applications/crm-accounts/');
	await api(sandbox, 'POST', '/policies/bindings/', { target: pk, group: crew, order: 0 });
	await fixture.saveProvider();
	inbox = await startInbox();
	// Actions of the credential's user start nothing, so another user acts here.
	const { key: token } = sandbox.addToken({ intent: 'api', superuser: true });
	await n8n.start();
	await n8n.saveCredentials(credentialFor({ url: sandbox.url, token }));
	await n8n.saveWorkflows(
		await example('membership-change-to-sync', {
			id: SYNC,
			nodes: { 'Get SCIM Provider': { scimProvider: byId(String(crm)) } },
		}),
		await example('failed-login-alert', { nodes: { 'Send to Chat': { url: inbox.url } } }),
		await example('failed-login-digest', {
			nodes: {
				'Sign-In Failed': { pollTimes: EVERY_TWO_SECONDS },
				'Send to Chat': { url: inbox.url },
			},
		}),
	);
	await n8n.activate(SYNC);
	await n8n.activate(ALERT);
});

after(async () => {
	await fixture?.close();
	await inbox?.close();
});

/**
 * Waits until authentik has sent everything, and a workflow has run for it.
 * @param count how often it must have run by then, neither less nor more
 * @returns the outcomes, the last one first
 */
async function ended(id: string, count: number): Promise<Execution[]> {
	await sandbox.settled();
	let found: Execution[] = [];
	await until(async () => {
		found = await n8n.executions(id);
		const isOver = found.every(({ status }) => ['success', 'error'].includes(status));
		return isOver && found.length >= count;
	});
	assert.equal(found.length, count);
	return found;
}

describe('membership-change-to-sync', () => {
	const sync = (kind: string, pk: number | string) => [
		`POST /providers/scim/${crm}/sync/object/`,
		{ sync_object_model: `authentik.core.models.${kind}`, sync_object_id: String(pk) },
	];
	const membersAtTarget = () => {
		const groups = [...target.groups.values()];
		const there = groups.find(({ displayName }) => displayName === 'Crew');
		const members = there?.members as Array<{ value: string }>;
		return members.map(({ value }) => target.users.get(value)?.userName);
	};

	async function enter(username: string) {
		const { pk } = await fixture.user(username);
		fixture.clearLogs();
		await api(sandbox, 'POST', `/core/groups/${crew}/add_user/`, { pk });
		return pk;
	}

	test('a user who joins the group gets an account, and joins the group there', async () => {
		assert.deepEqual(membersAtTarget(), ['grace.hopper']);
		const pk = await enter('ada.lovelace');
		assert.equal((await ended(SYNC, 1))[0].status, 'success');

		assert.equal(fixture.account('ada.lovelace')?.active, true);
		assert.deepEqual(membersAtTarget(), ['grace.hopper', 'ada.lovelace']);
		const { pk: member } = await fixture.user('grace.hopper');
		const [, ...syncs] = changesIn(sandbox);
		assert.deepEqual(new Set(syncs.slice(0, 2)), new Set([sync('User', pk), sync('User', member)]));
		assert.deepEqual(syncs.slice(2), [sync('Group', crew)]);
	});

	test("a member that can't be synced does not hold up the others, and is reported", async () => {
		const respond = { status: 400, body: { detail: 'no more seats' } };
		target.fault({ method: 'POST', path: '/Users', respond });
		await enter('carla.jung');
		const [{ id, status }] = await ended(SYNC, 2);

		assert.equal(status, 'error');
		assert.match(
			await n8n.executionText(id),
			/"The sync of user \d+ ended with failed: .*no more seats/,
		);
		assert.deepEqual(changesIn(sandbox).at(-1), sync('Group', crew));
		assert.equal(fixture.account('carla.jung'), undefined);
		target.clearFaults();
	});

	test('a user who was saved together with the groups is synced alone', async () => {
		const { pk, groups } = await fixture.user('deniz.kaya');
		fixture.clearLogs();
		await api(sandbox, 'PATCH', `/core/users/${pk}/`, { groups: [...groups, crew] });
		assert.equal((await ended(SYNC, 3))[0].status, 'success');

		assert.equal(fixture.account('deniz.kaya')?.active, true);
		assert.deepEqual(changesIn(sandbox).slice(1), [sync('User', pk)]);
	});
});

/** Failed sign-ins from an address, one each minute. */
function fail(usernames: string[], client_ip: string, from: string) {
	usernames.forEach((username, minute) =>
		sandbox.addEvent({
			action: 'login_failed',
			app: 'authentik.events.signals',
			user: { pk: 1, email: '', username: 'AnonymousUser', is_anonymous: true },
			context: { username, password: '********************', stage: { name: 'password' } },
			client_ip,
			created: new Date(Date.parse(from) + minute * 60_000).toISOString(),
		}),
	);
}

describe('failed-login-alert', () => {
	test('the fifth failure from an address alerts, those before and after do not', async () => {
		fail(['ada'], '192.0.2.7', '2026-01-05T10:14:00Z');
		fail(['ada', 'ada', 'root', '<!here> `', 'ada', 'ada'], '192.0.2.7', '2026-01-05T10:15:00Z');
		fail(['ada', 'ada', 'ada'], '192.0.2.8', '2026-01-05T10:15:00Z');
		const executions = await ended(ALERT, 10);

		assert.deepEqual(new Set(executions.map(({ status }) => status)), new Set(['success']));
		assert.deepEqual(inbox.messages, [
			{
				text: 'authentik refused 5 sign-ins or requests from 192.0.2.7 within 15 minutes, with the usernames `ada, root, ??here? ?`',
			},
		]);
	});

	test('suspicious requests count as well, and the tenth alerts again', async () => {
		inbox.messages.length = 0;
		fail(['ada', 'ada', 'ada'], '192.0.2.7', '2026-01-05T10:21:00Z');
		sandbox.addEvent({
			action: 'suspicious_request',
			app: 'authentik.flows.planner',
			context: { message: 'Invalid redirect' },
			client_ip: '192.0.2.7',
			created: '2026-01-05T10:29:00Z',
		});
		await ended(ALERT, 14);

		assert.deepEqual(
			inbox.messages.map(({ text }) => text.slice(0, 21)),
			['authentik refused 10 '],
		);
	});
});

test('deactivated, they leave nothing in authentik', async () => {
	assert.equal((await countsOf(sandbox)).rule, 2);
	await n8n.deactivate(SYNC);
	await n8n.deactivate(ALERT);
	assert.deepEqual(await countsOf(sandbox), { binding: 1 });
});

test('failed-login-digest: an address with five failures since the last poll alerts, without a webhook', async () => {
	inbox.messages.length = 0;
	await n8n.activate(DIGEST);
	fail(['ada', 'ada', 'root', '<!here> `', 'ada', 'ada'], '192.0.2.9', '2026-01-05T11:00:00Z');
	fail(['ada', 'ada', 'ada', 'ada'], '192.0.2.10', '2026-01-05T11:00:00Z');
	await until(async () => (await successesOf(n8n, DIGEST)).length > 0);
	await n8n.deactivate(DIGEST);

	assert.equal((await successesOf(n8n, DIGEST)).length, 1);
	assert.deepEqual(inbox.messages, [
		{
			text: 'authentik refused 6 sign-ins or requests from 192.0.2.9, with the usernames `ada, root, ??here? ?`',
		},
	]);
	assert.deepEqual(await countsOf(sandbox), { binding: 1 });
});
