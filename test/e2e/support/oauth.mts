import assert from 'node:assert/strict';

import type { INode, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/index.ts';
import { api } from '../../support/api.ts';
import type { Credential } from '../../support/n8n/exports.mts';
import type { Instance } from '../../support/n8n/instance.mts';
import type { Listed } from './authentik.mts';

const CLIENT = { client_id: 'n8n', client_secret: 'n8n-client' };

/** A lifetime with which access tokens have expired when they arrive. */
export const EXPIRED_AT_ONCE = 'seconds=0';
export const AN_HOUR = 'hours=1';

/**
 * The provider that an administrator creates for n8n.
 * @param validity of its access tokens
 * @returns its key
 */
export async function addClient(sandbox: Sandbox, validity: string): Promise<number> {
	const pksOf = async (path: string) => {
		const { results } = await api<Listed<{ pk: string }>>(sandbox, 'GET', path);
		return results.map(({ pk }) => pk);
	};
	const { pk } = await api<{ pk: number }>(sandbox, 'POST', '/providers/oauth2/', {
		...CLIENT,
		name: 'n8n',
		authorization_flow: (await pksOf('/flows/instances/?designation=authorization'))[0],
		invalidation_flow: (await pksOf('/flows/instances/?designation=invalidation'))[0],
		property_mappings: await pksOf('/propertymappings/provider/scope/'),
		redirect_uris: [{ matching_mode: 'regex', url: 'http://.*/rest/oauth2-credential/callback' }],
		access_token_validity: validity,
	});
	await api(sandbox, 'POST', '/core/applications/', { name: 'n8n', slug: 'n8n', provider: pk });
	return pk;
}

/** Changes the lifetime of access tokens issued from now on. */
export async function setValidity(
	sandbox: Sandbox,
	client: number,
	validity: string,
): Promise<void> {
	await api(sandbox, 'PATCH', `/providers/oauth2/${client}/`, { access_token_validity: validity });
}

/** n8n's credential for the client. */
export function oauthCredential({ url }: Sandbox, grantType: string): Credential {
	const { client_id: clientId, client_secret: clientSecret } = CLIENT;
	return {
		id: grantType,
		name: grantType,
		type: 'authentikOAuth2Api',
		data: { baseUrl: url, grantType, clientId, clientSecret },
	};
}

/** The properties of a node that make it use the credential. */
export function signedInBy(grantType: string): {
	parameters: INodeParameters;
	node: Partial<INode>;
} {
	return {
		parameters: { authentication: 'oAuth2' },
		node: { credentials: { authentikOAuth2Api: { id: grantType, name: grantType } } },
	};
}

/** Connects a credential for authorization codes, in a running n8n, as a superuser of authentik. */
export async function connect(n8n: Instance, sandbox: Sandbox, id: string): Promise<void> {
	const { rest, cookie } = await n8n.signIn();
	const address = await rest<string>('GET', `/oauth2-credential/auth?id=${n8n.credentialId(id)}`);
	const { user } = sandbox.addToken({ intent: 'api', superuser: true });
	const { pathname, search } = new URL(sandbox.authorize(address, user));
	sandbox.clearLog();
	const page = await fetch(`${n8n.url}${pathname}${search}`, { headers: { cookie } });
	assert.equal(page.status, 200, await page.text());
	assert.deepEqual(exchanges(sandbox), ['POST /application/o/token/ 200']);
}

/** The requests to authentik, as `METHOD path status`. */
export function exchanges({ requests }: Sandbox): string[] {
	return requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
}
