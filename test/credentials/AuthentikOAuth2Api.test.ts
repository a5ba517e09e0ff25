import { AuthentikOAuth2Api } from '../../credentials/AuthentikOAuth2Api.credentials';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { api } from '../support/api';
import { startEngine } from '../support/engine';
import { addClient, CLIENT_SECRET, credentials, listProviders } from '../support/oauth';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
	sandbox.addProvider({ name: 'the one' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

const API = 'goauthentik.io/api';

const clientWith = async (...scopes: string[]) => (await addClient(sandbox, scopes)).id;

/** The client secret with which authentik lets a client act as a user: base64 of username and app password. */
async function actingAsSuperuser(): Promise<string> {
	const { key, user } = sandbox.addToken({ intent: 'app_password', superuser: true });
	const { username } = await api<{ username: string }>(sandbox, 'GET', `/core/users/${user}/`);
	return Buffer.from(`${username}:${key}`).toString('base64');
}

const paths = () => sandbox.requests.map(({ path }) => path);

it('fetches a token at the token endpoint of the Base URL and signs in with it', async () => {
	const table = credentials(sandbox, await clientWith(API), {
		clientSecret: await actingAsSuperuser(),
	});
	sandbox.clearLog();
	const { items, error } = await listProviders(table);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(paths()).toEqual(['/application/o/token/', '/api/v3/providers/scim/']);
	expect(Object.fromEntries(new URLSearchParams(sandbox.requests[0].rawBody))).toMatchObject({
		grant_type: 'client_credentials',
		scope: 'goauthentik.io/api',
	});
	const { access_token } = table.authentikOAuth2Api.oauthTokenData as { access_token: string };
	expect(sandbox.requests[1].headers.authorization).toBe(`Bearer ${access_token}`);
});

it('renews a token that authentik answers with 403', async () => {
	const table = credentials(sandbox, await clientWith(API), {
		clientSecret: await actingAsSuperuser(),
	});
	table.authentikOAuth2Api.oauthTokenData = { access_token: 'expired', token_type: 'Bearer' };
	sandbox.clearLog();
	const { items, error } = await listProviders(table);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(paths()).toEqual([
		'/api/v3/providers/scim/',
		'/application/o/token/',
		'/api/v3/providers/scim/',
	]);
});

describe('in n8n before 2.14, which treats only a 401 as an expired token', () => {
	const expired = async (clientSecret: string) => {
		const table = credentials(sandbox, await clientWith(API), { clientSecret });
		Object.assign(table.authentikOAuth2Api, {
			tokenExpiredStatusCode: 401,
			oauthTokenData: { access_token: 'out-of-date', token_type: 'Bearer' },
		});
		sandbox.clearLog();
		return table;
	};
	const tokenRequests = () => paths().filter((path) => path === '/application/o/token/');

	it('renews the token once for all items', async () => {
		const { items, error } = await listProviders(await expired(await actingAsSuperuser()), 5);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(5);
		expect(tokenRequests()).toHaveLength(1);
	});

	it('asks once for a token that it does not get, and says what to do', async () => {
		const table = await expired('wrong-secret');
		const { error } = await listProviders(table, 3);
		expect(error?.message).toBe('authentik does not accept the token: Token invalid/expired');
		expect(error?.description).toContain('n8n before 1.123 does not renew it: update n8n.');
		expect(tokenRequests()).toHaveLength(1);
		expect(JSON.stringify(error)).not.toMatch(/wrong-secret|out-of-date/);
	});
});

it('says that the scope may be missing', async () => {
	const { error } = await listProviders(
		credentials(sandbox, await clientWith(), { clientSecret: await actingAsSuperuser() }),
	);
	expect(error?.message).toContain('does not accept the token: Token invalid/expired');
	expect(error?.description).toContain('goauthentik.io/api');
});

it('names the permission that the service account of the client lacks', async () => {
	const { error } = await listProviders(
		credentials(sandbox, await clientWith(API), { clientSecret: CLIENT_SECRET }),
	);
	expect(error?.description).toContain('authentik_providers_scim.view_scimprovider');
	expect(JSON.stringify(error)).not.toContain(CLIENT_SECRET);
});

it('reports a wrong client secret without showing it', async () => {
	const { error } = await listProviders(
		credentials(sandbox, await clientWith(API), { clientSecret: 'wrong-secret' }),
	);
	expect(error).toBeDefined();
	expect(JSON.stringify(error)).not.toContain('wrong-secret');
});

it('asks for a refresh token when a person signs in', async () => {
	const engine = await startEngine({});
	const { properties } = new AuthentikOAuth2Api();
	const valueOf = (name: string, self: object) =>
		engine.evaluateSelf(
			String(properties.find((property) => property.name === name)?.default),
			self,
		);
	const self = { baseUrl: 'auth.example.com/if/user/', grantType: 'authorizationCode' };
	expect(valueOf('authUrl', self)).toBe('https://auth.example.com/application/o/authorize/');
	expect(valueOf('accessTokenUrl', self)).toBe('https://auth.example.com/application/o/token/');
	expect(valueOf('scope', self)).toBe('goauthentik.io/api offline_access');
	expect(valueOf('scope', { ...self, grantType: 'clientCredentials' })).toBe('goauthentik.io/api');
});
