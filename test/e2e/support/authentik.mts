import type { Sandbox } from '../../../sandbox/index.ts';
import type { ScimTarget } from '../../../sandbox/scim-target/target.ts';

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

/** Adds a SCIM provider with the mappings that come with authentik, attached to an application: it can sync. */
export async function addSyncingProvider(
	sandbox: Sandbox,
	target: ScimTarget,
	{ name, ...fields }: { name: string; [field: string]: unknown },
): Promise<number> {
	const { results: mappings } = await api<Listed<Named>>(
		sandbox,
		'GET',
		'/propertymappings/provider/scim/',
	);
	const { pk } = sandbox.addProvider({
		name,
		url: target.url,
		token: 'target',
		property_mappings: keysOf(mappings, 'User'),
		property_mappings_group: keysOf(mappings, 'Group'),
		...fields,
	});
	const slug = name.toLowerCase().replace(/\W+/g, '-');
	await api(sandbox, 'POST', '/core/applications/', { name, slug, backchannel_providers: [pk] });
	return Number(pk);
}

function keysOf(mappings: Named[], kind: string) {
	return mappings.filter(({ name }) => name.endsWith(`: ${kind}`)).map(({ pk }) => pk);
}

/** What was sent to authentik, without the lookups, as `METHOD path` and the body. */
export function changesIn({ requests }: Sandbox): Array<[string, unknown]> {
	return requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => [`${method} ${path.replace('/api/v3', '')}`, body]);
}
