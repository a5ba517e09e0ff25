/** What n8n imports and exports, as much as the tests write or read. */
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	IWorkflowBase,
} from 'n8n-workflow';

export interface Credential {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

export type ExportedWorkflow = Pick<
	IWorkflowBase,
	'id' | 'name' | 'nodes' | 'connections' | 'settings'
> &
	Partial<Pick<IWorkflowBase, 'active' | 'staticData' | 'pinData' | 'meta'>>;

/** The result of a workflow's run. */
export interface Run {
	/** The error that ended it. */
	error?: RunError;
	/** The runs of each node. */
	runData: Record<string, Array<{ data?: { main: Array<Item[] | null> } }>>;
}

/** A node's error, as it is printed. */
export interface RunError {
	message: string;
	description: string;
	node: INode;
}

export interface Item {
	json: IDataObject;
	pairedItem?: unknown;
}

/** The error that ended a failed workflow. */
export function errorOf({ error }: Run): RunError {
	if (!error) throw new Error('The workflow has not failed');
	return error;
}

/** The items of a node on an output in its last run. */
export function itemsOf({ runData }: Run, node: string, output = 0): Item[] {
	const runs = runData[node];
	if (!runs) throw new Error(`${node} did not run: ${Object.keys(runData).join(', ')}`);
	return runs.at(-1)?.data?.main[output] ?? [];
}
