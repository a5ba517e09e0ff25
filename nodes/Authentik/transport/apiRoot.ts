/**
 * People paste authentik's address in many shapes: with a slash, with /api/v3, as an address of the
 * admin interface, under a sub-path, without a scheme. This is the one place that knows them.
 * n8n takes only expressions in requestDefaults, credential tests and OAuth2 addresses, so the same two
 * patterns serve expressions and a function.
 */
const MISSING_SCHEME = /^(?!https?:\/\/)/i;
const AFTER_BASE = /\/*(?:\/(?:if|api|application)(?:[/?#].*)?|[?#].*)?$/;

/** An n8n expression for an address of the server: `variable` holds the base URL as typed, `path` is put behind it. */
function addressBelow(variable: string, path: string): string {
	return `={{ ${variable}.trim().replace(${MISSING_SCHEME}, 'https://').replace(${AFTER_BASE}, '') }}${path}`;
}

/** An n8n expression that gives the root of the API, without a slash at its end. */
export const API_ROOT = addressBelow('$credentials.baseUrl', '/api/v3');

/** The same for authentik's OAuth2 endpoint `name`, in the properties of a credential. */
export function oauthEndpoint(name: string): string {
	return addressBelow('$self["baseUrl"]', `/application/o/${name}/`);
}

/** The address of a page of authentik itself: `server` is the root of the API, `path` begins with a slash. */
export function pageAddress(server: string, path: string): string {
	return `${server.replace(/\/api\/v3$/, '')}${path}`;
}

/** Turns a base URL as typed into the root of the API, without a slash at its end. */
export function apiRoot(baseUrl: string): string {
	const base = baseUrl.trim().replace(MISSING_SCHEME, 'https://').replace(AFTER_BASE, '');
	return `${base}/api/v3`;
}
