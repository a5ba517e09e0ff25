import type { Explanation } from './explain';

const TLS_CODE = /CERT|UNABLE_TO_VERIFY|^ERR_(TLS|SSL)/;

/** A connection that did not come about, or broke, or brought no access token, in words. n8n's own texts name neither the host nor what to do. */
export function explainConnection(
	{ code, reason }: { code: string; reason: string },
	server: string,
): Explanation {
	const host = new URL(server).host;
	if (TLS_CODE.test(code)) {
		return {
			message: `The certificate of ${host} could not be verified`,
			description: `${withoutAdvice(plain(reason))}. For a private certificate authority, start n8n with NODE_EXTRA_CA_CERTS=/path/to/ca.pem. To go without verification, switch on Ignore SSL Issues in the credential.`,
		};
	}
	switch (code) {
		case 'ECONNREFUSED':
			return {
				message: `${host} refused the connection`,
				description: `Nothing listens there, or a firewall closes it. Check the Base URL of the credential, and that authentik runs.`,
			};
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return {
				message: `The name ${host} could not be resolved`,
				description: `Check the Base URL of the credential for a typing mistake, and the DNS of the machine that runs n8n.`,
			};
		case 'ECONNABORTED':
		case 'ETIMEDOUT':
			return {
				message: `${host} did not answer in time`,
				description: `authentik is busy or cannot be reached from n8n. A change may have taken effect all the same. The time limit is the Timeout under Request Options.`,
			};
		// These two are of n8n's OAuth2 client: what the token endpoint refused, and what is no answer of it.
		case 'EAUTH':
			return {
				message: `authentik did not renew the OAuth2 access token`,
				description: `${plain(reason)} Check Client ID and Client Secret of the credential, and connect it again.`,
			};
		case 'ESTATUS':
			return {
				message: `The OAuth2 access token could not be renewed`,
				description: `${host} did not answer as a token endpoint: ${plain(reason)}. Check the Base URL of the credential, and that authentik runs.`,
			};
		default:
			return {
				message: `The connection to ${host} broke off`,
				description: `The request may have taken effect all the same. authentik replaces its web workers from time to time and drops what they are doing; run the item again. (${plain(code)})`,
			};
	}
}

/** Node adds advice of its own from some version on, such as `; if the root CA is installed locally, try …`. */
function withoutAdvice(text: string): string {
	return text.replace(/; if the root CA .*/s, '');
}

/** n8n replaces a whole text that contains one of Node's error codes, so they are written apart. */
function plain(text: string): string {
	return text.replace(/\bE[A-Z_]{4,}\b/g, (code) => code.toLowerCase());
}
