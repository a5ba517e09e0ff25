import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { api } from '../support/api';
import { addClient, askForTokens, REDIRECT_URL } from '../support/oauth';

const SCOPES = ['goauthentik.io/api', 'offline_access'];

let sandbox: Sandbox;
let person: number;

async function start(options = {}) {
	sandbox = await startSandbox(options);
	person = Number(sandbox.addUser().pk);
}
beforeAll(async () => await start());
afterAll(async () => await sandbox.close());

/** The address that the browser opens, and the redirect. */
function authorize(client_id: string, changes: Record<string, string> = {}) {
	const query = { client_id, redirect_uri: REDIRECT_URL, response_type: 'code', ...changes };
	const address = `${sandbox.url}/application/o/authorize/?${new URLSearchParams(query).toString()}`;
	return Object.fromEntries(new URL(sandbox.authorize(address, person)).searchParams);
}

const exchange = async (id: string, code: string, changes: Record<string, string> = {}) =>
	await askForTokens(sandbox, id, {
		grant_type: 'authorization_code',
		code,
		redirect_uri: REDIRECT_URL,
		...changes,
	});
const renew = async (id: string, refresh_token: string, changes: Record<string, string> = {}) =>
	await askForTokens(sandbox, id, { grant_type: 'refresh_token', refresh_token, ...changes });

async function clientWithTokens(fields: IDataObject = {}) {
	const { id, pk } = await addClient(sandbox, SCOPES, fields);
	const { body } = await exchange(id, authorize(id).code);
	return { id, pk, tokens: body };
}

it('returns a code to the redirect URI, with the state', async () => {
	const { id } = await addClient(sandbox, SCOPES);
	expect(authorize(id, { state: 'x' })).toEqual({ code: expect.any(String), state: 'x' });
	expect(authorize(id, { response_type: 'token' }).error).toBe('unsupported_response_type');
	expect(() => authorize('nobody')).toThrow('client identifier');
	expect(() => authorize(id, { redirect_uri: 'https://evil.example.com/' })).toThrow('redirect');
});

it('turns a code into tokens once, for its client and redirect URI', async () => {
	const { id } = await addClient(sandbox, SCOPES);
	const other = await addClient(sandbox, SCOPES);
	const { code } = authorize(id, { scope: `${SCOPES.join(' ')} unknown` });
	expect((await exchange(other.id, code)).body.error).toBe('invalid_grant');
	const elsewhere = { redirect_uri: 'https://evil.example.com/' };
	expect((await exchange(id, code, elsewhere)).body.error).toBe('invalid_client');
	expect((await exchange(id, code, { client_secret: 'wrong' })).body.error).toBe('invalid_client');
	expect(await exchange(id, code)).toEqual({
		status: 200,
		body: {
			access_token: expect.any(String),
			token_type: 'Bearer',
			scope: SCOPES.join(' '),
			expires_in: 3600,
			id_token: expect.any(String),
			refresh_token: expect.any(String),
		},
	});
	expect((await exchange(id, code)).body.error).toBe('invalid_grant');
});

it('issues a refresh token for offline_access only', async () => {
	const { id } = await addClient(sandbox, SCOPES);
	const { body } = await exchange(id, authorize(id, { scope: SCOPES[0] }).code);
	expect(body.scope).toBe(SCOPES[0]);
	expect(body).not.toHaveProperty('refresh_token');
});

it('replaces a refresh token that is used', async () => {
	const { id, tokens } = await clientWithTokens();
	const { body } = await renew(id, tokens.refresh_token);
	expect(body.refresh_token).not.toBe(tokens.refresh_token);
	expect((await renew(id, tokens.refresh_token)).body.error).toBe('invalid_grant');
	expect((await renew(id, body.refresh_token)).status).toBe(200);
});

it('keeps a refresh token that lives longer than the threshold', async () => {
	const { id, tokens } = await clientWithTokens({ refresh_token_threshold: 'days=1' });
	const { body } = await renew(id, tokens.refresh_token);
	expect(body).not.toHaveProperty('refresh_token');
	expect((await renew(id, tokens.refresh_token)).status).toBe(200);
});

it('refuses to renew for others, for more scopes and for inactive users', async () => {
	const { id, tokens } = await clientWithTokens();
	const other = await addClient(sandbox, SCOPES);
	const refused = async (...[client, scope]: [string, string?]) =>
		(await renew(client, tokens.refresh_token, scope ? { scope } : {})).body.error;
	expect(await refused(other.id)).toBe('invalid_grant');
	expect(await refused(id, SCOPES[0])).toBe('invalid_scope');
	await api(sandbox, 'PATCH', `/core/users/${person}/`, { is_active: false });
	expect(await refused(id)).toBe('invalid_grant');
	await api(sandbox, 'PATCH', `/core/users/${person}/`, { is_active: true });
});

it('allows only the grants that the provider lists, from 2026.5 on', async () => {
	await sandbox.close();
	await start({ release: '2026.5' });
	const none = await addClient(sandbox, SCOPES);
	expect(authorize(none.id).error).toBe('invalid_request');
	const grant = { grant_type: 'client_credentials' };
	expect((await askForTokens(sandbox, none.id, grant)).body.error).toBe('invalid_grant');
	const { id, tokens } = await clientWithTokens({ grant_types: ['authorization_code'] });
	expect((await renew(id, tokens.refresh_token)).body.error).toBe('invalid_grant');
	const both = await clientWithTokens({ grant_types: ['authorization_code', 'refresh_token'] });
	expect((await renew(both.id, both.tokens.refresh_token)).status).toBe(200);
});
