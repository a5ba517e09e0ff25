import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { api, callApi } from '../../../support/api';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

interface On {
	on?: Sandbox;
	apiToken?: string;
}

const run = async (
	operation: string,
	parameters: IDataObject,
	{ on = sandbox, apiToken }: On = {},
) =>
	await runNode(
		on,
		{ resource: 'user', operation, ...parameters },
		apiToken ? { credential: { apiToken } } : {},
	);

const offboard = async (parameters: IDataObject, on?: On) =>
	await run('offboard', { preview: false, ...parameters }, on);

const writes = (on = sandbox) =>
	requestsTo(on)
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.slice(7)}`);

/** A user with two sessions, a token and two groups, next to others with similar ones. */
function leaver(on = sandbox) {
	const username = `leaver-${Math.random()}`;
	const groups = ['first', 'second'].map((name) => ({
		name: `${name} ${Math.random()}`,
		pk: '',
	}));
	const pk = Number(on.addUser({ username }).pk);
	const other = Number(on.addUser({}).pk);
	for (const group of groups) {
		group.pk = String(on.addGroup({ name: group.name, users: [other, pk] }).pk);
	}
	const sessions = [pk, pk, other].map((user) => String(on.addSession({ user }).uuid));
	return { pk, username, groups, sessions, other };
}

async function addTokenFor(user: number): Promise<string> {
	const identifier = `token-${Math.random().toString(36).slice(2)}`;
	const token = { identifier, user, intent: 'app_password', expiring: false };
	await api(sandbox, 'POST', '/core/tokens/', token);
	sandbox.clearLog();
	return identifier;
}

describe('sessions', () => {
	it('are listed for one user, by the username', async () => {
		const { pk, username, sessions } = leaver();
		const { json, error } = await run('getSessions', { user: locator(pk), returnAll: true });
		expect(error).toBeUndefined();
		expect(json.map(({ uuid }) => uuid).sort()).toEqual(sessions.slice(0, 2).sort());
		expect(requestsTo(sandbox).map(({ path, query }) => [path.slice(7), query])).toEqual([
			[`/core/users/${pk}/`, ''],
			['/core/authenticated_sessions/', `page_size=100&user__username=${username}`],
		]);
	});

	it('are ended, and only those of the user', async () => {
		const { pk, username, sessions, other } = leaver();
		const { json } = await run('endSessions', { user: locator(pk) });
		expect(json).toEqual([{ pk, username, sessions_ended: 2 }]);
		expect(writes().sort()).toEqual(
			sessions
				.slice(0, 2)
				.map((uuid) => `DELETE /core/authenticated_sessions/${uuid}/`)
				.sort(),
		);
		const again = await run('endSessions', { user: locator(pk) });
		expect(again.json).toEqual([{ pk, username, sessions_ended: 0 }]);
		const others = await run('getSessions', { user: locator(other), returnAll: true });
		expect(others.json).toHaveLength(1);
	});

	it('are never ended for others when the filter gets lost', async () => {
		const { pk, other, sessions } = leaver();
		sandbox.fault({
			path: '/core/authenticated_sessions/',
			respond: {
				status: 200,
				body: {
					pagination: { next: 0, count: 1, total_pages: 1 },
					results: [{ uuid: sessions[2], user: other }],
				},
			},
		});
		const { json } = await run('endSessions', { user: locator(pk) });
		expect(json).toEqual([expect.objectContaining({ sessions_ended: 0 })]);
		expect(writes()).toEqual([]);
	});

	it('that have ended in the meantime are not a failure', async () => {
		const { pk } = leaver();
		sandbox.fault({
			method: 'DELETE',
			times: 1,
			respond: {
				status: 404,
				body: { detail: 'No AuthenticatedSession matches the given query.' },
			},
		});
		const { json, error } = await run('endSessions', { user: locator(pk) });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ sessions_ended: 2 })]);
	});
});

describe('offboard', () => {
	it('removes everything, and nothing more the second time', async () => {
		const { pk, username, groups, other } = leaver();
		const token = await addTokenFor(pk);
		const othersToken = await addTokenFor(other);
		const { json, error } = await offboard({ user: locator(pk) });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				pk,
				username,
				deactivated: true,
				sessions_ended: 2,
				tokens_deleted: [token],
				groups_left: groups.map(({ pk: group, name }) => ({ pk: group, name })),
				preview: false,
			},
		]);
		// The PATCH already ends the sessions.
		expect(writes()).toEqual([
			`PATCH /core/users/${pk}/`,
			`DELETE /core/tokens/${token}/`,
			...groups.map((group) => `POST /core/groups/${group.pk}/remove_user/`),
		]);
		expect(requestsTo(sandbox).find(({ method }) => method === 'PATCH')?.body).toEqual({
			is_active: false,
		});

		sandbox.clearLog();
		const again = await offboard({ user: locator(pk) });
		expect(again.json).toEqual([
			{
				pk,
				username,
				deactivated: false,
				sessions_ended: 0,
				tokens_deleted: [],
				groups_left: [],
				preview: false,
			},
		]);
		expect(writes()).toEqual([]);

		const sessions = await run('getSessions', { user: locator(other), returnAll: true });
		expect(sessions.json).toHaveLength(1);
		const memberships = await run('getGroups', { user: locator(other) });
		expect(memberships.json).toHaveLength(2);
		const kept = await callApi(sandbox, 'GET', `/core/tokens/${othersToken}/`);
		expect(kept.status).toBe(200);
	});

	it('only returns what it would do in a preview, the default of a new node', async () => {
		const { pk, groups } = leaver();
		const token = await addTokenFor(pk);
		const { json } = await run('offboard', { user: locator(pk) });
		expect(json).toEqual([
			expect.objectContaining({
				deactivated: true,
				sessions_ended: 2,
				tokens_deleted: [token],
				groups_left: groups.map(({ pk: group, name }) => ({ pk: group, name })),
				preview: true,
			}),
		]);
		expect(writes()).toEqual([]);
	});

	it.each<[string, (pk: number) => RegExp, string[]]>([
		['deactivate', (pk) => new RegExp(`^PATCH /core/users/${pk}/$`), ['deactivated']],
		['endSessions', () => /^DELETE \/core\/authenticated_sessions\//, ['sessions_ended']],
		['deleteTokens', () => /^DELETE \/core\/tokens\//, ['tokens_deleted']],
		['leaveGroups', () => /^POST \/core\/groups\/.*\/remove_user\/$/, ['groups_left']],
	])('runs the single step %s', async (step, request, keys) => {
		const { pk } = leaver();
		await addTokenFor(pk);
		const { json, error } = await offboard({ user: locator(pk), options: { steps: [step] } });
		expect(error).toBeUndefined();
		expect(Object.keys(json[0]).sort()).toEqual(['pk', 'preview', 'username', ...keys].sort());
		expect(writes().length).toBeGreaterThan(0);
		for (const write of writes()) expect(write).toMatch(request(pk));
	});

	it('removes authenticators only as a step of its own', async () => {
		const { pk } = leaver();
		sandbox.addDevice('totp', { user: pk, name: 'phone' });
		const { json: before } = await offboard({ user: locator(pk) });
		expect(before[0].devices_removed).toBeUndefined();
		const options = { steps: ['removeDevices'] };
		const { json: shown } = await offboard({ user: locator(pk), options, preview: true });
		expect(shown[0].devices_removed).toHaveLength(1);
		sandbox.clearLog();
		const { json, error } = await offboard({ user: locator(pk), options });
		expect(error).toBeUndefined();
		const [{ pk: device }] = json[0].devices_removed as IDataObject[];
		expect(json[0].devices_removed).toEqual([{ pk: device, device_type: 'totp', name: 'phone' }]);
		expect(writes()).toEqual([`DELETE /authenticators/admin/totp/${String(device)}/`]);
	});

	it.each<[string, string, string]>([
		['no step', '={{ [] }}', "'Steps' must not be empty"],
		['an unknown step', '={{ ["delete"] }}', `'Steps' can't be "delete"`],
	])('refuses %s', async (_what, steps, message) => {
		const { error } = await offboard({ user: locator(5), options: { steps } });
		expect(error?.message).toContain(message);
		expect(writes()).toEqual([]);
	});

	it.each([false, true])(
		'never changes the user of the credential (preview: %p)',
		async (preview) => {
			const { key, user } = sandbox.addToken({ intent: 'api', superuser: true });
			const { error } = await offboard({ user: locator(user), preview }, { apiToken: key });
			expect(error?.message).toContain("is the credential's own user and can't be offboarded");
			expect(error?.description).toContain('Nothing was changed');
			expect(writes()).toEqual([]);
		},
	);

	it('reports what was done when a step fails, and finishes on the next run', async () => {
		const { pk, groups } = leaver();
		sandbox.fault({
			path: '/remove_user/',
			times: 1,
			respond: { status: 403, body: { detail: 'You do not have permission.' } },
		});
		const { error } = await offboard({ user: locator(pk) });
		expect(error?.message).toContain("failed at the step 'leave groups'");
		expect(error?.description).toContain(
			'Completed steps: deactivate, end sessions, delete tokens.',
		);
		expect(error?.httpCode).toBe('403');
		const { json } = await offboard({ user: locator(pk) });
		expect(json[0]).toMatchObject({ deactivated: false });
		expect(json[0].groups_left).toHaveLength(groups.length);
	});

	it('does not treat hidden tokens as none, where only superusers see them', async () => {
		const old = await startSandbox({ release: '2025.12' });
		const { key } = old.addToken({
			intent: 'api',
			permissions: ['authentik_core.view_user', 'authentik_core.change_user'],
		});
		const user = locator(Number(old.addUser({}).pk));
		const { error } = await offboard({ user }, { on: old, apiToken: key });
		expect(error?.message).toContain("Delete Tokens needs a superuser's credential");
		expect(writes(old)).toEqual([]);
		const { json } = await offboard(
			{ user, options: { steps: ['deactivate'] } },
			{ on: old, apiToken: key },
		);
		expect(json[0]).toMatchObject({ deactivated: true });
		await old.close();
	});

	it('warns that an empty list may only be what the credential may see', async () => {
		const { key } = sandbox.addToken({
			intent: 'api',
			permissions: ['authentik_core.view_user', 'authentik_core.change_user'],
		});
		const { pk } = leaver();
		const { json } = await offboard(
			{
				user: locator(pk),
				options: { steps: ['deactivate', 'endSessions', 'deleteTokens', 'removeDevices'] },
			},
			{ apiToken: key },
		);
		expect(json[0]).toMatchObject({ deactivated: true, sessions_ended: 0, tokens_deleted: [] });
		expect(json[0].warning).toContain('authentik_core.view_authenticatedsession');
		expect(json[0].warning).toContain('authentik_core.view_token');
		expect(json[0].warning).toContain('authentik_stages_authenticator_totp.view_totpdevice');
	});
});
