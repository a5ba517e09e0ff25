import { ownOption, ownParameter } from '../../operation/fields';
import { apiPath } from '../../rules/apiPath';
import { jsonBody, jsonQuery } from '../../rules/json';
import { choice } from '../../rules/text';

const METHODS = [
	{ name: 'DELETE', value: 'DELETE', description: 'Delete permanently' },
	{ name: 'GET', value: 'GET', description: 'Read an object or a list' },
	{ name: 'PATCH', value: 'PATCH', description: 'Change only the fields in the body' },
	{ name: 'POST', value: 'POST', description: 'Create, or run an action' },
	{ name: 'PUT', value: 'PUT', description: 'Replace with the body' },
];

export const method = ownParameter(choice(METHODS), {
	displayName: 'Method',
	name: 'method',
	type: 'options',
	options: METHODS,
	default: 'GET',
	required: true,
	description: 'HTTP method of the request',
});

export const path = ownParameter(apiPath, {
	displayName: 'Path',
	name: 'path',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. /core/brands/',
	description:
		'Path below /api/v3, without a query. For all paths, open the API reference at /api/v3/ of your authentik server.',
});

export const query = ownOption(
	jsonQuery,
	{
		displayName: 'Query',
		name: 'query',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"search": "ada"}',
		description:
			'Query parameters, as a JSON object. A list becomes a repeated parameter. Return All and Limit control paging.',
	},
	'additionalFields',
);

export const body = ownOption(
	jsonBody,
	{
		displayName: 'Body',
		name: 'body',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"name": "New name"}',
		description: 'Body of the request, as JSON',
	},
	'additionalFields',
);
