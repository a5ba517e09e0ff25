import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
	IWorkflowBase,
} from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { authentikNode, emptyWorkflow, startEngine } from './engine';

/** Parameters of a node as a workflow saves them; tests also try what n8n's own type forbids. */
export type NodeParameters = Record<string, unknown>;

export interface RunOptions {
	/** Input items; defaults to one empty item. */
	items?: IDataObject[];
	onError?: 'continueRegularOutput' | 'continueErrorOutput';
	/** Differences from the credential of the sandbox's superuser. */
	credential?: ICredentialDataDecryptedObject;
	/** Folder of the package, if it is not this one. */
	root?: string;
}

/** The output of one authentik node. */
export interface NodeRun {
	/** What the next node receives. */
	items: INodeExecutionData[];
	/** The JSON of those items. */
	json: IDataObject[];
	/** The items on the error output. */
	errors: INodeExecutionData[];
	error: (Error & { description?: string; httpCode?: string; context?: IDataObject }) | undefined;
}

/** The address of authentik, and a token for it. */
export type Server = Pick<Sandbox, 'url' | 'token'>;

/** The credential of a server, as a user would fill it in. */
export function credentialOf(
	server: Server,
	differences: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		baseUrl: server.url,
		apiToken: server.token,
		ignoreSslIssues: false,
		maxConcurrentRequests: 4,
		...differences,
	};
}

/** Manual Trigger and authentik, with a node after each of its outputs so that n8n builds them. */
export function workflowWith(
	parameters: NodeParameters,
	onError?: RunOptions['onError'],
): IWorkflowBase {
	const base = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		...emptyWorkflow,
		nodes: [
			{ ...base, id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ ...authentikNode(parameters as INodeParameters), ...(onError ? { onError } : {}) },
			{ ...base, id: 'next', name: 'Next', type: 'n8n-nodes-base.noOp' },
			{ ...base, id: 'failed', name: 'Failed', type: 'n8n-nodes-base.noOp' },
		],
		connections: {
			Start: { main: [to('authentik')] },
			authentik: { main: [to('Next'), to('Failed')] },
		},
	};
}

/** Runs one authentik node in n8n's engine against the sandbox. */
export async function runNode(
	sandbox: Sandbox,
	parameters: NodeParameters,
	{ items = [{}], onError, credential, root }: RunOptions = {},
): Promise<NodeRun> {
	const engine = await startEngine({ authentikApi: credentialOf(sandbox, credential) }, root);
	const { out, error } = await engine.runWorkflow(
		workflowWith({ resource: 'scimProvider', ...parameters }, onError),
		items.map((json) => ({ json })),
	);
	const received = out('authentik') ?? [];
	return {
		items: received,
		json: received.map(({ json }) => json),
		errors: out('authentik', 1) ?? [],
		error,
	};
}

/** A resource locator's value as n8n saves it. */
export function locator(value: string | number, mode: 'list' | 'id' | 'url' | string = 'id') {
	return { __rl: true, mode, value };
}

/** A value as the result of an expression: n8n refuses a wrong typed one before anything runs. */
export function expression(value: unknown): string {
	return `={{ ${JSON.stringify(value)} }}`;
}

/** The side requests: for the server's release, and for whether a full sync is running. */
const ASIDE = /\/admin\/version\/$|\/sync\/status\/$|\/providers\/all\//;

/** The requests that the sandbox received, except side requests. */
export function requestsTo(sandbox: Sandbox) {
	return sandbox.requests.filter(({ path }) => !ASIDE.test(path));
}

/** Parameters, each followed by its options. */
export function withOptions(parameters: INodeProperties[]): INodeProperties[] {
	return parameters.flatMap((parameter) => [
		parameter,
		...(parameter.type === 'collection'
			? withOptions((parameter.options ?? []) as INodeProperties[])
			: []),
	]);
}
