/** Passwords, recovery, service accounts: what lets a user in, and where the secrets may appear. */
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

const STAGE = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';

let sandbox: Sandbox;
let old: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	old = await startSandbox({ release: '2025.12' });
});
afterAll(async () => {
	await sandbox.close();
	await old.close();
});
beforeEach(() => {
	for (const one of [sandbox, old]) {
		one.clearLog();
		one.clearFaults();
	}
});

const run = async (operation: string, parameters: IDataObject, on = sandbox, apiToken?: string) =>
	await runNode(
		on,
		{ resource: 'user', operation, ...parameters },
		apiToken ? { credential: { apiToken } } : {},
	);

const sent = (on = sandbox) =>
	requestsTo(on).map(({ method, path, query, body }) => ({
		method,
		path: path.slice(7),
		...(query ? { query } : {}),
		...(body === undefined ? {} : { body }),
	}));

describe('set password', () => {
	it('sends the password and does not output it', async () => {
		const pk = Number(sandbox.addUser({}).pk);
		const { json, error } = await run('setPassword', {
			user: locator(pk),
			password: 'correct horse battery',
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			{
				method: 'POST',
				path: `/core/users/${pk}/set_password/`,
				body: { password: 'correct horse battery' },
			},
		]);
		expect(json).toEqual([{ pk, password_set: true }]);
	});

	it.each(['={{ "" }}', '   ', '={{ $json.missing }}'])(
		'refuses the password %p',
		async (password) => {
			const { error } = await run('setPassword', { user: locator(1), password });
			expect(error?.message).toContain("'Password'");
			expect(sandbox.requests).toEqual([]);
		},
	);

	it('keeps the password out of all error texts', async () => {
		sandbox.fault({
			path: '/set_password/',
			respond: { status: 400, body: { password: ['correct horse battery is too common.'] } },
		});
		const { error } = await run('setPassword', {
			user: locator(Number(sandbox.addUser({}).pk)),
			password: 'correct horse battery',
		});
		expect(error?.message).toBe("authentik rejected 'Password': [hidden] is too common.");
		expect(error?.description).not.toContain('correct horse');
	});

	it('needs the permission to reset passwords, and names it', async () => {
		const pk = Number(sandbox.addUser({}).pk);
		const { key } = sandbox.addToken({ intent: 'api', permissions: ['authentik_core.view_user'] });
		const parameters = { user: locator(pk), password: 'correct horse battery' };
		const { error } = await run('setPassword', parameters, sandbox, key);
		expect(error?.httpCode).toBe('403');
		expect(error?.description).toContain('authentik_core.reset_user_password');
	});
});

describe('recovery', () => {
	it('outputs the link', async () => {
		const pk = Number(sandbox.addUser({}).pk);
		const link = 'https://auth.example.com/if/flow/recovery/?flow_token=abc';
		sandbox.fault({ path: '/recovery/', respond: { status: 200, body: { link } } });
		const { json } = await run('createRecoveryLink', {
			user: locator(pk),
			options: { linkDuration: 'hours=1' },
		});
		expect(sent()).toEqual([
			{ method: 'POST', path: `/core/users/${pk}/recovery/`, body: { token_duration: 'hours=1' } },
		]);
		expect(json).toEqual([{ pk, link }]);
	});

	it('explains what is missing when the brand has no recovery flow', async () => {
		const { error } = await run('createRecoveryLink', {
			user: locator(Number(sandbox.addUser({}).pk)),
		});
		expect(error?.message).toBe('authentik rejected the request: No recovery flow set.');
		expect(error?.description).toContain('Choose a recovery flow for the brand');
	});

	it('refuses a duration for a release whose links have none', async () => {
		const { error } = await run(
			'createRecoveryLink',
			{ user: locator(1), options: { linkDuration: 'hours=1' } },
			old,
		);
		expect(error?.message).toContain('needs authentik 2026.2 or later');
		expect(requestsTo(old)).toEqual([]);
	});

	const mail = async (on: Sandbox, options: IDataObject = {}) => {
		const pk = Number(on.addUser({ email: 'ada@example.com' }).pk);
		on.fault({ path: '/recovery_email/', respond: { status: 204 } });
		const run_ = await run(
			'sendRecoveryEmail',
			{ user: locator(pk), emailStage: locator(STAGE), options },
			on,
		);
		return { ...run_, pk, path: `/core/users/${pk}/recovery_email/` };
	};

	it('names the stage in the body from 2026.2 on', async () => {
		const { json, pk, path, error } = await mail(sandbox, { linkDuration: 'hours=1' });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			{ method: 'POST', path, body: { email_stage: STAGE, token_duration: 'hours=1' } },
		]);
		expect(json).toEqual([{ pk, sent: true }]);
	});

	it('names the stage in the query up to 2025.12', async () => {
		const { json, pk, path } = await mail(old);
		expect(sent(old)).toEqual([
			expect.objectContaining({ method: 'POST', path, query: `email_stage=${STAGE}` }),
		]);
		expect(JSON.stringify(sent(old)[0].body ?? {})).not.toContain(STAGE);
		expect(json).toEqual([{ pk, sent: true }]);
	});

	it('names it in both when the release cannot be read', async () => {
		const silent = await startSandbox({ release: '2026.2' });
		silent.fault({ path: '/admin/version/', respond: { status: 404 } });
		const { path } = await mail(silent);
		expect(sent(silent)).toEqual([
			{ method: 'POST', path, query: `email_stage=${STAGE}`, body: { email_stage: STAGE } },
		]);
		await silent.close();
	});

	it.each(['2025.12', '2026.2'] as const)('works where %s has a flow for it', async (release) => {
		const on = await startSandbox({ release });
		const { emailStage } = on.addRecoveryFlow();
		const pk = Number(on.addUser({ email: 'ada@example.com' }).pk);
		const user = locator(pk);
		const link = await run('createRecoveryLink', { user }, on);
		expect(link.json).toEqual([
			{ pk, link: expect.stringContaining('/if/flow/recovery/?flow_token=') as string },
		]);
		const mailed = await run(
			'sendRecoveryEmail',
			{ user, emailStage: locator(String(emailStage)) },
			on,
		);
		expect(mailed.json).toEqual([{ pk, sent: true }]);
		const unknown = await run('sendRecoveryEmail', { user, emailStage: locator(STAGE) }, on);
		expect(unknown.error?.description).toContain('Choose a stage of type Email');
		await on.close();
	});

	it('explains a user without an email address', async () => {
		const user = locator(Number(sandbox.addUser({ email: '' }).pk));
		const { error } = await run('sendRecoveryEmail', { user, emailStage: locator(STAGE) });
		expect(error?.message).toContain('User does not have an email address set.');
		expect(error?.description).toContain('Create Recovery Link');
	});
});

