import type {
	INode,
	INodeConnections,
	INodeParameterResourceLocator,
	INodeParameters,
} from 'n8n-workflow';

import { CREDENTIAL_ID } from '../../support/n8n/examples.mts';
import type { Credential, ExportedWorkflow } from '../../support/n8n/exports.mts';

/** A node as the editor exports it. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...more };
}

/** The credential of examples.mts, as nodes name it. */
export const credentials = { authentikApi: { id: CREDENTIAL_ID, name: 'authentik' } };

/** A node for authentik with the credential of examples.mts. */
export function authentik(name: string, parameters: INodeParameters): INode {
	return node(
		name,
		'n8n-nodes-authentik.authentik',
		1,
		{ options: {}, ...parameters },
		{ credentials },
	);
}

/** A trigger for events of authentik; its webhook's address has the path `/webhook/<path>/webhook`. */
export function trigger(path: string, events: string[]): INode {
	const parameters = { events, filters: {}, options: {} };
	const more = { id: `${path}-trigger`, credentials, webhookId: path };
	return node('authentik Trigger', 'n8n-nodes-authentik.authentikTrigger', 1, parameters, more);
}

/** Poll Times of every two seconds: n8n accepts no interval below a minute, but multiple of them. */
export const EVERY_TWO_SECONDS = {
	item: Array.from({ length: 30 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 2} * * * * *`,
	})),
};

/** A trigger that polls for events of authentik. @param credential with which it signs in */
export function pollTrigger(
	events: string[],
	{ id, name }: Pick<Credential, 'id' | 'name'> = credentials.authentikApi,
): INode {
	const parameters = { pollTimes: EVERY_TWO_SECONDS, events, filters: {}, options: {} };
	const type = 'n8n-nodes-authentik.authentikPollTrigger';
	const signIn = { credentials: { authentikApi: { id, name } } };
	return node('authentik Poll Trigger', type, 1, parameters, signIn);
}

/** A node that does nothing. */
export const nothing = node('Nothing', 'n8n-nodes-base.noOp', 1, {});

/** A value of a resource locator by ID. */
export function byId(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'id', value };
}

/** A workflow of nodes that follow each other. */
export function workflow(id: string, ...nodes: INode[]): ExportedWorkflow {
	const connections = nodes
		.slice(1)
		.map(({ name }, index): [string, INodeConnections] => [
			nodes[index].name,
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]);
	return {
		id,
		name: id,
		nodes,
		connections: Object.fromEntries(connections),
		settings: { executionOrder: 'v1' },
	};
}
