/** What n8n imports and exports, as far as the tests write or read it. */
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

/** What has become of a workflow. */
export interface Run {
	/** What ended it. */
	error?: RunError;
	/** For each node its runs. */
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

/** What ended a workflow that has failed. */
export function errorOf({ error }: Run): RunError {
	if (!error) throw new Error('The workflow has not failed');
	return error;
}

/** The items that a node gave on an output in its last run. */
export function itemsOf({ runData }: Run, node: string, output = 0): Item[] {
	const runs = runData[node];
	if (!runs) throw new Error(`${node} did not run: ${Object.keys(runData).join(', ')}`);
	return runs.at(-1)?.data?.main[output] ?? [];
}
