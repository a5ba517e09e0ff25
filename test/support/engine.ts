import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createRunExecutionData, NodeConnectionTypes, NodeHelpers, Workflow } from 'n8n-workflow';

import type { CredentialTable } from './credentials';
import { TableCredentials } from './credentials';

const PACKAGE_ROOT = require.resolve('../../package.json').replace(/package\.json$/, '');
const PACKAGE = 'n8n-nodes-authentik';

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** Stand-ins for the few nodes of n8n itself that the workflows of tests and examples use. */
function builtin(
	name: string,
	execute: Execute,
	{ inputs = [NodeConnectionTypes.Main], properties = [] }: Partial<INodeTypeDescription> = {},
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: [],
			version: [1, 3.4],
			defaults: { name },
			inputs,
			outputs: [NodeConnectionTypes.Main],
			properties,
			description: '',
		},
		execute,
	};
}

const pass: Execute = async function () {
	return [this.getInputData()];
};

/** n8n's Edit Fields, as far as: set the fields that the parameter lists, keep no others. */
const set: Execute = async function () {
	const items = this.getInputData().map((_item, item) => {
		const { assignments } = this.getNodeParameter('assignments', item) as {
			assignments: Array<{ name: string; value: IDataObject[string] }>;
		};
		const json = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
		return { json, pairedItem: { item } };
	});
	return [items];
};

const builtins: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': builtin('manualTrigger', pass, { inputs: [] }),
	'n8n-nodes-base.noOp': builtin('noOp', pass),
	'n8n-nodes-base.set': builtin('set', set, {
		properties: [
			{
				displayName: 'Fields to Set',
				name: 'assignments',
				type: 'assignmentCollection',
				default: {},
			},
		],
	}),
};

let loading: Promise<PackageDirectoryLoader> | undefined;

/** The built package, loaded as n8n loads a community package. */
async function loadPackage(): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(PACKAGE_ROOT);
	await loader.loadAll();
	return loader;
}

/** What one run of a workflow left behind. */
export interface Outcome {
	run: IRun;
	error: (Error & { description?: string; httpCode?: string; context?: IDataObject }) | undefined;
	/** The items on an output of a node; undefined when it did not run. */
	out(node: string, output?: number): INodeExecutionData[] | undefined;
}

export interface Engine {
	runWorkflow(workflow: IWorkflowBase, items?: INodeExecutionData[]): Promise<Outcome>;
	/** Starts a workflow without waiting; `cancel` stops it as the Stop button of n8n does. */
	startWorkflow(
		workflow: IWorkflowBase,
		items?: INodeExecutionData[],
	): { done: Promise<Outcome>; cancel: () => void };
	search(method: string, filter?: string, paginationToken?: string): Promise<INodeListSearchResult>;
	loadOptions(method: string): Promise<INodePropertyOptions[]>;
	/** What n8n makes of an expression that reads `$credentials`. */
	evaluate(expression: string, $credentials: IDataObject): unknown;
	/** What n8n makes of an expression in a property of a credential, which reads `$self`. */
	evaluateSelf(expression: string, $self: object): unknown;
}

/**
 * n8n's own engine (n8n-core) with the built package and these credentials.
 * @param credentials data by credential type
 */
export async function startEngine(credentials: CredentialTable): Promise<Engine> {
	const loader = await (loading ??= loadPackage());

	const nodeTypes: INodeTypes = {
		getByName: (type) =>
			builtins[type] ?? (loader.getNode(type.slice(PACKAGE.length + 1)).type as INodeType),
		getByNameAndVersion(name, version) {
			const type = NodeHelpers.getVersionedNodeType(nodeTypes.getByName(name), version);
			// As n8n's NodeTypes service does: a declarative node gets an execute() that runs RoutingNode.
			if (!type.execute && type.description.requestDefaults) {
				type.execute = async function () {
					return (await new RoutingNode(this as never, type).runNode()) ?? [];
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

	const additionalData = (workflow?: IWorkflowBase) =>
		({
			...Object.fromEntries(URLS.map((name) => [name, 'http://localhost:5678/x'])),
			credentialsHelper: new TableCredentials(loader, credentials, evaluateSelf),
			executionId: '1',
			variables: {},
			currentNodeExecutionIndex: 0,
			hooks: new ExecutionLifecycleHooks('manual', '1', workflow ?? emptyWorkflow),
			logAiEvent: () => undefined,
		}) as unknown as IWorkflowExecuteAdditionalData;

	const toWorkflow = ({ id, name, nodes, connections, settings }: IWorkflowBase) =>
		new Workflow({
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

	function loadOptionsContext() {
		const node = authentikNode({ resource: 'scimProvider', operation: 'update' });
		const workflow = toWorkflow({ ...emptyWorkflow, nodes: [node] });
		const withDefaults = workflow.nodes[node.name];
		return new LoadOptionsContext(
			workflow,
			withDefaults,
			{ ...additionalData(), currentNodeParameters: withDefaults.parameters },
			'',
		);
	}

	const { methods } = nodeTypes.getByName(`${PACKAGE}.authentik`) as INodeType;
	return {
		startWorkflow,
		evaluateSelf,
		runWorkflow: async (workflow, items) => await startWorkflow(workflow, items).done,
		search: async (method, filter, token) =>
			await methods!.listSearch![method].call(loadOptionsContext(), filter, token),
		loadOptions: async (method) => await methods!.loadOptions![method].call(loadOptionsContext()),
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

const emptyWorkflow = {
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

/** n8n-core resolves every parameter with these at hand and refuses texts that are no URLs. */
const URLS = [
	'restApiUrl',
	'instanceBaseUrl',
	'formWaitingBaseUrl',
	'webhookBaseUrl',
	'webhookWaitingBaseUrl',
	'webhookTestBaseUrl',
];
