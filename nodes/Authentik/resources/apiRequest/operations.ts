import type { Operation } from '../../operation/types';
import { additionalFields } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { body, method, path, query } from './fields';
import { orDone, sendRequest } from './send';

export const apiRequestOperations: Operation[] = [
	{
		name: 'Send',
		value: 'send',
		action: 'Send any request to the authentik API; can change or permanently delete anything',
		description:
			"Can permanently delete data. Call any endpoint of authentik's REST API, such as those for brands, flows, policies, sources, outposts and certificates. The permissions of the token's user apply. The output is authentik's response. A list becomes one item per row.",
		request: { method: 'GET', url: '/' },
		isList: true,
		parameters: [
			method.parameter,
			path.parameter,
			returnAll,
			limit,
			additionalFields([body.parameter, query.parameter]),
		],
		execute: sendRequest,
		postReceive: [orDone],
	},
];
