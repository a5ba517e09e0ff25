/** The steps that n8n's OAuth2CredentialController, which is no part of n8n-core, takes when somebody clicks Connect. */
const { createRequire } = require('node:module');

// The OAuth2 client of n8n-core itself, wherever npm has put it.
const { ClientOAuth2 } = createRequire(require.resolve('n8n-core'))('@n8n/client-oauth2');

/**
 * Signs in by an authorization code, for a credential that sends its client in the body.
 * @param {Record<string, string>} credential as n8n has decrypted it
 * @param {string} redirectUri where the browser comes back to
 * @param {(address: string) => string} browse where the browser ends that opens an address
 * @returns {Promise<{ address: string, oauthTokenData: Record<string, string> }>} the address that was
 *   opened, and what n8n stores of the answer
 */
async function signInByCode(credential, redirectUri, browse) {
	const { clientId, clientSecret, accessTokenUrl, authUrl, scope } = credential;
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

module.exports = { signInByCode };
