/** The engine of the tests, with any node in it. */
import '../test/support/env.ts';

import Module, { createRequire } from 'node:module';
import { join } from 'node:path';

import { DirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IVersionedNodeType,
	IWorkflowBase,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { emptyWorkflow, engineWith } from '../test/support/engine.ts';
import type { Input } from './arms/arm.mts';
import { root } from './paths.mts';

const require = createRequire(join(root, 'package.json'));

const SHARED = new Map(['n8n-workflow', 'n8n-core'].map((name) => [name, require.resolve(name)]));

/** Node's internal file resolution, which its types lack. */
interface Resolver {
	_resolveFilename(request: string, ...rest: unknown[]): string;
}

/**
 * Loads a file of n8n-nodes-base from where run.mts found it. It gets the engine's n8n-workflow: it would not recognize
 * errors from a second copy.
 */
export function requireFromNodesBase<Exports>(path: string): Exports {
	const resolver = Module as typeof Module & Resolver;
	const resolve = resolver._resolveFilename;
	resolver._resolveFilename = function (request, ...rest) {
		return SHARED.get(request) ?? resolve.call(this, request, ...rest);
	};
	try {
		return require(join(process.env.N8N_NODES_BASE ?? '', 'dist', path)) as Exports;
	} finally {
		resolver._resolveFilename = resolve;
	}
}

/** The built package, loaded as n8n loads a community package. */
export async function loadPackage(): Promise<Pick<Run, 'type' | 'credentialType'>> {
	const loader = new PackageDirectoryLoader(root);
	await loader.loadAll();
	return {
		type: loader.getNode('authentik').type,
		credentialType: loader.getCredential('authentikApi').type,
	};
}

interface Run {
	/** The node's type, declarative or not. */
	type: INodeType | IVersionedNodeType;
	/** Its name; n8n lets only its own HTTP Request use any credential. */
	typeName?: string;
	typeVersion?: number;
	/** As a workflow saves them. */
	parameters: INodeParameters;
	credentialType: ICredentialType;
	/** The data of the credential. */
	credential: ICredentialDataDecryptedObject;
	items: Input[];
}

/**
 * Runs a workflow with a trigger and one node.
 * @returns the items of the node's only output
 */
export async function runNode({
	type,
	typeName = 'measured',
	typeVersion = 1,
	parameters,
	credentialType,
	credential,
	items,
}: Run): Promise<INodeExecutionData[]> {
	addRequestOptions(NodeHelpers.getVersionedNodeType(type, typeVersion));
	const engine = engineWith(
		{ node: () => type, credential: () => credentialType },
		{ [credentialType.name]: credential },
	);
	const node = {
		id: 'node',
		name: 'Node',
		type: typeName,
		typeVersion,
		parameters,
		credentials: { [credentialType.name]: { id: '1', name: 'bench' } },
		onError: 'continueRegularOutput',
		position: [0, 0],
	} satisfies INode;
	const { out, error } = await engine.runWorkflow(
		workflowWith(node),
		items.map(({ pk }) => ({ json: { pk } })),
	);
	if (error) throw error;
	return out('Node') ?? [];
}

/** Adds the Request Options that n8n adds to every declarative node, once. */
function addRequestOptions(type: INodeType): void {
	const { properties } = type.description;
	if (type.execute || properties.some(({ name }) => name === 'requestOptions')) return;
	DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
}

function workflowWith(node: INode): IWorkflowBase {
	const start: INode = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	return {
		...emptyWorkflow,
		nodes: [start, node],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
	};
}
