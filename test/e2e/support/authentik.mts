import type { Sandbox } from '../../../sandbox/index.ts';

/** A page of a list. */
export interface Listed<T> {
	results: T[];
}

/** What all lists tell of an object. */
export interface Named<K = string> {
	pk: K;
	name: string;
}

/**
 * Asks the API of a sandbox what its helpers do not tell, as its superuser.
 * @returns the answer's body, which is taken for what the caller says
 */
export async function api<T = unknown>(
	{ url, token }: Pick<Sandbox, 'url' | 'token'>,
	method: string,
	path: string,
	body?: object,
): Promise<T> {
	const response = await fetch(`${url}/api/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`authentik answered ${response.status} to ${path}: ${text}`);
	return JSON.parse(text || 'null') as T;
}

/** What was sent to authentik, without the lookups, as `METHOD path` and the body. */
export function changesIn({ requests }: Sandbox): Array<[string, unknown]> {
	return requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => [`${method} ${path.replace('/api/v3', '')}`, body]);
}
