import type { IAllExecuteFunctions } from 'n8n-workflow';

const runs = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Values that all items of one run of a node share: created once, by the first item that asks, which also continues
 * first. Pickers have no run, so they create it each time.
 * @param key names the value within the run
 */
export async function cachedPerRun<T>(
	sender: IAllExecuteFunctions,
	key: string,
	make: () => Promise<T>,
): Promise<T> {
	if (!('getExecuteData' in sender)) return await make();
	const run = sender.getExecuteData();
	let shared = runs.get(run);
	if (!shared) runs.set(run, (shared = new Map()));
	const known = shared.get(key) as Promise<T> | undefined;
	if (known) return await known;
	const made = make();
	shared.set(key, made);
	// What failed for one item may succeed for a later one.
	made.catch(() => shared.delete(key));
	return await made;
}
