import type { INodeExecutionData } from 'n8n-workflow';

/** How many items n8n sends at once, and how many milliseconds it waits afterwards. */
export interface Batch {
	batchSize: number;
	batchInterval: number;
}

/** The options of all arms; each arm uses its own. */
export interface ArmOptions {
	/** Max Concurrent Requests of our credential, or connections of the pool; both have a default. */
	concurrency?: number;
	/** Replaces the node's default. */
	batching?: Batch;
	/** Whether only five items change anything, with or without Skip If Unchanged. */
	fiveDiffer?: 'skip' | 'save';
	/** Whether to return all objects of the list instead of updating one per item. */
	list?: boolean;
}

/** An input item: the object to update. */
export interface Input {
	pk: number;
}

/** Updates the objects, and returns an item for each. */
export type Run = (items: Input[]) => Promise<INodeExecutionData[]>;

/** Prepares an arm for the server at `url`. This is not measured. */
export type Prepare = (options: ArmOptions & { url: string }) => Promise<Run>;
