/**
 * Asks the API of a sandbox what its helpers do not tell, as its superuser.
 * @returns the answer's body; null when it has none
 */
export async function api({ url, token }, method, path, body) {
	const response = await fetch(`${url}/api/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`authentik answered ${response.status} to ${path}: ${text}`);
	return text === '' ? null : JSON.parse(text);
}

/** Adds a SCIM provider with the mappings that come with authentik, attached to an application: it can sync. */
export async function addSyncingProvider(sandbox, target, { name, ...fields }) {
	const { results: mappings } = await api(sandbox, 'GET', '/propertymappings/provider/scim/');
	const { pk } = sandbox.addProvider({
		name,
		url: target.url,
		token: 'target',
		property_mappings: mappings.filter((mapping) => /: User$/.test(mapping.name)).map(key),
		property_mappings_group: mappings.filter((mapping) => /: Group$/.test(mapping.name)).map(key),
		...fields,
	});
	const slug = name.toLowerCase().replace(/\W+/g, '-');
	await api(sandbox, 'POST', '/core/applications/', { name, slug, backchannel_providers: [pk] });
	return pk;
}

/** What was sent to authentik, without the lookups, as `METHOD path` and the body. */
export function changesIn({ requests }) {
	return requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => [`${method} ${path.replace('/api/v3', '')}`, body]);
}

const key = ({ pk }) => pk;
