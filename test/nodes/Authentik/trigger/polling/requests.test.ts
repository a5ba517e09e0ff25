/** The requests of a poll, and its errors. */
import type { IDataObject, WorkflowActivateMode } from 'n8n-workflow';

import type { Release } from '../../../../../nodes/Authentik/shared/releases';
import { RELEASES } from '../../../../../nodes/Authentik/shared/releases';
import { startSandbox } from '../../../../../sandbox';
import { addClient, credentials } from '../../../../support/oauth';
import { PollHost } from '../../../../support/poller';
import { LOGINS, OWN, pksOf, useLog } from '../../../../support/polling';

const { sandbox, logged, loggedAll, polling, queries } = useLog();

const VIEW_EVENTS = 'authentik_events.view_event';

const failed = async (work: Promise<unknown>) =>
	(await work.then(
		() => undefined,
		(error: unknown) => error,
	)) as (Error & { description: string }) | undefined;

describe('a poll without news', () => {
	const page = { ordering: '-created', page_size: '100', page: '1' };
	const user = { context_model_app: 'authentik_core', context_model_name: 'user' };

	it.each<[string[], IDataObject, IDataObject]>([
		[['login'], {}, { action: 'login', actions: 'login' }],
		[['loginFailed', 'login'], {}, { actions: 'login_failed login' }],
		[['userCreated'], {}, { action: 'model_created', actions: 'model_created', ...user }],
		[['userCreated', 'userDeleted'], {}, { actions: 'model_created model_deleted', ...user }],
		[['userCreated', 'groupCreated'], {}, { action: 'model_created', actions: 'model_created' }],
		[['userCreated', 'login'], {}, { actions: 'model_created login' }],
		[['groupMembershipChanged'], {}, { action: 'model_updated', actions: 'model_updated' }],
		[['any'], {}, {}],
		[['any', 'login'], {}, {}],
		[['any'], { objectType: 'authentik_core.user' }, user],
		[
			['login'],
			{ username: ' ada ', clientIp: '192.0.2.7', app: 'x', object: 'y' },
			{ action: 'login', actions: 'login', username: 'ada', client_ip: '192.0.2.7' },
		],
		[
			['accessReview'],
			{},
			{ actions: 'review_initiated review_overdue review_attested review_completed' },
		],
	])('for %j with %j is one request of one page', async (events, filters, query) => {
		loggedAll(300, 1);
		const host = await polling({ events, filters, options: {} });
		await host.poll();
		expect(queries()).toEqual([{ ...page, ...query }]);
		expect(sandbox().requests).toHaveLength(1);
	});

	it('is also one request after more events than a page has', async () => {
		const host = await polling();
		loggedAll(350, 0.1);
		expect(await host.poll()).toHaveLength(350);
		await host.poll();
		sandbox().clearLog();
		for (let polls = 0; polls < 3; polls++) await host.poll();
		expect(sandbox().requests).toHaveLength(3);
	});

	it.each(RELEASES)('finds in %s what was chosen, and nothing else', async (release) => {
		const old = await startSandbox({ release });
		const add = (action: string) => String(old.addEvent({ action }).pk);
		try {
			const host = await PollHost.start(old, { events: ['login', 'secretViewed'], options: OWN });
			await host.activate();
			const actions = ['login', 'login_failed', 'secret_view', 'model_created', 'secret_rotate'];
			const [login, , view, , rotate] = actions.map(add);
			expect(pksOf(await host.poll())).toEqual([login, view, rotate]);
		} finally {
			await old.close();
		}
	});

	it('does not request actions that an old release refuses', async () => {
		const old = await startSandbox({ release: '2025.12' });
		try {
			const host = await PollHost.start(old, { events: ['configurationProblem'], options: OWN });
			await host.activate();
			const { pk } = old.addEvent({ action: 'policy_exception' });
			expect(pksOf(await host.poll())).toEqual([pk]);
		} finally {
			await old.close();
		}
	});
});

describe('permissions', () => {
	const allowed = async (...permissions: string[]) => {
		const { key } = sandbox().addToken({ intent: 'api', permissions });
		return await PollHost.start(sandbox(), { events: ['login'] }, { apiToken: key });
	};

	it('requires only to view events', async () => {
		const host = await allowed(VIEW_EVENTS);
		await host.activate();
		const pk = logged();
		expect(pksOf(await host.test())).toEqual([pk]);
		expect(pksOf(await host.poll())).toEqual([pk]);
		await host.edit({ events: ['login', 'accessReview'] });
		expect(sandbox().requests.map(({ method }) => method)).not.toContain('POST');
	});

	it.each(['activate', 'test'] as const)('names it when it is missing (%s)', async (what) => {
		const host = await allowed('authentik_core.view_user');
		const error = await failed(host[what]());
		expect(error?.message).toContain("authentik denied access to the token's user");
		expect(error?.description).toContain(`Permission needed: ${VIEW_EVENTS}.`);
	});
});

it('also signs in with OAuth2', async () => {
	const { id } = await addClient(sandbox(), ['goauthentik.io/api']);
	const table = credentials(sandbox(), id, { username: '', password: '' });
	const host = await PollHost.signedIn(table, { authentication: 'oAuth2', ...LOGINS });
	const error = await failed(host.activate());
	expect(error?.description).toContain(`Permission needed: ${VIEW_EVENTS}.`);
});

describe('refuses', () => {
	it.each<[IDataObject, string, Release?]>([
		[{ events: [] }, "'Trigger On' is empty"],
		[{ events: ['gone'] }, '\'Trigger On\' has no event "gone"'],
		[
			{ events: ['accessRequest'] },
			"'Access Request' needs authentik 2026.8 or later; the server runs 2026.2",
		],
		[
			{ events: ['login'], filters: { objectType: 'authentik_core.user' } },
			'\'Login\' never occurs for the object type "authentik_core.user"',
		],
		[
			{ events: ['any'], filters: { objectType: 'user' } },
			'\'Object Type\' must be an app and a type: "user"',
		],
		[{ events: ['any'], filters: { username: ' ' } }, "'Username' is empty"],
		[
			{ events: ['any'], options: { maximumEvents: 0 } },
			"'Maximum Events' must be a whole number of at least 1",
		],
	])('%j before it reads anything', async (parameters, message) => {
		for (const what of ['activate', 'test'] as const) {
			const host = await PollHost.start(sandbox(), parameters);
			const error = await failed(host[what]());
			expect(error?.message).toContain(message);
			expect(`${error?.message} ${error?.description}`).not.toContain('item');
			expect(queries()).toEqual([]);
		}
	});
});

describe('authentik down', () => {
	it.each<WorkflowActivateMode>(['init', 'leadershipChange'])(
		'when n8n starts (%s): the next poll makes up for it',
		async (mode) => {
			const host = await polling();
			const pk = logged();
			sandbox().fault({ html: 500 });
			await host.activate(mode);
			await expect(host.poll()).rejects.toThrow('authentik failed to process the GET request');
			sandbox().clearFaults();
			expect(pksOf(await host.poll())).toEqual([pk]);
		},
	);

	it('when somebody publishes the workflow: reports it', async () => {
		const host = await PollHost.start(sandbox(), LOGINS);
		sandbox().fault({ html: 500 });
		await expect(host.activate()).rejects.toThrow('authentik failed to process the GET request');
	});
});
