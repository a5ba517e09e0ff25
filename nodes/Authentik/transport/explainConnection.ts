import type { Explanation } from './failure';

const TLS_CODE = /CERT|UNABLE_TO_VERIFY|^ERR_(TLS|SSL)/;

/**
 * Explains a connection that could not be made, broke, or got no access token. n8n's own texts name neither the host
 * nor what to do.
 */
export function explainConnection(
	{ code, reason }: { code: string; reason: string },
	server: string,
): Explanation {
	const host = new URL(server).host;
	if (TLS_CODE.test(code)) {
		return {
			message: `The certificate of ${host} can't be verified`,
			description: `For a private certificate authority, start n8n with NODE_EXTRA_CA_CERTS=/path/to/ca.pem. To skip verification, turn on Ignore SSL Issues in the credential. Reason: ${withoutAdvice(plain(reason))}.`,
		};
	}
	switch (code) {
		case 'ECONNREFUSED':
			return {
				message: `${host} refused the connection`,
				description: `Check the Base URL of the credential, and that authentik is running. Nothing listens at this address, or a firewall blocks it.`,
			};
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return {
				message: `The host name ${host} can't be resolved`,
				description: `Check the Base URL of the credential for typos, and the DNS of the machine that runs n8n.`,
			};
		case 'ECONNABORTED':
		case 'ETIMEDOUT':
			return {
				message: `${host} did not respond in time`,
				description: `If the item changes something, check whether the change took effect. Then run the item again. To wait longer, raise Timeout under Request Options. authentik is busy, or n8n can't reach it.`,
			};
		// These two come from n8n's OAuth2 client: an error from the token endpoint, and an invalid response from it.
		case 'EAUTH':
			return {
				message: `authentik did not renew the OAuth2 access token`,
				description: `Check Client ID and Client Secret in the credential, and connect it again. authentik's response: ${plain(reason)}`,
			};
		case 'ESTATUS':
			return {
				message: `The OAuth2 access token could not be renewed`,
				description: `Check the Base URL of the credential, and that authentik is running. ${host} did not respond as a token endpoint: ${plain(reason)}.`,
			};
		default:
			return {
				message: `The connection to ${host} was lost`,
				description: `If the item changes something, check whether the change took effect. Then run the item again. authentik drops requests when it replaces a web worker. (${plain(code)})`,
			};
	}
}

/** Newer versions of Node add their own advice, such as `; if the root CA is installed locally, try …`. */
function withoutAdvice(text: string): string {
	return text.replace(/; if the root CA .*/s, '');
}

/** n8n replaces a whole text that contains one of Node's error codes, so this writes them in lowercase. */
function plain(text: string): string {
	return text.replace(/\bE[A-Z_]{4,}\b/g, (code) => code.toLowerCase());
}
