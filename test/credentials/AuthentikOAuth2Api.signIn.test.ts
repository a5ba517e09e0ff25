import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { api } from '../support/api';
import type { CredentialTable } from '../support/credentials';
import {
	addClient,
	askForTokens,
	CLIENT_SECRET,
	connect,
	credentials,
	listProviders,
	REDIRECT_URL,
} from '../support/oauth';

const API = 'goauthentik.io/api';
const OFFLINE = 'offline_access';
const ENDPOINT = '/application/o/token/';
const LIST = '/api/v3/providers/scim/';

let sandbox: Sandbox;
let person: number;

beforeAll(async () => {
	sandbox = await startSandbox();
	sandbox.addProvider({ name: 'the one' });
	person = sandbox.addToken({ intent: 'api', superuser: true }).user;
});
afterAll(async () => await sandbox.close());

beforeEach(() => sandbox.clearLog());

const paths = () => sandbox.requests.map(({ path }) => path);
const forms = () =>
	sandbox.requests
		.filter(({ path }) => path === ENDPOINT)
		.map(({ rawBody }) => Object.fromEntries(new URLSearchParams(rawBody)));

const tokensOf = (table: CredentialTable) =>
	table.authentikOAuth2Api.oauthTokenData as { access_token: string; refresh_token?: string };

/** A credential after a sign-in. */
async function signIn({ scopes = [API, OFFLINE], user = person, fields = {} as IDataObject } = {}) {
	const client = await addClient(sandbox, scopes, fields);
	const table = credentials(sandbox, client.id, { grantType: 'authorizationCode' });
	sandbox.clearLog();
	const address = await connect(sandbox, table, user);
	return { table, client, address };
}

/** The same with an expired access token. */
async function signInLongAgo(scopes = [API, OFFLINE]) {
	const known = await signIn({ scopes, fields: { access_token_validity: 'seconds=0' } });
	const path = `/providers/oauth2/${known.client.pk}/`;
	await api(sandbox, 'PATCH', path, { access_token_validity: 'hours=1' });
	sandbox.clearLog();
	return known;
}

it('signs in with a code', async () => {
	const { table, client, address } = await signIn();
	expect(Object.fromEntries(address.searchParams)).toEqual({
		client_id: client.id,
		redirect_uri: REDIRECT_URL,
		response_type: 'code',
		scope: `${API} ${OFFLINE}`,
		state: expect.any(String),
	});
	expect(forms()).toEqual([
		{
			grant_type: 'authorization_code',
			code: expect.stringMatching(/^[0-9a-f]{32}$/),
			redirect_uri: REDIRECT_URL,
			client_id: client.id,
			client_secret: CLIENT_SECRET,
		},
	]);

	const { items, error } = await listProviders(table);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(paths()).toEqual([ENDPOINT, LIST]);
	expect(sandbox.requests[1].headers.authorization).toBe(`Bearer ${tokensOf(table).access_token}`);
});

it('renews an expired access token with the refresh token, and keeps the new one', async () => {
	const { table, client } = await signInLongAgo();
	const before = tokensOf(table);
	const { items, error } = await listProviders(table);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(sandbox.requests.map(({ path, status }) => [path, status])).toEqual([
		[LIST, 403],
		[ENDPOINT, 200],
		[LIST, 200],
	]);
	expect(forms()).toEqual([
		{
			grant_type: 'refresh_token',
			refresh_token: before.refresh_token,
			client_id: client.id,
			client_secret: CLIENT_SECRET,
		},
	]);
	const after = tokensOf(table);
	expect(sandbox.requests[2].headers.authorization).toBe(`Bearer ${after.access_token}`);
	expect(after.refresh_token).not.toBe(before.refresh_token);

	sandbox.clearLog();
	await listProviders(table);
	expect(paths()).toEqual([LIST]);
});

it('renews once for all items: a refresh token that was replaced is refused', async () => {
	const { table } = await signInLongAgo();
	const { items, error } = await listProviders(table, 5);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(5);
	expect(forms()).toHaveLength(1);
});

it('says what to do when the token has expired and there is no refresh token', async () => {
	const { table } = await signInLongAgo([API]);
	expect(tokensOf(table).refresh_token).toBeUndefined();
	const { error } = await listProviders(table);
	expect(error?.message).toBe('authentik does not accept the token: Token invalid/expired');
	expect(error?.description).toMatch(/offline_access.*connect the credential again/);
	expect(paths()).toEqual([LIST]);
});

it.each([
	['with', [API, OFFLINE]],
	['without', [API]],
])('names the permission that the person lacks, %s a refresh token', async (_, scopes) => {
	const { table } = await signIn({ scopes, user: Number(sandbox.addUser().pk) });
	const { error } = await listProviders(table);
	expect(error?.message).toContain('denied access');
	expect(error?.description).toContain('authentik_providers_scim.view_scimprovider');
});

it('asks to connect again when the refresh token is revoked', async () => {
	const { table, client } = await signInLongAgo();
	const refresh_token = String(tokensOf(table).refresh_token);
	await askForTokens(sandbox, client.id, { grant_type: 'refresh_token', refresh_token });
	sandbox.clearLog();
	const { error } = await listProviders(table);
	expect(error?.message).toBe('The credential "authentik by OAuth2" needs to be reconnected.');
	expect(paths()).toEqual([LIST, ENDPOINT]);
	expect(JSON.stringify(error)).not.toContain(refresh_token);
});

it('reports that the client is refused when it renews, without showing its secret', async () => {
	const { table } = await signInLongAgo();
	table.authentikOAuth2Api.clientSecret = 'wrong-secret';
	const { error } = await listProviders(table);
	expect(error?.message).toBe('authentik did not renew the OAuth2 access token');
	expect(error?.description).toMatch(/^Check Client ID.*Client authentication failed/);
	expect(paths()).toEqual([LIST, ENDPOINT]);
	expect(JSON.stringify(error)).not.toContain('wrong-secret');
});

it('reports that the token endpoint is not a token endpoint', async () => {
	const { table } = await signInLongAgo();
	sandbox.fault({ method: 'POST', path: ENDPOINT, html: 404, times: 1 });
	const { error } = await listProviders(table);
	expect(error?.message).toBe('The OAuth2 access token could not be renewed');
	expect(error?.description).toContain('did not respond as a token endpoint: Expected JSON');
});
