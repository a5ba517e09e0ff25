/** Our node, as built in dist. */
import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../../test/support/node.ts';
import { loadPackage, runNode } from '../engine.mts';
import type { Prepare } from './arm.mts';

const UPDATE: INodeParameters = {
	operation: 'update',
	scimProvider: locator('={{ $json.pk }}'),
	updateFields: { name: '=provider {{ $json.pk }}' },
};
const RETURN_ALL: INodeParameters = { operation: 'getAll', returnAll: true };
/** The first five objects of the bench server have a different name. */
const FIVE_DIFFER: INodeParameters = {
	...UPDATE,
	updateFields: { name: '={{ $json.pk <= 5 ? "renamed" : "SCIM " + $json.pk }}' },
};

export const prepare: Prepare = async ({ url, concurrency = 4, batching, list, fiveDiffer }) => {
	const loaded = await loadPackage();
	const parameters: INodeParameters = {
		resource: 'scimProvider',
		...(list ? RETURN_ALL : fiveDiffer ? FIVE_DIFFER : UPDATE),
		...(fiveDiffer && { options: { skipIfUnchanged: fiveDiffer === 'skip' } }),
		...(batching && { requestOptions: { batching: { batch: { ...batching } } } }),
	};
	return async (items) =>
		await runNode({
			...loaded,
			credential: { baseUrl: url, apiToken: 'bench', maxConcurrentRequests: concurrency },
			parameters,
			items,
		});
};
