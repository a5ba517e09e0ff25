import type { IDataObject } from 'n8n-workflow';

import { secretsIn } from '../../../../nodes/Authentik/transport/redact';
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { expression, locator, requestsTo, runNode } from '../../../support/node';
import type { RunOptions } from '../../../support/node';

let sandbox: Sandbox;
let number = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const fresh = () => `token-of-test-${number++}`;
const calls = () => requestsTo(sandbox).map(({ method, path }) => `${method} ${path}`);

async function run(operation: string, parameters: IDataObject, options?: RunOptions) {
	return await runNode(sandbox, { resource: 'token', operation, ...parameters }, options);
}

async function added(fields: IDataObject = {}) {
	const identifier = fresh();
	await callApi(sandbox, 'POST', '/core/tokens/', { identifier, expiring: false, ...fields });
	sandbox.clearLog();
	return identifier;
}

describe('create', () => {
	it('creates an API token that does not expire by default, and does not return its key', async () => {
		const identifier = fresh();
		const { json, error } = await run('create', { identifier });
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox).map(({ path, body }) => [path, body])).toEqual([
			['/api/v3/core/tokens/', { identifier, intent: 'api', expiring: false }],
		]);
		expect(json[0]).toMatchObject({ identifier, intent: 'api', expiring: false, expires: null });
		expect(json[0]).not.toHaveProperty('key');
	});

	it('creates one for somebody else', async () => {
		const identifier = fresh();
		const user = Number(sandbox.addUser({}).pk);
		const { json } = await run('create', {
			identifier,
			additionalFields: { description: 'for reports', user: locator(user) },
		});
		expect(requestsTo(sandbox).at(-1)?.body).toEqual({
			identifier,
			intent: 'api',
			expiring: false,
			description: 'for reports',
			user,
		});
		expect(json[0]).toMatchObject({ user, description: 'for reports' });
	});

	it('creates an app password that expires as set', async () => {
		const identifier = fresh();
		const soon = new Date(Date.now() + 10 * 60_000).toISOString();
		const { json, error } = await run('create', {
			identifier,
			intent: 'app_password',
			additionalFields: { expires: soon },
		});
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox)[0].body).toEqual({
			identifier,
			intent: 'app_password',
			expiring: true,
			expires: soon,
		});
		expect(new Date(String(json[0].expires)).toISOString()).toBe(soon);
	});

	it('never sends an expiry for an API token, which authentik would ignore', async () => {
		const identifier = fresh();
		await run('create', {
			identifier,
			intent: 'api',
			additionalFields: { expires: '2999-01-01T00:00:00Z', expiring: true },
		});
		expect(requestsTo(sandbox)[0].body).toEqual({ identifier, intent: 'api', expiring: true });
	});

	it.each<[string, IDataObject, string]>([
		[
			'an end in the past',
			{
				intent: 'app_password',
				additionalFields: { expires: '2020-01-01T00:00:00Z' },
			},
			"'Expires' must be in the future",
		],
		[
			'an end that is no date',
			{ intent: 'app_password', additionalFields: { expires: '5' } },
			"'Expires' must be a date and time",
		],
		['an empty user', { additionalFields: { user: locator('') } }, "'User' is empty"],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const { error } = await run('create', { identifier: fresh(), ...parameters });
		expect(error?.message).toContain(message);
		expect(requestsTo(sandbox)).toEqual([]);
	});

	it('refuses a token for somebody else, which authentik would create for a superuser only', async () => {
		const { key, user } = sandbox.addToken({ intent: 'api', permissions: [] });
		const create = async (pk: number) =>
			await run(
				'create',
				{ identifier: fresh(), additionalFields: { expiring: true, user: locator(pk) } },
				{ credential: { apiToken: key } },
			);
		const { error } = await create(Number(sandbox.addUser({}).pk));
		expect(error?.message).toBe('Only a superuser can create a token for another user');
		expect(error?.description).toContain('remove User from Additional Fields');
		expect(calls()).toEqual(['GET /api/v3/core/users/me/']);

		const { json } = await create(Number(user));
		expect(json).toMatchObject([{ user }]);
	});

	it('fails when authentik creates another token than requested', async () => {
		const { key } = sandbox.addToken({ intent: 'api', permissions: [] });
		const identifier = fresh();
		const { error } = await run('create', { identifier }, { credential: { apiToken: key } });
		expect(error?.message).toBe(`authentik created the token '${identifier}' with an expiry`);
		expect(error?.description).toContain('delete it');
	});
});

