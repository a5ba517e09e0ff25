import { readFile } from 'node:fs/promises';

/** What the example workflows refer to. */
export const CREDENTIAL_ID = 'authentikSandbox';

/** The credential for a sandbox. */
export function credentialFor({ url, token }, changes = {}) {
	return {
		id: CREDENTIAL_ID,
		name: 'authentik',
		type: 'authentikApi',
		data: { baseUrl: url, apiToken: token, ignoreSslIssues: false, maxConcurrentRequests: 4 },
		...changes,
	};
}

/**
 * The example workflow of the README.
 * @param {{ id: string, provider: number | string, parameters?: object, node?: object }} options
 *   the SCIM provider that it updates; parameters and settings of the authentik node that differ
 */
export async function exampleWorkflow({ id, provider, parameters, node: settings }) {
	const file = new URL('../../examples/update-scim-provider.json', import.meta.url);
	const workflow = JSON.parse(await readFile(file, 'utf8'));
	const node = workflow.nodes.find(({ type }) => type.endsWith('.authentik'));
	Object.assign(node, settings);
	node.parameters.scimProvider.value = String(provider);
	Object.assign(node.parameters, parameters);
	return { id, ...workflow };
}
