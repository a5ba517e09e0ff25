import type { INodeProperties } from 'n8n-workflow';

import { preSend } from '../hooks/preSend';
import { count } from '../rules/scalars';
import { LARGEST_PAGE } from '../transport/pages';

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { returnAll: [false] } },
	default: 50,
	description: 'Max number of results to return',
	routing: {
		send: {
			type: 'query',
			property: 'page_size',
			value: `={{ Math.min($value, ${LARGEST_PAGE}) }}`,
			preSend: [
				preSend(function () {
					count(this.getNodeParameter('limit'), 'Limit');
				}),
			],
		},
		output: { maxResults: '={{ $value }}' },
	},
};
