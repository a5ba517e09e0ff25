/**
 * People paste authentik's address in many shapes: with a slash, with /api/v3, as an address of the
 * admin interface, under a sub-path, without a scheme. This is the one place that knows them.
 * n8n takes only expressions in requestDefaults and credential tests, so the same two patterns serve
 * an expression and a function.
 */
const MISSING_SCHEME = /^(?!https?:\/\/)/i;
const AFTER_BASE = /\/*(?:\/(?:if|api|application)(?:[/?#].*)?|[?#].*)?$/;

/** An n8n expression that gives the root of the API, without a slash at its end. */
export const API_ROOT = `={{ $credentials.baseUrl.trim().replace(${MISSING_SCHEME}, 'https://').replace(${AFTER_BASE}, '') }}/api/v3`;

/** Turns a base URL as typed into the root of the API, without a slash at its end. */
export function apiRoot(baseUrl: string): string {
	const base = baseUrl.trim().replace(MISSING_SCHEME, 'https://').replace(AFTER_BASE, '');
	return `${base}/api/v3`;
}
