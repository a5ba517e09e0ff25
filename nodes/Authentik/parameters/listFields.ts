import { nodeParameter, queryField } from '../operation/fields';
import type { Parse } from '../rules/rule';
import { boolean, count } from '../rules/scalars';
import { LARGEST_PAGE } from '../transport/pages';

export const returnAll = nodeParameter('returnAll', boolean, {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
});

/** The page size for a number of rows. */
const pageSize: Parse<number> = (value, label) => Math.min(count(value, label), LARGEST_PAGE);

/** Whether Return All is on as an expression or a text: n8n then still shows Limit, whose value must not count. */
const ALL = "['true', '1'].includes(String($parameter.returnAll).toLowerCase())";

/** n8n fails on an invalid date before the rule can refuse it. */
const COUNTABLE = "['number', 'string'].includes(typeof $value)";

export const limit = queryField('page_size', pageSize, {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	// Hidden for true instead of shown for false: otherwise, a workflow that says "false" or 0 would get everything.
	displayOptions: { hide: { returnAll: [true] } },
	default: 50,
	description: 'Max number of results to return',
	routing: { output: { maxResults: `={{ ${ALL} || !${COUNTABLE} ? undefined : $value }}` } },
});
