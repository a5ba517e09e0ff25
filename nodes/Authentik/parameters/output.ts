import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeProperties,
	PostReceiveAction,
} from 'n8n-workflow';

import { eachRow } from '../hooks/answer';

/** How much of each object the user wants; for the options collection of operations that read. */
export const outputOptions: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Raw', value: 'raw', description: 'All that authentik answers' },
			{ name: 'Selected Fields', value: 'fields', description: 'The fields you name, and the ID' },
			{ name: 'Simplified', value: 'simple', description: 'The most useful fields' },
		],
		default: 'simple',
		description: 'How much of each object to output',
	},
	{
		displayName: 'Output Fields',
		name: 'outputFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. name,url',
		description: "The fields to output when 'Output' is Selected Fields, with commas between",
	},
];

/**
 * What cuts an object down to what the option Output says; without it, nothing is cut.
 * @param simplified the fields of the simplified output; a dot reaches into an object (`user_obj.username`)
 */
export function shownAs(simplified: readonly string[]) {
	return (row: IDataObject, context: IExecuteSingleFunctions): IDataObject => {
		const output = context.getNodeParameter('options.output', 'raw') as string;
		if (output === 'raw') return row;
		const named = context.getNodeParameter('options.outputFields', '') as string;
		const fields = output === 'fields' ? ['pk', 'id', ...named.split(',')] : simplified;
		return picked(row, fields);
	};
}

/** Applies shownAs() to the answer. */
export function cutTo(simplified: readonly string[]): PostReceiveAction {
	return eachRow(shownAs(simplified));
}

function picked(row: IDataObject, fields: readonly string[]): IDataObject {
	const pairs = fields
		.map((field) => field.trim().split('.'))
		.map(([field, inner]): [string, unknown] => {
			const value = row[field];
			return inner ? [inner, (value as IDataObject | null)?.[inner]] : [field, value];
		});
	return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as IDataObject;
}
