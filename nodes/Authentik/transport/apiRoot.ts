/**
 * People paste authentik's URL in many forms: with a trailing slash, with /api/v3, as a URL of the admin interface,
 * under a subpath, without a scheme. Only this file handles them. n8n accepts only expressions in requestDefaults,
 * credential tests and OAuth2 URLs, so expressions and a function share the same two patterns.
 */
const MISSING_SCHEME = /^(?!https?:\/\/)/i;
const AFTER_BASE = /\/*(?:\/(?:if|api|application)(?:[/?#].*)?|[?#].*)?$/;

/** An n8n expression for a URL of the server: `variable` holds the base URL as typed, `path` is appended. */
function addressBelow(variable: string, path: string): string {
	return `={{ ${variable}.trim().replace(${MISSING_SCHEME}, 'https://').replace(${AFTER_BASE}, '') }}${path}`;
}

/** An n8n expression for the root of the API, without a trailing slash. */
export const API_ROOT = addressBelow('$credentials.baseUrl', '/api/v3');

/** The same for authentik's OAuth2 endpoint `name`, in the properties of a credential. */
export function oauthEndpoint(name: string): string {
	return addressBelow('$self["baseUrl"]', `/application/o/${name}/`);
}

/** The URL of a page of authentik itself: `server` is the root of the API, `path` begins with a slash. */
export function pageAddress(server: string, path: string): string {
	return `${server.replace(/\/api\/v3$/, '')}${path}`;
}

/** Converts a base URL as typed to the root of the API, without a trailing slash. */
export function apiRoot(baseUrl: string): string {
	const base = baseUrl.trim().replace(MISSING_SCHEME, 'https://').replace(AFTER_BASE, '');
	return `${base}/api/v3`;
}
