import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { textList } from '../rules/lists';
import { choice } from '../rules/text';
import { ownOption } from './fields';
import type { Parameter } from './types';

const OUTPUTS = [
	{ name: 'Raw', value: 'raw', description: "authentik's full response" },
	{ name: 'Selected Fields', value: 'fields', description: 'The fields you list, and the ID' },
	{ name: 'Simplified', value: 'simple', description: 'The most useful fields' },
];

const output = ownOption(choice(OUTPUTS), {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: OUTPUTS,
	default: 'simple',
	description: 'How much of each object to return',
});

const outputFields = ownOption(textList, {
	displayName: 'Output Fields',
	name: 'outputFields',
	type: 'string',
	default: '',
	placeholder: 'e.g. name,url',
	description: 'The fields to output, with commas between, and the ID',
});

/** How much of each object the user wants; for the options collection of operations that read. */
export const outputOptions: Parameter[] = [
	output.parameter,
	// Not looked at when the one above says something else.
	{ ...outputFields.parameter, target: undefined },
];

/**
 * What cuts an object down to what the option Output says; without it, to Output Fields, if there are any.
 * @param simplified the fields of the simplified output; a dot reaches into an object (`user_obj.username`)
 * @throws Refusal when the fields to output are no list of texts, or none
 */
export function outputMapper(
	context: IExecuteSingleFunctions,
	simplified: readonly string[],
): (row: IDataObject) => IDataObject {
	const wanted = output.read(context, outputFields.isAdded(context) ? 'fields' : 'raw');
	if (wanted === 'raw') return (row) => row;
	const fields = wanted === 'fields' ? ['pk', 'id', ...outputFields.read(context, [])] : simplified;
	return (row) => picked(row, fields);
}

function picked(row: IDataObject, fields: readonly string[]): IDataObject {
	const pairs = fields
		.map((field) => field.split('.'))
		.map(([field, inner]): [string, unknown] => {
			const value = at(row, field);
			return inner ? [inner, at(value, inner)] : [field, value];
		});
	return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as IDataObject;
}

/** What an object itself holds under a name; nothing for texts, lists and what all objects inherit. */
function at(value: unknown, name: string): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const own = Object.prototype.hasOwnProperty.call(value, name);
	return own ? (value as IDataObject)[name] : undefined;
}
