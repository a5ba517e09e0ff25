/** Our node, as built in dist. */
import { loadPackage, runNode } from '../engine.mts';

const UPDATE = {
	operation: 'update',
	scimProvider: { __rl: true, mode: 'id', value: '={{ $json.pk }}' },
	updateFields: { name: '=provider {{ $json.pk }}' },
};
const RETURN_ALL = { operation: 'getAll', returnAll: true };
/** Of the objects of the bench server, the first five have another name. */
const FIVE_DIFFER = {
	...UPDATE,
	updateFields: { name: '={{ $json.pk <= 5 ? "renamed" : "SCIM " + $json.pk }}' },
};

/**
 * @param options.concurrency Max Concurrent Requests of the credential; its default when left out
 * @param options.batching batch size and interval in place of the node's default
 * @param options.fiveDiffer whether only five items change anything, with or without Skip If Unchanged
 * @param options.list whether to return all objects of the list instead of updating one per item
 */
export async function prepare({ url, concurrency = 4, batching, list = false, fiveDiffer }) {
	const loaded = await loadPackage();
	const parameters = { resource: 'scimProvider', ...(list ? RETURN_ALL : UPDATE) };
	if (fiveDiffer) {
		Object.assign(parameters, FIVE_DIFFER, {
			options: { skipIfUnchanged: fiveDiffer === 'skip' },
		});
	}
	if (batching) parameters.requestOptions = { batching: { batch: batching } };
	return async (items) =>
		await runNode({
			...loaded,
			credential: { baseUrl: url, apiToken: 'bench', maxConcurrentRequests: concurrency },
			parameters,
			items,
		});
}
