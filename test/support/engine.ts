import type { ExecuteContext } from 'n8n-core';
import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import type {
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	INodeTypes,
	IRun,
	IVersionedNodeType,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	RegexEngine,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, setSafeRegexEngine, Workflow } from 'n8n-workflow';

import { builtins } from './builtins';
import type { CredentialTable } from './credentials';
import { TableCredentials } from './credentials';

const PACKAGE_ROOT = require.resolve('../../package.json').replace(/package\.json$/, '');
const PACKAGE = 'n8n-nodes-authentik';

/** The types that workflows may use in addition to a few of n8n itself, by their names. */
export interface KnownTypes {
	node(name: string): INodeType | IVersionedNodeType;
	credential(name: string): ICredentialType;
}

const loading = new Map<string, Promise<KnownTypes>>();

/** The built package, loaded as n8n loads a community package. */
async function loadPackage(root: string): Promise<KnownTypes> {
	const loader = new PackageDirectoryLoader(root);
	await loader.loadAll();
	return {
		node: (name) => loader.getNode(name.slice(PACKAGE.length + 1)).type,
		credential: (name) => loader.getCredential(name).type,
	};
}

/** The result of one run of a workflow. */
export interface Outcome {
	run: IRun;
	error: (Error & { description?: string; httpCode?: string; context?: IDataObject }) | undefined;
	/** The items on an output of a node; undefined when it did not run. */
	out(node: string, output?: number): INodeExecutionData[] | undefined;
}

export interface Engine {
	runWorkflow(workflow: IWorkflowBase, items?: INodeExecutionData[]): Promise<Outcome>;
	/** Starts a workflow without waiting; `cancel` stops it like n8n's Stop button. */
	startWorkflow(
		workflow: IWorkflowBase,
		items?: INodeExecutionData[],
	): { done: Promise<Outcome>; cancel: () => void };
	search(method: string, filter?: string, paginationToken?: string): Promise<INodeListSearchResult>;
	loadOptions(method: string): Promise<INodePropertyOptions[]>;
	/** n8n's result for an expression that reads `$credentials`. */
	evaluate(expression: string, $credentials: IDataObject): unknown;
	/** n8n's result for an expression in a property of a credential, which reads `$self`. */
	evaluateSelf(expression: string, $self: object): unknown;
	/** The parts from which n8n builds the contexts of a node outside a run. */
	parts(node: INode, known?: Partial<IWorkflowBase>): Parts;
}

export interface Parts {
	workflow: Workflow;
	node: INode;
	type: INodeType;
	additionalData: IWorkflowExecuteAdditionalData;
}

/**
 * Regular expressions without n8n's limit of 250 ms, which any of them exceeds if the machine gives the core to others
 * for that long. The benchmark keeps the limit, because it takes time.
 */
