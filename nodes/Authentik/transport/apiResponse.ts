import type { IN8nHttpFullResponse } from 'n8n-workflow';

/** A response that is not what the API documents for success: thrown where it arrives, explained in exchange(). */
export class UnexpectedResponse extends Error {
	constructor(readonly response: IN8nHttpFullResponse) {
		super(`Unexpected response with status ${response.statusCode}`);
	}
}

/** The value of a header, whatever its type in n8n (a text, a list, nothing). */
export function headerOf({ headers }: IN8nHttpFullResponse, name: string): string {
	const value = headers?.[name];
	return Array.isArray(value) ? String(value[0] ?? '') : String(value ?? '');
}

/** authentik's own words in a response that refuses a request as a whole; empty if there are none. */
export function detailOf(body: unknown): string {
	if (typeof body !== 'object' || body === null) return '';
	const { detail } = body as { detail?: unknown };
	return typeof detail === 'string' ? detail : '';
}

/** Whether authentik rejects the token: these texts (authentik/api/authentication.py) come with 403, never with 401. */
export function isTokenRefusal({ statusCode, body }: IN8nHttpFullResponse): boolean {
	const texts = /token invalid|credentials were not provided|unsupported authentication/i;
	return statusCode === 403 && texts.test(detailOf(body));
}

/**
 * Accepts responses of the API: 204, or 2xx with a JSON object or list.
 * @throws UnexpectedResponse for every other response, including HTML and authentik's startup notice, both of which may
 *   come with status 200 (authentik internal/web/proxy.go).
 */
export function assertApiResponse(response: IN8nHttpFullResponse): void {
	const { statusCode, body } = response;
	const success = statusCode >= 200 && statusCode < 300;
	const empty = body === undefined || body === null || body === '';
	if (success && empty && statusCode === 204) return;
	if (success && typeof body === 'object' && !empty && !isStartupNotice(body)) return;
	throw new UnexpectedResponse(response);
}

/** authentik's front end server answers `{"error": "…"}` while the server behind it starts. */
export function isStartupNotice(body: unknown): boolean {
	return (
		typeof body === 'object' &&
		body !== null &&
		Object.keys(body).length === 1 &&
		typeof (body as { error?: unknown }).error === 'string'
	);
}

/**
 * A 500 from the web server, not authentik's own error page: the worker that handled the request was replaced or ended,
 * as workers are after about 1,000 requests. authentik may have processed the request.
 */
export function isReplacedWorker(response: IN8nHttpFullResponse): boolean {
	const isPlain = headerOf(response, 'content-type').startsWith('text/plain');
	return response.statusCode === 500 && isPlain;
}

/**
 * An empty 405: authentik's page for its own crashes answers GET only. An unknown endpoint returns the same; if an
 * endpoint lacks a method, the response contains a `detail`.
 */
export function isCrash({ statusCode, body }: IN8nHttpFullResponse): boolean {
	return statusCode === 405 && (body === undefined || body === null || body === '');
}
