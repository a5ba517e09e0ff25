import type { IDataObject } from 'n8n-workflow';

import { AuthentikOAuth2Api } from '../../credentials/AuthentikOAuth2Api.credentials';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { CredentialTable } from '../support/credentials';
import { startEngine } from '../support/engine';
import { workflowWith } from '../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
	sandbox.addProvider({ name: 'the one' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

async function api<T>(method: string, path: string, body?: object): Promise<T> {
	const response = await fetch(`${sandbox.url}/api/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	return (await response.json()) as T;
}

async function firstPk(path: string): Promise<string> {
	return (await api<{ results: Array<{ pk: string }> }>('GET', path)).results[0].pk;
}

let clients = 0;

/** An OAuth2 provider with its application, as an administrator sets it up for n8n. */
async function addClient(scopes: string[], access_token_validity = 'hours=1') {
	const id = `n8n-${clients++}`;
	const provider = await api<{ pk: number }>('POST', '/providers/oauth2/', {
		name: id,
		authorization_flow: await firstPk('/flows/instances/?designation=authorization'),
		invalidation_flow: await firstPk('/flows/instances/?designation=invalidation'),
		property_mappings: scopes,
		client_type: 'confidential',
		client_id: id,
		client_secret: 'n8n-secret',
		redirect_uris: [],
		access_token_validity,
	});
	await api('POST', '/core/applications/', { name: id, slug: id, provider: provider.pk });
	return id;
}

const apiScope = async () =>
	await firstPk('/propertymappings/provider/scope/?scope_name=goauthentik.io/api');

/** The client secret by which authentik lets a client act as a user: base64 of user name and app password. */
async function actingAsSuperuser(): Promise<string> {
	const { key, user } = sandbox.addToken({ intent: 'app_password', superuser: true });
	const { username } = await api<{ username: string }>('GET', `/core/users/${user}/`);
	return Buffer.from(`${username}:${key}`).toString('base64');
}

function credentials(clientId: string, clientSecret: string, more: IDataObject = {}) {
	return {
		authentikOAuth2Api: {
			baseUrl: `${sandbox.url}/if/admin/#/`,
			grantType: 'clientCredentials',
			clientId,
			clientSecret,
			maxConcurrentRequests: 4,
			...more,
		},
	} as unknown as CredentialTable;
}

async function list(table: CredentialTable, items = 1) {
	const engine = await startEngine(table);
	const { out, error } = await engine.runWorkflow(
		workflowWith({
			authentication: 'oAuth2',
			resource: 'scimProvider',
			operation: 'getAll',
			returnAll: true,
		}),
		Array.from({ length: items }, () => ({ json: {} })),
	);
	return { items: out('authentik') ?? [], error };
}

const paths = () => sandbox.requests.map(({ path }) => path);

it('fetches a token at the token endpoint of the Base URL and signs in with it', async () => {
	const table = credentials(await addClient([await apiScope()]), await actingAsSuperuser());
	sandbox.clearLog();
	const { items, error } = await list(table);
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
	const table = credentials(await addClient([await apiScope()]), await actingAsSuperuser());
	table.authentikOAuth2Api.oauthTokenData = { access_token: 'expired', token_type: 'Bearer' };
	sandbox.clearLog();
	const { items, error } = await list(table);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(paths()).toEqual([
		'/api/v3/providers/scim/',
		'/application/o/token/',
		'/api/v3/providers/scim/',
	]);
});

it('says that the scope may be missing', async () => {
	const { error } = await list(credentials(await addClient([]), await actingAsSuperuser()));
	expect(error?.message).toContain('does not accept the token: Token invalid/expired');
	expect(error?.description).toContain('goauthentik.io/api');
});

it('names the permission that the service account of the client lacks', async () => {
	const { error } = await list(credentials(await addClient([await apiScope()]), 'n8n-secret'));
	expect(error?.description).toContain('authentik_providers_scim.view_scimprovider');
	expect(JSON.stringify(error)).not.toContain('n8n-secret');
});

it('tells of a wrong client secret without showing it', async () => {
	const { error } = await list(credentials(await addClient([await apiScope()]), 'wrong-secret'));
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
