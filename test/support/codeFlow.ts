/* eslint-disable @n8n/community-nodes/no-restricted-imports -- it runs in Node, never in n8n */
/** The steps of n8n's OAuth2CredentialController, which is not part of n8n-core, when somebody clicks Connect. */
import { createRequire } from 'node:module';

// The OAuth2 client of n8n-core itself, wherever npm has put it.
const { ClientOAuth2 } = createRequire(require.resolve('n8n-core'))(
	'@n8n/client-oauth2',
) as typeof import('@n8n/client-oauth2');

/** The required parts of a credential, as n8n has decrypted it. */
export type OAuth2Client = Record<
	'clientId' | 'clientSecret' | 'accessTokenUrl' | 'authUrl' | 'scope',
	string
>;

/**
 * Signs in with an authorization code, for a credential that sends its client in the body.
 * @param redirectUri where the browser returns to
 * @param browse where the browser ends after it opens an address
 * @returns the address that was opened, and what n8n stores of the answer
 */
export async function signInByCode(
	{ clientId, clientSecret, accessTokenUrl, authUrl, scope }: OAuth2Client,
	redirectUri: string,
	browse: (address: string) => string,
) {
	const client = new ClientOAuth2({
		clientId,
		accessTokenUri: accessTokenUrl,
		authorizationUri: authUrl,
		redirectUri,
		scopes: [scope],
		state: 'state-of-n8n',
	});
	const address = client.code.getUri();
	const body = { client_id: clientId, client_secret: clientSecret };
	const { data } = await client.code.getToken(browse(address), { body });
	return { address, oauthTokenData: data };
}
