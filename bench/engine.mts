/**
 * n8n's own engine (n8n-core) with any node in it: what test/support/engine.ts is for the tests, in plain
 * JavaScript, because a TypeScript loader in the process would be measured along.
 */
import { mkdtempSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.NODE_ENV = 'test'; // the loader then loads nodes with require, not in a context of its own
process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'n8n-nodes-authentik-bench-'));
process.env.N8N_ENCRYPTION_KEY = 'not-a-secret';
process.env.N8N_LOG_LEVEL = 'silent';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const {
	DirectoryLoader,
	ExecutionLifecycleHooks,
	PackageDirectoryLoader,
	RoutingNode,
	WorkflowExecute,
} = require('n8n-core');
const {
	createRunExecutionData,
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
} = require('n8n-workflow');

const root = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Where n8n's own nodes are: N8N_NODES_BASE, or the n8n of the end-to-end suite. */
export const NODES_BASE = process.env.N8N_NODES_BASE ?? root('e2e/node_modules/n8n-nodes-base');

const SHARED = Object.fromEntries(
	['n8n-workflow', 'n8n-core'].map((name) => [name, require.resolve(name)]),
);

/** Loads a file of n8n-nodes-base. It gets the engine's n8n-workflow: errors of a second copy would be strange to it. */
export function requireFromNodesBase(path) {
	const resolve = Module._resolveFilename;
	Module._resolveFilename = function (request, ...rest) {
		return SHARED[request] ?? resolve.call(this, request, ...rest);
	};
	try {
		return require(join(NODES_BASE, 'dist', path));
	} finally {
		Module._resolveFilename = resolve;
	}
}

/** The built package, loaded as n8n loads a community package. */
export async function loadPackage() {
	const loader = new PackageDirectoryLoader(root(''));
	await loader.loadAll();
	return {
		type: loader.getNode('authentik').type,
		credentialType: loader.getCredential('authentikApi').type,
	};
}

/** Credentials from a table; n8n's own helper reads and decrypts them from its database each time. */
class TableCredentials extends ICredentialsHelper {
	constructor(type, data) {
		super();
		this.type = type;
		this.data = data;
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async getDecrypted() {
		return NodeHelpers.getNodeParameters(this.type.properties, this.data, true, false, null, null);
	}

	async authenticate($credentials, _name, request, workflow, node) {
		const resolve = (text) =>
			workflow.expression.getSimpleParameterValue(node, text, 'internal', { $credentials });
		for (const [name, value] of Object.entries(this.type.authenticate.properties.headers)) {
			request.headers = { ...request.headers, [resolve(name)]: String(resolve(value)) };
		}
		return request;
	}

	async preAuthentication() {}

	async runPreAuthentication() {}

	getCredentialsProperties() {
		return this.type.properties;
	}
}

const URL_NAMES = ['restApi', 'instanceBase', 'formWaitingBase', 'webhookBase'];
const MORE_URL_NAMES = ['webhookWaitingBase', 'webhookTestBase'];
const URLS = Object.fromEntries(
	[...URL_NAMES, ...MORE_URL_NAMES].map((name) => [`${name}Url`, 'http://localhost:5678/x']),
);

const trigger = {
	description: { name: 'trigger', version: 1, inputs: [], outputs: ['main'], properties: [] },
	async execute() {
		return [this.getInputData()];
	},
};

/** Adds the Request Options that n8n gives to every declarative node, once. */
function addRequestOptions(type) {
	const { properties } = type.description;
	if (properties.some(({ name }) => name === 'requestOptions')) return;
	DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
}

/**
 * Runs a workflow of a trigger and one node.
 * @param type the node's type, declarative or not
 * @param typeName its name; n8n lets only its own HTTP Request use any credential
 * @param typeVersion the version of the type
 * @param parameters the node's parameters, as a workflow saves them
 * @param credentialType the class of the credential, built, and `credential` its data
 * @param items the JSON of the input items
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
	onError = 'continueRegularOutput',
}) {
	const versioned = NodeHelpers.getVersionedNodeType(type, typeVersion);
	if (!versioned.execute) {
		addRequestOptions(versioned);
		versioned.execute = async function () {
			return (await new RoutingNode(this, versioned).runNode()) ?? [];
		};
	}
	const typeOf = (name) => (name === 'trigger' ? trigger : versioned);
	const nodeTypes = {
		getByName: typeOf,
		getByNameAndVersion: typeOf,
		getKnownTypes: () => ({}),
	};
	const base = { position: [0, 0], typeVersion, parameters: {} };
	const credentials = { [credentialType.name]: { id: '1', name: 'bench' } };
	const start = { ...base, id: 'start', name: 'Start', type: 'trigger', typeVersion: 1 };
	const node = { ...base, id: 'node', name: 'Node', type: typeName, parameters, credentials };
	const workflow = new Workflow({
		id: 'bench',
		name: 'bench',
		nodes: [start, { ...node, onError }],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const additionalData = {
		...URLS,
		credentialsHelper: new TableCredentials(credentialType, credential),
		executionId: '1',
		variables: {},
		currentNodeExecutionIndex: 0,
		hooks: new ExecutionLifecycleHooks('manual', '1', { id: 'bench', name: 'bench' }),
	};
	const main = [items.map((json) => ({ json }))];
	const nodeExecutionStack = [{ node: workflow.nodes.Start, data: { main }, source: null }];
	const data = createRunExecutionData({ executionData: { nodeExecutionStack } });
	const run = await new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(
		workflow,
	);
	const { error, runData } = run.data.resultData;
	if (error) throw error;
	return runData.Node[0].data.main[0];
}
