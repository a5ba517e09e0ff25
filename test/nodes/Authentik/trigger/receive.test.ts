/** What the webhook lets in, and what starts a workflow. */
import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { isRight } from '../../../../nodes/Authentik/trigger/secret';
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { TriggerHost } from '../../../support/trigger';

const HEADER = 'x-n8n-authentik-trigger';
const ALICE = { pk: 77, username: 'alice', email: 'alice@example.com' };
const GROUP = '0123456789abcdef0123456789abcdef';

let sandbox: Sandbox;
let host: TriggerHost;

beforeAll(async () => {
	sandbox = await startSandbox();
	host = await TriggerHost.start(sandbox, { events: ['any'] });
	await host.activate();
});
afterAll(async () => {
	await host.close();
	await sandbox.close();
});
beforeEach(() => {
	host.items.length = 0;
	host.edit({ events: ['any'] });
});

interface Stored {
	secret: string;
	self: number;
	made: Array<{ key: string; pk: string }>;
}
const stored = () =>
	(host.staticData['node:authentik Trigger'] as { registration: Stored }).registration;
const own = () => ({ [HEADER]: stored().secret });

/** An event as our mapping makes authentik send it. */
function event(differences: IDataObject = {}): IDataObject {
	return {
		pk: randomUUID(),
		action: 'login',
		app: 'authentik.events.signals',
		user: ALICE,
		context: {},
		client_ip: '192.0.2.7',
		created: '2026-01-02T03:04:05.000006+00:00',
		severity: 'notice',
		body: 'login: {}',
		...differences,
	};
}

const updated = (model: IDataObject, request?: IDataObject) =>
	event({
		action: 'model_updated',
		app: 'authentik.events.middleware',
		context: { model, ...(request ? { http_request: request } : {}) },
	});

async function starts(body: unknown): Promise<boolean> {
	const before = host.items.length;
	expect(await host.post(body, own())).toBe(200);
	return host.items.length > before;
}

describe('only authentik gets in', () => {
	it.each<[string, () => Record<string, string>]>([
		['no secret', () => ({})],
		['an empty secret', () => ({ [HEADER]: '' })],
		['a wrong secret of the same length', () => ({ [HEADER]: '0'.repeat(64) })],
		['the beginning of the secret', () => ({ [HEADER]: stored().secret.slice(0, 63) })],
		['the secret and more', () => ({ [HEADER]: `${stored().secret}0` })],
		['the secret in capital letters', () => ({ [HEADER]: stored().secret.toUpperCase() })],
		['the secret elsewhere', () => ({ authorization: stored().secret })],
	])('not with %s', async (_what, headers) => {
		expect(await host.post(event(), headers())).toBe(401);
		expect(host.items).toEqual([]);
	});

	it.each([undefined, ''])('not where there is no secret to compare with (%p)', (expected) => {
		expect(isRight('', expected)).toBe(false);
	});

	it('tells nothing but that', async () => {
		const response = await fetch(host.webhookUrl, { method: 'POST', body: '{}' });
		expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
	});

	it('not with the secret of a registration that has ended', async () => {
		const other = await TriggerHost.start(sandbox, { events: ['any'] }, { workflow: 'other' });
		await other.activate();
		const [secret] = /[0-9a-f]{64}/.exec(JSON.stringify(other.staticData)) as RegExpExecArray;
		expect(await other.post(event(), { [HEADER]: secret })).toBe(200);
		await other.deactivate();
		expect(await other.post(event(), { [HEADER]: secret })).toBe(401);
		await other.activate();
		expect(await other.post(event(), { [HEADER]: secret })).toBe(401);
		expect(other.items).toHaveLength(1);
		await other.close();
	});

	it.each([
		['no object', '[]'],
		['no event', '{}'],
		['a text', '"x"'],
		['an event without an id', JSON.stringify(event({ pk: '' }))],
		['an id that is none', JSON.stringify(event({ pk: '../x' }))],
		['no action', JSON.stringify(event({ action: 7 }))],
		['a context of another kind', JSON.stringify(event({ context: [] }))],
		['a user of another kind', JSON.stringify(event({ user: 'alice' }))],
	])('refuses %s', async (_what, body) => {
		expect(await host.post(body, own())).toBe(400);
		expect(host.items).toEqual([]);
	});

	it('refuses what is larger than any event', async () => {
		const body = event({ context: { text: 'x'.repeat(1024 * 1024) } });
		expect(await host.post(body, own())).toBe(413);
		expect(host.items).toEqual([]);
	});

	it("answers the Test button of authentik's transport without a start", async () => {
		expect(await starts(event({ action: 'custom_notification_test' }))).toBe(false);
	});
});