const untimedRegex: RegexEngine = {
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, to) => input.replace(new RegExp(pattern, flags), to),
	matchAll: (pattern, input, flags = '') => [
		...input.matchAll(new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`)),
	],
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
};

/**
 * n8n's own engine (n8n-core) with the built package and these credentials.
 * @param credentials data by credential type
 * @param root folder of the package, if it is not this one
 */
export async function startEngine(
	credentials: CredentialTable,
	root = PACKAGE_ROOT,
): Promise<Engine> {
	setSafeRegexEngine(untimedRegex);
	const types = loading.get(root) ?? loadPackage(root);
	loading.set(root, types);
	return engineWith(await types, credentials);
}

/** n8n's own engine with these types and credentials. */
export function engineWith(types: KnownTypes, credentials: CredentialTable): Engine {
	const nodeTypes: INodeTypes = {
		getByName: (type) => builtins[type] ?? types.node(type),
		getByNameAndVersion(name, version) {
			const type = NodeHelpers.getVersionedNodeType(nodeTypes.getByName(name), version);
			// As n8n's NodeTypes service does: a declarative node gets an execute() that runs RoutingNode.
			if (!type.execute && type.description.requestDefaults) {
				type.execute = async function () {
					return (await new RoutingNode(this as ExecuteContext, type).runNode()) ?? [];
				};
			}
			return type;
		},
		getKnownTypes: () => ({}),
	};

	const evaluateSelf = (expression: string, $self: object) =>
		toWorkflow({ ...emptyWorkflow, nodes: [authentikNode({})] }).expression.getParameterValue(
			expression,
			null,
			0,
			0,
			'authentik',
			[],
			'internal',
			{},
			undefined,
			false,
			$self as INodeParameters,
		);

	// Of n8n's type, only what its core uses here.
	const additionalData = (workflow?: IWorkflowBase) =>
		({
			...Object.fromEntries(URLS.map((name) => [name, 'http://localhost:5678/x'])),
			credentialsHelper: new TableCredentials(
				(name) => types.credential(name),
				credentials,
				evaluateSelf,
			),
			executionId: '1',
			variables: {},
			currentNodeExecutionIndex: 0,
			hooks: new ExecutionLifecycleHooks('manual', '1', workflow ?? emptyWorkflow),
			logAiEvent: () => undefined,
		}) as unknown as IWorkflowExecuteAdditionalData;

	const toWorkflow = ({ id, name, nodes, connections, settings, staticData }: IWorkflowBase) =>
		new Workflow({
			staticData,
			id: id ?? 'workflow',
			name,
			nodes: structuredClone(nodes),
			connections,
			active: false,
			nodeTypes,
			settings: { executionOrder: 'v1', ...settings },
		});

	function startWorkflow(json: IWorkflowBase, items: INodeExecutionData[] = [{ json: {} }]) {
		const workflow = toWorkflow(json);
		const start = Object.values(workflow.nodes).find(({ type }) => type.endsWith('manualTrigger'));
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start as INode, data: { main: [items] }, source: null }],
			},
		});
		const execution = new WorkflowExecute(additionalData(json), 'manual', data);
		const running = execution.processRunExecutionData(workflow);
		const done = running.then((run): Outcome => {
			const { error, runData } = run.data.resultData;
			return {
				run,
				error: error as Outcome['error'],
				out: (node, output = 0) => runData[node]?.[0]?.data?.main?.[output] ?? undefined,
			};
		});
		return { done, cancel: () => running.cancel() };
	}

	function parts(given: INode, known: Partial<IWorkflowBase> = {}): Parts {
		const workflow = toWorkflow({ ...emptyWorkflow, ...known, nodes: [given] });
		// With the defaults of its parameters.
		const node = workflow.nodes[given.name];
		const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return { workflow, node, type, additionalData: additionalData() };
	}

	function loadOptionsContext() {
		const {
			workflow,
			node,
			additionalData: data,
		} = parts(authentikNode({ resource: 'scimProvider', operation: 'update' }));
		return new LoadOptionsContext(
			workflow,
			node,
			{ ...data, currentNodeParameters: node.parameters },
			'',
		);
	}

	const methods = () => (nodeTypes.getByName(`${PACKAGE}.authentik`) as INodeType).methods;
	return {
		parts,
		startWorkflow,
		evaluateSelf,
		runWorkflow: async (workflow, items) => await startWorkflow(workflow, items).done,
		search: async (method, filter, token) =>
			await methods()!.listSearch![method].call(loadOptionsContext(), filter, token),
		loadOptions: async (method) => await methods()!.loadOptions![method].call(loadOptionsContext()),
		evaluate(expression, $credentials) {
			const node = authentikNode({});
			const { expression: evaluator } = toWorkflow({ ...emptyWorkflow, nodes: [node] });
			return evaluator.getSimpleParameterValue(node, expression, 'internal', { $credentials });
		},
	};
}

/** The authentik node with these parameters. */
export function authentikNode(parameters: INodeParameters): INode {
	return {
		id: 'authentik',
		name: 'authentik',
		type: `${PACKAGE}.authentik`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: {
			authentikApi: { id: '1', name: 'authentik' },
			authentikOAuth2Api: { id: '2', name: 'authentik by OAuth2' },
		},
	};
}

/** A workflow without nodes. */
export const emptyWorkflow = {
	id: 'workflow',
	name: 'test',
	active: false,
	isArchived: false,
	createdAt: new Date(0),
	updatedAt: new Date(0),
	nodes: [] as INode[],
	connections: {},
	activeVersionId: null,
} as IWorkflowBase;

/** n8n-core resolves every parameter with these at hand and refuses texts that are not URLs. */
const URLS = [
	'restApiUrl',
	'instanceBaseUrl',
	'formWaitingBaseUrl',
	'webhookBaseUrl',
	'webhookWaitingBaseUrl',
	'webhookTestBaseUrl',
];