describe('create service account', () => {
	it('creates an API token in addition to the app password', async () => {
		const { json, error } = await run('createServiceAccount', {
			name: 'backup-job',
			additionalFields: { createGroup: true, neverExpires: true },
		});
		expect(error).toBeUndefined();
		const pk = Number(json[0].user_pk);
		const identifier = `service-account-${pk}-api`;
		expect(sent()).toEqual([
			{ method: 'GET', path: '/core/users/me/' },
			{
				method: 'POST',
				path: '/core/users/service_account/',
				body: { name: 'backup-job', create_group: true, expiring: false },
			},
			{
				method: 'POST',
				path: '/core/tokens/',
				body: {
					identifier,
					intent: 'api',
					user: pk,
					description: 'API token of backup-job, created by n8n',
					expiring: false,
				},
			},
			{ method: 'GET', path: `/core/tokens/${identifier}/view_key/` },
		]);
		expect(json[0]).toMatchObject({
			username: 'backup-job',
			group_pk: expect.any(String) as string,
			token: expect.any(String) as string,
			api_token: { identifier, key: expect.any(String) as string, expires: null },
		});
		const { key } = json[0].api_token as IDataObject;
		const me = await run('getAll', { limit: 1 }, sandbox, String(key));
		expect(me.error?.message).not.toContain('does not accept the token');
	});

	it('creates no API token if it is turned off', async () => {
		const { json } = await run('createServiceAccount', {
			name: 'no-token',
			additionalFields: { expires: '2030-01-31T09:00:00Z' },
			options: { skipApiToken: true },
		});
		expect(sent()).toEqual([
			{
				method: 'POST',
				path: '/core/users/service_account/',
				body: { name: 'no-token', expires: '2030-01-31T09:00:00.000Z' },
			},
		]);
		expect(json[0]).not.toHaveProperty('api_token');
	});

	it('refuses an app password that has already expired, before anything is sent', async () => {
		const { error } = await run('createServiceAccount', {
			name: 'too-late',
			additionalFields: { expires: '2020-01-31T09:00:00Z' },
		});
		expect(error?.message).toBe("'Expires' must be in the future, not 2020-01-31T09:00:00.000Z");
		expect(requestsTo(sandbox)).toEqual([]);
	});

	it('can let the API token expire', async () => {
		const { json } = await run('createServiceAccount', {
			name: 'short-lived',
			options: { apiTokenExpiring: true },
		});
		expect(json[0].api_token).toMatchObject({ expires: expect.any(String) as string });
		expect(sent()[2].body).toMatchObject({ expiring: true });
	});

	it('refuses an API token that authentik would create for the user of the credential', async () => {
		const permissions = ['authentik_core.add_user', 'authentik_core.add_token'];
		const { key } = sandbox.addToken({ intent: 'api', permissions });
		const { error } = await run('createServiceAccount', { name: 'limited' }, sandbox, key);
		expect(error?.message).toBe('Only a superuser can create a token for another user');
		expect(error?.description).toContain('Nothing was created');
		expect(error?.description).toContain('add the option Skip API Token');
		expect(sent()).toEqual([{ method: 'GET', path: '/core/users/me/' }]);

		const options = { skipApiToken: true };
		const { json } = await run('createServiceAccount', { name: 'bare', options }, sandbox, key);
		expect(json).toMatchObject([{ username: 'bare', token: expect.any(String) as string }]);
	});

	it('reports that the account exists when its token fails, and no secret', async () => {
		sandbox.fault({ path: '/core/tokens/', respond: { status: 400, body: { detail: 'no' } } });
		const { error } = await run('createServiceAccount', { name: 'half' });
		expect(error?.message).toContain("The service account 'half' was created");
		expect(error?.description).toContain('The account exists in authentik with ID');
		expect(error?.httpCode).toBe('400');
	});

	it('reports a name that is taken', async () => {
		sandbox.addUser({ username: 'taken' });
		const { error } = await run('createServiceAccount', { name: 'taken' });
		expect(error?.message).toBe("authentik rejected 'Name': This field must be unique.");
	});
});