describe('delivery is at least once', () => {
	it('starts once for an event that comes again', async () => {
		const twice = event();
		expect([await starts(twice), await starts(twice), await starts(event())]).toEqual([
			true,
			false,
			true,
		]);
	});

	it('starts once for an event that comes again while the first is being taken', async () => {
		const slow = event();
		const { letGo } = host.holdNext();
		const first = host.post(slow, own());
		await host.held;
		expect(await host.post(slow, own())).toBe(503);
		letGo();
		expect(await first).toBe(200);
		expect(await host.post(slow, own())).toBe(200);
		expect(host.items).toHaveLength(1);
	});

	it('starts when an event comes again because n8n could not start before', async () => {
		const again = event();
		host.failures = 1;
		expect(await host.post(again, own())).toBe(500);
		expect(await starts(again)).toBe(true);
		expect(await starts(again)).toBe(false);
	});

	it('starts each time when told so', async () => {
		host.edit({ events: ['any'], options: { ignoreDuplicates: false } });
		const twice = event();
		expect([await starts(twice), await starts(twice)]).toEqual([true, true]);
	});
});

describe('what starts a workflow', () => {
	it('not what the own user did, unless told', async () => {
		const mine = () => event({ user: { ...ALICE, pk: stored().self } });
		expect(await starts(mine())).toBe(false);
		host.edit({ events: ['any'], options: { ignoreOwnEvents: false } });
		expect(await starts(mine())).toBe(true);
	});

	it('not what happens to the objects of the trigger itself', async () => {
		const transport = stored().made.find(({ key }) => key === 'transport')!;
		const model = {
			app: 'authentik_events',
			model_name: 'notificationtransport',
			pk: transport.pk.replace(/-/g, ''),
		};
		expect(await starts(updated(model))).toBe(false);
		expect(await starts(updated({ ...model, pk: GROUP }))).toBe(true);
	});

	it('only what was chosen, also when more arrives', async () => {
		host.edit({ events: ['login', 'userDeleted'] });
		const user = { app: 'authentik_core', model_name: 'user', pk: 7 };
		const deleted = (model: IDataObject) => event({ action: 'model_deleted', context: { model } });
		expect(await starts(event())).toBe(true);
		expect(await starts(event({ action: 'login_failed' }))).toBe(false);
		expect(await starts(deleted(user))).toBe(true);
		expect(await starts(deleted({ ...user, model_name: 'group' }))).toBe(false);
		expect(await starts(event({ action: 'model_deleted' }))).toBe(false);
		host.edit({ events: ['a choice that is gone'] });
		expect(await starts(event())).toBe(false);
	});

	it.each<[string, IDataObject, boolean[]]>([
		['client IP', { clientIp: '192.0.2.7' }, [true, true, false]],
		['object type', { objectType: 'authentik_core.user' }, [false, true, false]],
		['app of the object', { app: 'authentik_core' }, [false, true, false]],
		['app of the object, by its module', { app: 'authentik.core' }, [false, true, false]],
		['the beginning of an app', { app: 'authentik' }, [true, false, true]],
		['app that logged it', { app: 'authentik.events' }, [true, false, true]],
		['app with underscores', { app: 'authentik_events_signals' }, [true, false, true]],
		['the beginning of an app', { app: 'authentik.event' }, [false, false, false]],
		['an expression that finds nothing', { username: '={{ undefined }}' }, [true, true, true]],
		['who did it', { username: 'alice' }, [true, true, false]],
		['whom it is about', { username: 'bob' }, [false, false, true]],
		['nothing', { username: ' ' }, [true, true, true]],
		['several', { username: 'alice', app: 'authentik_core' }, [false, true, false]],
	])('filtered by %s', async (_what, filters, expected) => {
		host.edit({ events: ['any'], filters: filters as never });
		const user = { app: 'authentik_core', model_name: 'user', pk: 7 };
		const nobody = { user: {}, client_ip: null, action: 'login_failed' };
		const all = [event(), updated(user), event({ ...nobody, context: { username: 'bob' } })];
		const results = [];
		for (const one of all) results.push(await starts(one));
		expect(results).toEqual(expected);
	});
});

