import type { INodeProperties } from 'n8n-workflow';

import { queryField } from '../operation/fields';
import type { Parse } from '../rules/rule';
import { count } from '../rules/scalars';
import { LARGEST_PAGE } from '../transport/pages';

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

/** How large a page has to be for a number of rows. */
const pageSize: Parse = (value, label) => Math.min(count(value, label), LARGEST_PAGE);

export const limit = queryField('page_size', pageSize, {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { returnAll: [false] } },
	default: 50,
	description: 'Max number of results to return',
	routing: { output: { maxResults: '={{ $value }}' } },
});
