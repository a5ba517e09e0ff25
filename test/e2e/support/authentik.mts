import type { Sandbox } from '../../../sandbox/index.ts';

/** A page of a list. */
export interface Listed<T> {
	results: T[];
}

/** What all lists contain of an object. */
export interface Named<K = string> {
	pk: K;
	name: string;
}

/** The requests to authentik, without the lookups, as `METHOD path` and the body. */
export function changesIn({ requests }: Sandbox): Array<[string, unknown]> {
	return requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => [`${method} ${path.replace('/api/v3', '')}`, body]);
}
