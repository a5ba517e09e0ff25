import { readdir, readFile } from 'node:fs/promises';

import type { INode, INodeParameters } from 'n8n-workflow';

import type { Credential, ExportedWorkflow } from './exports.mts';

const folder = new URL('../../../examples/', import.meta.url);

/** The credential that the example workflows refer to. */
export const CREDENTIAL_ID = 'authentikSandbox';

/** The credential for a sandbox. */
export function credentialFor(
	{ url, token }: { url: string; token: string },
	changes: Partial<Credential> = {},
): Credential {
	return {
		id: CREDENTIAL_ID,
		name: 'authentik',
		type: 'authentikApi',
		data: { baseUrl: url, apiToken: token, ignoreSslIssues: false, maxConcurrentRequests: 4 },
		...changes,
	};
}

/** The names of the workflows in examples/, without `.json`. */
export async function exampleNames(): Promise<string[]> {
	const files = await readdir(folder);
	return files.flatMap((file) => (file.endsWith('.json') ? file.slice(0, -'.json'.length) : []));
}

/** n8n silently saves nothing for a trigger whose workflow has a longer ID (isWorkflowIdValid). */
const LONGEST_ID = 21;

interface Changes {
	/** Defaults to the name of the example, shortened to the length of an ID. */
	id?: string;
	/** Parameters of other nodes, by the node's name. */
	nodes?: Record<string, INodeParameters>;
}

/**
 * An example, set up as its user would.
 * @param name one of exampleNames()
 */
export async function example(
	name: string,
	{ id = name.slice(0, LONGEST_ID), nodes = {} }: Changes = {},
): Promise<ExportedWorkflow> {
	const file = await readFile(new URL(`${name}.json`, folder), 'utf8');
	const workflow = { ...(JSON.parse(file) as Omit<ExportedWorkflow, 'id'>), id };
	for (const [changed, parameters] of Object.entries(nodes)) {
		Object.assign(nodeOf(workflow, changed).parameters, parameters);
	}
	return workflow;
}

/** A node of a workflow, by its name. */
export function nodeOf(workflow: Pick<ExportedWorkflow, 'name' | 'nodes'>, wanted: string): INode {
	const found = workflow.nodes.find(({ name }) => name === wanted);
	if (!found) throw new Error(`${workflow.name} has no node ${wanted}`);
	return found;
}

interface ExampleOptions {
	id: string;
	/** Key of the SCIM provider that it updates. */
	provider: unknown;
	/** The differences in the authentik node. */
	parameters?: INodeParameters;
	node?: Partial<INode>;
}

/** The example workflow of the README. */
export async function exampleWorkflow({
	id,
	provider,
	parameters,
	node: settings,
}: ExampleOptions): Promise<ExportedWorkflow> {
	const update = 'Update SCIM Provider';
	const scimProvider = { __rl: true, mode: 'id', value: String(provider) };
	const workflow = await example('update-scim-provider', {
		id,
		nodes: { [update]: { scimProvider, ...parameters } },
	});
	Object.assign(nodeOf(workflow, update), settings);
	return workflow;
}
