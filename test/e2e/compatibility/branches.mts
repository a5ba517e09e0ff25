import { node } from '../support/nodes.mts';

type Node = ReturnType<typeof node>;

/** One after the other, each behind the one before. */
export type Chain = Node[];

const START = 'Start';

/**
 * A workflow of chains that begin at the same place and run one after the other, whatever becomes of
 * those before: a node that fails goes on with an item that carries the error.
 */
export function branches(id: string, ...chains: Chain[]) {
	const to = ({ name }: Node) => ({ node: name, type: 'main', index: 0 });
	const links = chains.flatMap((chain) =>
		chain.slice(1).map((next, index) => [chain[index].name, { main: [[to(next)]] }]),
	);
	return {
		id,
		name: id,
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
			...chains.flat().map((each) => ({ onError: 'continueRegularOutput', ...each })),
		],
		connections: {
			[START]: { main: [chains.map(([first]) => to(first))] },
			...Object.fromEntries(links),
		},
		settings: { executionOrder: 'v1' },
	};
}
