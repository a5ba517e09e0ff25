import type { INodeExecutionData } from 'n8n-workflow';

/** How many items n8n sends at once, and how many milliseconds it waits then. */
export interface Batch {
	batchSize: number;
	batchInterval: number;
}

/** What an arm may be told; each takes what concerns it. */
export interface ArmOptions {
	/** Max Concurrent Requests of our credential, or connections of the pool; their default when left out. */
	concurrency?: number;
	/** In place of the node's default. */
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

/** Updates the objects, and gives an item for each. */
export type Run = (items: Input[]) => Promise<INodeExecutionData[]>;

/** Gets an arm ready for the server at `url`: what is done here is not measured. */
export type Prepare = (options: ArmOptions & { url: string }) => Promise<Run>;
