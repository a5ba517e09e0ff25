/** Whatever happened before: one working registration while the workflow is active, and nothing when it is not. */
import type { IDataObject, WorkflowActivateMode } from 'n8n-workflow';

import { KINDS, permissionsOn } from '../../../../nodes/Authentik/trigger/objects';
import type { FaultRule, Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import type { TriggerOptions } from '../../../support/trigger';
import { TriggerHost } from '../../../support/trigger';
import type { Listed } from '../../../support/webhookObjects';
import { countsOf, LISTS, rowsOf } from '../../../support/webhookObjects';

const ONE = { rule: 1, binding: 1, matcher: 1, transport: 1, mapping: 2, group: 1 };
const USER_CREATED = { events: ['userCreated'], options: { ignoreOwnEvents: false } };

let sandbox: Sandbox;
let hosts: TriggerHost[] = [];
let users = 0;

beforeEach(async () => {
	sandbox = await startSandbox({ timeScale: 0.001 });
});
afterEach(async () => {
	await Promise.all(hosts.map(async (host) => await host.close()));
	hosts = [];
	await sandbox.close();
});

async function trigger(parameters: IDataObject = USER_CREATED, options?: TriggerOptions) {
	const host = await TriggerHost.start(sandbox, parameters as never, options);
	hosts.push(host);
	return host;
}

async function active(parameters?: IDataObject, options?: TriggerOptions) {
	const host = await trigger(parameters, options);
	await host.activate();
	sandbox.clearLog();
	return host;
}

const calls = () => sandbox.requests.map(({ method, path }) => `${method} ${path.slice(7)}`);
const deletions = () => calls().filter((call) => call.startsWith('DELETE'));

/** Creates a user, and tells with how many items the workflow was started. */
async function startedBy(host: TriggerHost): Promise<number> {
	const before = host.items.length;
	await callApi(sandbox, 'POST', '/core/users/', { username: `user-${users++}`, name: 'Ada' });
	await sandbox.settled();
	return host.items.length - before;
}

describe('activation', () => {
	it('again finds everything in place and only reads', async () => {
		const host = await active();
		expect(await host.activate()).toBe('existed');
		expect(sandbox.requests.map(({ method }) => method)).toEqual(sandbox.requests.map(() => 'GET'));
		expect(await countsOf(sandbox)).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it.each(Object.keys(LISTS) as Listed[])('mends a %s that somebody deleted', async (kind) => {
		const host = await active();
		const [row] = await rowsOf(sandbox, kind);
		await callApi(sandbox, 'DELETE', `${LISTS[kind]}${String(row.pk)}/`);
		expect(await host.activate('init')).toBe('created');
		expect(await countsOf(sandbox)).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it.each<[string, Listed, (row: IDataObject) => IDataObject]>([
		['the expression of a mapping', 'mapping', () => ({ expression: 'return {}' })],
		['the address of the transport', 'transport', () => ({ webhook_url: 'http://127.0.0.1:1/' })],
		['the transport to once for each receiver', 'transport', () => ({ send_once: false })],
		['the transports of the rule', 'rule', () => ({ transports: [] })],
		['the receivers of the rule', 'rule', () => ({ destination_group: null })],
		['what the matcher looks for', 'matcher', () => ({ action: 'login' })],
		[
			'the binding, which is off now',
			'binding',
			({ target, policy }) => ({ target, policy, enabled: false }),
		],
		['the members of the group', 'group', () => ({ users: [] })],
	])('mends what somebody changed: %s', async (_what, kind, change) => {
		const host = await active();
		const row = (await rowsOf(sandbox, kind))[0];
		const { status } = await callApi(
			sandbox,
			'PATCH',
			`${LISTS[kind]}${String(row.pk)}/`,
			change(row),
		);
		expect(status).toBe(200);
		expect(await host.activate('init')).toBe('created');
		expect(await countsOf(sandbox)).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it('follows a changed address of n8n', async () => {
		const host = await active();
		host.move();
		expect(await host.activate('init')).toBe('created');
		expect(await countsOf(sandbox)).toEqual(ONE);
		expect((await rowsOf(sandbox, 'transport'))[0].webhook_url).toBe(host.webhookUrl);
		expect(await startedBy(host)).toBe(1);
	});

	it('follows a token of another user', async () => {
		const host = await active();
		const other = sandbox.addToken({ intent: 'api', superuser: true });
		await host.signInWith(other.key);
		expect(await host.activate('init')).toBe('created');
		expect((await rowsOf(sandbox, 'group'))[0].users).toEqual([other.user]);
		expect(await countsOf(sandbox)).toEqual(ONE);
	});

	it('follows changed parameters', async () => {
		const host = await active();
		host.edit({ events: ['login', 'logout'] });
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox)).toEqual({ ...ONE, matcher: 2, binding: 2 });
		expect(await startedBy(host)).toBe(0);
		host.edit({ events: ['login'] });
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox)).toEqual(ONE);
	});

	it('replaces what an n8n left behind that ended before it could note it', async () => {
		const host = await active();
		const [{ name }] = await rowsOf(sandbox, 'rule');
		host.staticData = {};
		sandbox.clearLog();
		expect(await host.activate()).toBe('created');
		const searches = sandbox.requests.flatMap(({ query }) =>
			new URLSearchParams(query).getAll('search'),
		);
		expect(searches).toEqual(Array(5).fill(name));
		expect(await countsOf(sandbox)).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it('leaves alone what others made, whatever it is called', async () => {
		const body = { name: 'n8n wf1 trigger-node production', expression: 'return 1' };
		await callApi(sandbox, 'POST', LISTS.mapping, body);
		const host = await active();
		await host.deactivate();
		expect(await countsOf(sandbox)).toEqual({ mapping: 1 });
	});

	it('leaves alone what has its name within another', async () => {
		const host = await active();
		const [{ name }] = await rowsOf(sandbox, 'rule');
		const copy = { name: `Copy of ${String(name)}`, expression: 'return 1' };
		const { body } = await callApi(sandbox, 'POST', LISTS.mapping, copy);
		host.staticData = {};
		await host.activate();
		const kept = await callApi(sandbox, 'GET', `${LISTS.mapping}${String(body.pk)}/`);
		expect(kept.status).toBe(200);
		expect(await countsOf(sandbox)).toEqual(ONE);
	});

	it('takes a version that it cannot read for the newest', async () => {
		const body = { version_current: 'unknown' };
		sandbox.fault({ path: '/admin/version/', respond: { status: 200, body } });
		expect(await startedBy(await active())).toBe(1);
	});

	it('keeps workflows, nodes, test and production apart', async () => {
		const all = [
			await active(),
			await active(USER_CREATED, { node: 'other' }),
			await active(USER_CREATED, { workflow: 'wf2' }),
			await active(USER_CREATED, { isTest: true }),
		];
		const names = (await rowsOf(sandbox, 'rule')).map(({ name }) => name);
		expect(new Set(names).size).toBe(4);
		await callApi(sandbox, 'POST', '/core/users/', { username: 'ada', name: 'Ada' });
		await sandbox.settled();
		expect(all.map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
		await all[0].deactivate();
		expect((await rowsOf(sandbox, 'rule')).length).toBe(3);
	});

	it('of a copy that was imported with what n8n keeps of the original leaves that alone', async () => {
		const original = await active();
		const copy = await trigger(USER_CREATED, { workflow: 'wf2' });
		copy.staticData = structuredClone(original.staticData);
		expect(await copy.activate()).toBe('created');
		expect(await startedBy(original)).toBe(1);
		expect(copy.items).toHaveLength(1);
		copy.staticData = structuredClone(original.staticData);
		expect(await copy.deactivate()).toBe(true);
		expect(await startedBy(original)).toBe(1);
	});

	it('takes an existing group of receivers, and leaves it there', async () => {
		const { pk } = sandbox.addGroup({ name: 'Receivers', users: [Number(sandbox.addUser().pk)] });
		const options = {
			...USER_CREATED.options,
			receiver: { __rl: true, mode: 'list', value: pk },
		};
		const host = await active({ ...USER_CREATED, options });
		expect(await countsOf(sandbox)).toEqual({ ...ONE, group: undefined });
		expect(await startedBy(host)).toBe(1);
		await host.deactivate();
		expect((await callApi(sandbox, 'GET', `/core/groups/${String(pk)}/`)).status).toBe(200);
	});
});

describe('activation that cannot succeed', () => {
	const failed = async (host: TriggerHost) =>
		(await host.activate().then(
			() => undefined,
			(error: unknown) => error,
		)) as (Error & { description: string }) | undefined;

	it.each([
		['the second mapping', '/propertymappings/notification/', 1],
		['the group', '/core/groups/', 0],
		['the transport', '/events/transports/', 0],
		['the rule', '/events/rules/', 0],
		['a matcher', '/policies/event_matcher/', 0],
		['the last binding', '/policies/bindings/', 0],
	])('leaves nothing when %s fails', async (_what, path, skip) => {
		sandbox.fault({ method: 'POST', path, skip, html: 500 });
		const host = await trigger();
		const error = await failed(host);
		expect(error?.message).toContain('authentik stumbled over this POST request');
		expect(error?.description).toContain('Nothing is left of it in authentik.');
		expect(await countsOf(sandbox)).toEqual({});
		expect(host.staticData).toEqual({});
		sandbox.clearFaults();
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox)).toEqual(ONE);
	});

	it('names what it could not take back', async () => {
		sandbox.fault({ method: 'POST', path: '/events/rules/', html: 500 });
		sandbox.fault({ method: 'DELETE', path: /\/events\/transports\//, html: 500 });
		const error = await failed(await trigger());
		const [{ pk }] = await rowsOf(sandbox, 'transport');
		expect(error?.description).toContain(
			`The notification transport ${String(pk)} could not be deleted`,
		);
	});

	it('notices a release that ignores the group of receivers', async () => {
		const old = await startSandbox({ release: '2025.6', version: '2026.2.2' });
		const host = await TriggerHost.start(old, USER_CREATED);
		hosts.push(host);
		const error = await failed(host);
		expect(error?.message).toBe(
			'authentik did not keep destination_group of the notification rule',
		);
		expect(await countsOf(old)).toEqual({});
		await old.close();
	});

	it('names every missing permission before it makes anything', async () => {
		const { key } = sandbox.addToken({
			intent: 'api',
			permissions: [
				'authentik_events.add_notificationtransport',
				'authentik_events.view_notificationtransport',
				'authentik_events.view_notificationrule',
				'authentik_core.add_group',
			],
		});
		const host = await trigger(USER_CREATED, { credential: { apiToken: key } });
		const error = await failed(host);
		expect(error?.message).toBe(
			"The token's user lacks permissions in authentik: " +
				'authentik_events.view_notificationwebhookmapping, ' +
				'authentik_events.add_notificationwebhookmapping, ' +
				'authentik_core.view_group, ' +
				'authentik_events.add_notificationrule, ' +
				'authentik_policies_event_matcher.view_eventmatcherpolicy, ' +
				'authentik_policies_event_matcher.add_eventmatcherpolicy, ' +
				'authentik_policies.view_policybinding, ' +
				'authentik_policies.add_policybinding',
		);
		expect(error?.description).toContain('Nothing was made in authentik.');
		expect(await countsOf(sandbox)).toEqual({});
	});

	it('does not take a failure for a permission', async () => {
		const permissions = Object.keys(KINDS).flatMap((kind) =>
			Object.values(permissionsOn(kind as keyof typeof KINDS)),
		);
		const { key } = sandbox.addToken({ intent: 'api', permissions });
		sandbox.fault({ method: 'POST', path: '/events/rules/', times: 1, html: 500 });
		const error = await failed(await trigger(USER_CREATED, { credential: { apiToken: key } }));
		expect(error?.message).toContain('authentik stumbled over this POST request');
		expect(await countsOf(sandbox)).toEqual({});
	});

	it('does with exactly the permissions that are written down', async () => {
		const permissions = Object.keys(KINDS).flatMap((kind) =>
			Object.values(permissionsOn(kind as keyof typeof KINDS)),
		);
		const { key } = sandbox.addToken({ intent: 'api', permissions });
		const host = await trigger(USER_CREATED, { credential: { apiToken: key } });
		await host.activate();
		expect(await host.activate()).toBe('existed');
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox)).toEqual({});
	});

	it.each([
		[{ events: [] }, "Choose at least one event under 'Trigger On'"],
		[
			{ events: ['accessRequest'] },
			"'Access Request' needs authentik 2026.8 or later; this is authentik 2026.2",
		],
		[
			{ events: ['userCreated'], filters: { objectType: 'authentik_core.group' } },
			"'User Created' never happens to an object of the type authentik_core.group",
		],
		[
			{ events: ['login'], filters: { objectType: 'authentik_core.user' } },
			"'Login' never happens to an object of the type authentik_core.user",
		],
		[
			{ events: ['login'], options: { receiver: { __rl: true, mode: 'id', value: 'x' } } },
			"'Receiver Group' must be a UUID",
		],
	])('refuses %j before it makes anything', async (parameters, message) => {
		const error = await failed(await trigger(parameters));
		expect(error?.message).toContain(message);
		expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('refuses a group of receivers without members', async () => {
		const { pk } = sandbox.addGroup({ name: 'Nobody' });
		const receiver = { __rl: true, mode: 'list', value: pk };
		const error = await failed(await trigger({ ...USER_CREATED, options: { receiver } }));
		expect(error?.message).toBe('The group Nobody has no members of its own');
		expect(await countsOf(sandbox)).toEqual({});
	});

	it('says so when authentik refuses a filter', async () => {
		const error = await failed(
			await trigger({ events: ['objectChanged'], filters: { objectType: 'x.y' } }),
		);
		expect(error?.message).toContain("authentik refused 'Object Type'");
		expect(await countsOf(sandbox)).toEqual({});
	});
});

describe('authentik down', () => {
	it('at activation: says so', async () => {
		sandbox.fault({ respond: { status: 503, headers: { 'retry-after': '0' } } });
		await expect((await trigger()).activate()).rejects.toThrow('authentik cannot be reached');
	});

	it.each<[WorkflowActivateMode, FaultRule]>([
		['init', { respond: { status: 503, headers: { 'retry-after': '0' } } }],
		['leadershipChange', { html: 500 }],
		['init', { path: /\/events\/transports\//, html: 500 }],
	])('at the start of n8n (%s, %j): takes the registration for intact', async (mode, fault) => {
		const host = await active();
		sandbox.fault(fault);
		expect(await host.activate(mode)).toBe('existed');
		expect(deletions()).toEqual([]);
		sandbox.clearFaults();
		expect(await startedBy(host)).toBe(1);
	});

	it.each<[string, WorkflowActivateMode, FaultRule]>([
		['when somebody activates it again', 'activate', { html: 500 }],
		['when it refuses at the start of n8n', 'init', { respond: { status: 403 } }],
	])('says so %s, and leaves the registration', async (_when, mode, fault) => {
		const host = await active();
		sandbox.fault(fault);
		await expect(host.activate(mode)).rejects.toThrow('authentik');
		sandbox.clearFaults();
		expect(await countsOf(sandbox)).toEqual(ONE);
		expect(await host.activate(mode)).toBe('existed');
	});

	it('at deactivation: keeps in mind what is left, and ends it the next time', async () => {
		const host = await active();
		sandbox.fault({ method: 'DELETE', html: 500 });
		expect(await host.deactivate()).toBe(false);
		expect(await countsOf(sandbox)).toEqual(ONE);
		sandbox.clearFaults();
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox)).toEqual({});
		expect(host.staticData).toEqual({ 'node:authentik Trigger': {} });
	});

	it('at deactivation: tries once, since n8n waits, and keeps all in mind', async () => {
		const host = await active();
		sandbox.fault({ respond: { status: 503, headers: { 'retry-after': '0' } } });
		expect(await host.deactivate()).toBe(false);
		const [first] = deletions();
		expect(deletions()).toEqual(deletions().map(() => first));
		sandbox.clearFaults();
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox)).toEqual({});
	});

	it('at deactivation, and activated again: one registration', async () => {
		const host = await active();
		sandbox.fault({ method: 'DELETE', path: /transports/, html: 500 });
		expect(await host.deactivate()).toBe(false);
		expect(await countsOf(sandbox)).toEqual({ transport: 1 });
		sandbox.clearFaults();
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox)).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});
});

it('what could not be deleted is not forgotten when n8n moves', async () => {
	const host = await active();
	sandbox.fault({ method: 'DELETE', path: /propertymappings/, html: 500 });
	host.move();
	expect(await host.activate('init')).toBe('created');
	expect(await countsOf(sandbox)).toEqual({ ...ONE, mapping: 4 });
	sandbox.clearFaults();
	expect(await host.deactivate()).toBe(true);
	expect(await countsOf(sandbox)).toEqual({});
});

it('what is left of a registration lets nobody in', async () => {
	const host = await active();
	const [secret] = /[0-9a-f]{64}/.exec(JSON.stringify(host.staticData)) as RegExpExecArray;
	sandbox.fault({ method: 'DELETE', html: 500 });
	expect(await host.deactivate()).toBe(false);
	for (const given of [secret, '']) {
		expect(await host.post({}, { 'x-n8n-authentik-trigger': given })).toBe(401);
	}
});

describe('deactivation', () => {
	it('removes in the order in which authentik lets go', async () => {
		const host = await active();
		expect(await host.deactivate()).toBe(true);
		expect(deletions().map((call) => call.replace(/[^/]+\/$/, ''))).toEqual([
			'DELETE /events/rules/',
			'DELETE /policies/event_matcher/',
			'DELETE /events/transports/',
			'DELETE /propertymappings/notification/',
			'DELETE /propertymappings/notification/',
			'DELETE /core/groups/',
		]);
		expect(await countsOf(sandbox)).toEqual({});
		expect(await startedBy(host)).toBe(0);
	});

	it('does not mind what is gone already', async () => {
		const host = await active();
		for (const kind of ['rule', 'matcher', 'group'] as const) {
			const [{ pk }] = await rowsOf(sandbox, kind);
			await callApi(sandbox, 'DELETE', `${LISTS[kind]}${String(pk)}/`);
		}
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox)).toEqual({});
	});

	it('tries again when authentik crashes over the deliveries of the rule', async () => {
		const host = await active();
		sandbox.fault({
			method: 'DELETE',
			path: /\/events\/rules\//,
			times: 2,
			respond: { status: 405, contentType: 'text/html', body: '' },
		});
		expect(await host.deactivate()).toBe(true);
		expect(deletions().filter((call) => call.includes('/rules/'))).toHaveLength(3);
		expect(await countsOf(sandbox)).toEqual({});
	});

	it('sends nothing when there is no registration', async () => {
		expect(await (await trigger()).deactivate()).toBe(true);
		expect(sandbox.requests).toEqual([]);
	});
});
