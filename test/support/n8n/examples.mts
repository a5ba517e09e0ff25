import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('../../../examples/', import.meta.url);

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

/** The names of the workflows in examples/, without `.json`. */
export async function exampleNames() {
	const files = await readdir(folder);
	return files.flatMap((file) => (file.endsWith('.json') ? file.slice(0, -'.json'.length) : []));
}

/**
 * An example, set up as its user would.
 * @param {string} name one of exampleNames(); also the workflow's id by default
 * @param {{ id?: string, nodes?: Record<string, object> }} changes parameters by the node's name
 */
export async function example(name, { id = name, nodes = {} } = {}) {
	const workflow = JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));
	const node = (wanted) => {
		const found = workflow.nodes.find((candidate) => candidate.name === wanted);
		if (!found) throw new Error(`The example ${name} has no node ${wanted}`);
		return found;
	};
	for (const [changed, parameters] of Object.entries(nodes)) {
		Object.assign(node(changed).parameters, parameters);
	}
	return { id, ...workflow };
}

/**
 * The example workflow of the README.
 * @param {{ id: string, provider: number | string, parameters?: object, node?: object }} options
 *   the SCIM provider that it updates; parameters and settings of the authentik node that differ
 */
export async function exampleWorkflow({ id, provider, parameters, node: settings }) {
	const update = 'Update SCIM Provider';
	const scimProvider = { __rl: true, mode: 'id', value: String(provider) };
	const workflow = await example('update-scim-provider', {
		id,
		nodes: { [update]: { scimProvider, ...parameters } },
	});
	Object.assign(
		workflow.nodes.find(({ name }) => name === update),
		settings,
	);
	return workflow;
}
