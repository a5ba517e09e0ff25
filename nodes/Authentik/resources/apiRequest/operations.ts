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
			"Call any endpoint of authentik's REST API, for what no other operation does. Depending on the method, it reads, creates, changes or permanently deletes whatever the token's user may, such as brands, flows, policies, sources, outposts and certificates. The output is authentik's response; a list becomes an item for each row.",
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
