import type { IConnection, INode, INodeConnections } from 'n8n-workflow';

import type { ExportedWorkflow } from '../../support/n8n/exports.mts';
import { node } from '../support/nodes.mts';

/** One after the other, each after the one before. */
export type Chain = INode[];

const START = 'Start';

/**
 * A workflow of chains that start at the same place and run one after the other, whatever the outcome of those before:
 * a node that fails continues with an item that contains the error.
 */
export function branches(id: string, ...chains: Chain[]): ExportedWorkflow {
	const to = ({ name }: INode): IConnection => ({ node: name, type: 'main', index: 0 });
	const links = chains.flatMap((chain) =>
		chain
			.slice(1)
			.map((next, index): [string, INodeConnections] => [
				chain[index].name,
				{ main: [[to(next)]] },
			]),
	);
	return {
		id,
		name: id,
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
			...chains.flat().map((each): INode => ({ onError: 'continueRegularOutput', ...each })),
		],
		connections: {
			[START]: { main: [chains.map(([first]) => to(first))] },
			...Object.fromEntries(links),
		},
		settings: { executionOrder: 'v1' },
	};
}
