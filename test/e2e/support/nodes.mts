import { CREDENTIAL_ID } from '../../support/n8n/examples.mts';

/** A node as the editor exports it. */
export function node(name, type, typeVersion, parameters, more) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...more };
}

/** The credential of examples.mts, as nodes name it. */
export const credentials = { authentikApi: { id: CREDENTIAL_ID, name: 'authentik' } };

/** A node for authentik with the credential of examples.mts. */
export function authentik(name, parameters) {
	return node(
		name,
		'n8n-nodes-authentik.authentik',
		1,
		{ options: {}, ...parameters },
		{ credentials },
	);
}

/** A trigger for events of authentik; its webhook's address has the path `/webhook/<path>/webhook`. */
export function trigger(path, events) {
	const parameters = { events, filters: {}, options: {} };
	const more = { id: `${path}-trigger`, credentials, webhookId: path };
	return node('authentik Trigger', 'n8n-nodes-authentik.authentikTrigger', 1, parameters, more);
}

/** A node that does nothing. */
export const nothing = node('Nothing', 'n8n-nodes-base.noOp', 1, {});

/** A value of a resource locator that is given by ID. */
export function byId(value) {
	return { __rl: true, mode: 'id', value };
}

/** A workflow of nodes that follow each other. */
export function workflow(id, ...nodes) {
	const connections = nodes
		.slice(1)
		.map(({ name }, index) => [
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