describe('get key', () => {
	it('outputs the key', async () => {
		const identifier = await added();
		const { json } = await run('getKey', { tokenIdentifier: locator(identifier, 'identifier') });
		expect(json).toEqual([{ identifier, key: expect.stringMatching(/^\w{20,}$/) }]);
		expect(calls()).toEqual([`GET /api/v3/core/tokens/${identifier}/view_key/`]);
	});

	it('names the permission that is missing', async () => {
		const identifier = await added();
		const { key } = sandbox.addToken({
			intent: 'api',
			permissions: ['authentik_core.view_token'],
		});
		const { error } = await run(
			'getKey',
			{ tokenIdentifier: locator(identifier, 'identifier') },
			{ credential: { apiToken: key } },
		);
		expect(error?.description).toContain('authentik_core.view_token_key');
	});
});

describe('rotate', () => {
	it('returns a new random key, which then replaces the old one', async () => {
		const identifier = await added();
		const tokenIdentifier = locator(identifier, 'identifier');
		const { json, error } = await run('rotate', { tokenIdentifier });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ identifier, key: expect.stringMatching(/^[0-9A-Za-z]{60}$/) }]);
		expect(requestsTo(sandbox).map(({ method, path, body }) => [method, path, body])).toEqual([
			['POST', `/api/v3/core/tokens/${identifier}/set_key/`, { key: json[0].key }],
		]);
		const again = await run('getKey', { tokenIdentifier });
		expect(again.json).toEqual(json);
		const next = await run('rotate', { tokenIdentifier });
		expect(next.json[0].key).not.toBe(json[0].key);
	});

	it('keeps the new key out of errors', async () => {
		expect(secretsIn({ key: 'the new key' })).toEqual(['the new key']);
		sandbox.fault({
			path: /set_key/,
			respond: { status: 400, body: { detail: 'placeholder' } },
			times: 1,
		});
		const failed = await run('rotate', { tokenIdentifier: locator('whatever', 'identifier') });
		const { key } = requestsTo(sandbox)[0].body as { key: string };
		expect(failed.error).toBeDefined();
		expect(JSON.stringify([failed.error, failed.error?.message, failed.items])).not.toContain(key);
	});
});

describe('delete', () => {
	it('deletes by identifier', async () => {
		const identifier = await added();
		const { json } = await run('delete', { tokenIdentifier: locator(identifier, 'identifier') });
		expect(json).toEqual([{ identifier, deleted: true }]);
		expect(calls()).toEqual([`DELETE /api/v3/core/tokens/${identifier}/`]);
		expect((await callApi(sandbox, 'GET', `/core/tokens/${identifier}/`)).status).toBe(404);
	});

	it('does not let an identifier change the path', async () => {
		const { error } = await run('delete', {
			tokenIdentifier: locator(expression('../users/1'), 'identifier'),
		});
		expect(error?.message).toContain("'Token' must be a slug");
		expect(requestsTo(sandbox)).toEqual([]);
	});
});

describe('get many', () => {
	it('lists what matches, without keys', async () => {
		const identifier = await added({ description: 'listed' });
		const { json } = await run('getAll', {
			returnAll: true,
			filters: { intent: 'api', description: 'listed' },
		});
		expect(json).toEqual([
			expect.objectContaining({ identifier, intent: 'api', username: 'akadmin', expiring: false }),
		]);
		expect(json[0]).not.toHaveProperty('user_obj');
	});

	it.each(['simple', 'fields'])('has no expiry for a token without one: %s', async (output) => {
		const description = await added();
		await added({ description });
		await added({ description, expiring: true });
		const { json } = await run('getAll', {
			returnAll: true,
			output,
			outputFields: 'expiring,expires',
			filters: { description },
		});
		const expiries = json.map(({ expiring, expires }) => [expiring, expires]);
		expect(expiries).toHaveLength(2);
		expect(expiries).toEqual(
			expect.arrayContaining([
				[false, null],
				[true, expect.any(String)],
			]),
		);
	});

	it('has the date that authentik sends for such a token in the raw output', async () => {
		const description = await added();
		const identifier = await added({ description });
		const { json } = await run('getAll', {
			returnAll: true,
			output: 'raw',
			filters: { description },
		});
		expect(json).toEqual([
			expect.objectContaining({ identifier, expiring: false, expires: expect.any(String) }),
		]);
	});

	it("sends filters and order under authentik's names", async () => {
		await run('getAll', {
			filters: {
				description: 'd',
				expiring: false,
				identifier: 'i',
				intent: 'app_password',
				managed: 'm',
				search: 's',
				userUsername: 'u',
			},
			options: { ordering: '-expires' },
		});
		expect(Object.fromEntries(new URLSearchParams(requestsTo(sandbox)[0].query))).toEqual({
			page_size: '50',
			description: 'd',
			expiring: 'false',
			identifier: 'i',
			intent: 'app_password',
			managed: 'm',
			search: 's',
			user__username: 'u',
			ordering: '-expires',
		});
	});
});