describe('Group Membership Changed', () => {
	const group = { app: 'authentik_core', model_name: 'group', pk: GROUP, name: 'Crew' };
	const user = { app: 'authentik_core', model_name: 'user', pk: 7 };
	const path = `/api/v3/core/groups/${GROUP}/`;
	const patch = (request_id: string, pk = GROUP) =>
		updated({ ...group, pk }, { path, method: 'PATCH', request_id });

	beforeEach(() => host.edit({ events: ['groupMembershipChanged'] }));

	it.each([
		['a member added', updated(group, { path: `${path}add_user/`, method: 'POST' }), true],
		['a member removed', updated(group, { path: `${path}remove_user/`, method: 'POST' }), true],
		[
			'a group created with members',
			updated(group, { path: '/api/v3/core/groups/', method: 'POST' }),
			true,
		],
		[
			'a user created',
			updated(user, { path: '/api/v3/core/users/', method: 'POST', request_id: 'c' }),
			false,
		],
		['a group renamed', patch('a'), false],
		['a user who signs in by a flow', updated(user, { path: '/x/', method: 'POST' }), false],
		['a group that no request changed', updated(group), false],
	])('%s: %s', async (_what, body, expected) => {
		expect(await starts(body)).toBe(expected);
	});

	it('an update that comes again is no second update', async () => {
		const renamed = patch('d');
		expect(await starts(renamed)).toBe(false);
		host.edit({ events: ['groupMembershipChanged'], options: { ignoreDuplicates: false } });
		expect(await starts(renamed)).toBe(false);
		expect(await starts(patch('d'))).toBe(true);
	});

	it('a user created, who is saved twice: neither is a change of relations', async () => {
		const request = { path: '/api/v3/core/users/', method: 'POST', request_id: 'e' };
		const created = { ...updated(user, request), action: 'model_created' };
		expect(await starts(created)).toBe(false);
		expect(await starts(updated(user, request))).toBe(false);
	});

	it('updates of which no request is known are no change of relations', async () => {
		const change = () => updated(user, { path: '/x/', method: 'POST' });
		expect([await starts(change()), await starts(change())]).toEqual([false, false]);
	});

	it('a request that saves a group and its members logs two updates, one of which starts', async () => {
		expect(await starts(patch('b'))).toBe(false);
		expect(await starts(patch('b', 'f'.repeat(32)))).toBe(false);
		expect(await starts(patch('b'))).toBe(true);
	});
});

describe('the item', () => {
	const invitation = 'abcdefabcdefabcdefabcdefabcdefab';
	const dashed = 'abcdefab-cdef-abcd-efab-cdefabcdefab';
	const http_request = { path: '/x/', method: 'POST', args: {}, request_id: GROUP };
	const context = {
		model: { app: 'authentik_core', model_name: 'group', pk: invitation, name: 'Crew' },
		invitation_uuid: invitation,
		parents: [{ pk: invitation }],
		flow_uuid: [invitation],
		brand: { pk: 'a-slug-of-thirty-two-characters-' },
		pkce: invitation,
		note: invitation,
		http_request,
	};

	it('is the event, with the ids as the API takes them', async () => {
		const body = event({ action: 'model_updated', context });
		await starts(body);
		expect(host.items).toEqual([
			{
				pk: body.pk,
				action: 'model_updated',
				app: 'authentik.events.signals',
				user: ALICE,
				context: {
					model: { ...context.model, pk: dashed },
					invitation_uuid: dashed,
					parents: [{ pk: dashed }],
					flow_uuid: [dashed],
					brand: context.brand,
					pkce: invitation,
					note: invitation,
					http_request,
				},
				client_ip: '192.0.2.7',
				created: '2026-01-02T03:04:05.000006+00:00',
				severity: 'notice',
				model: { ...context.model, pk: dashed },
				changedBy: ALICE,
			},
		]);
	});

	it.each([
		['nobody', {}, null],
		['nobody who is signed in', { pk: 2, username: 'AnonymousUser', is_anonymous: true }, null],
		['an administrator as somebody else', { ...ALICE, on_behalf_of: { pk: 8 } }, ALICE],
	])('changed by %s', async (_who, user, expected) => {
		await starts(event({ user }));
		expect(host.items[0]).toMatchObject({ changedBy: expected, model: null });
	});

	it('is what authentik sent when not simplified', async () => {
		host.edit({ events: ['any'], options: { simplify: false } });
		const body = event({ context, something: 'else' });
		await starts(body);
		expect(host.items).toEqual([body]);
	});
});
