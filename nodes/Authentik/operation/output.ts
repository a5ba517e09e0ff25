import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { isObject } from '../rules/json';
import { textList } from '../rules/lists';
import { choice } from '../rules/text';
import { ownParameter } from './fields';
import type { Parameter } from './types';

const OUTPUTS = [
	{ name: 'Simplified', value: 'simple', description: 'The most useful fields' },
	{ name: 'Raw', value: 'raw', description: "The full response of authentik's API" },
	{
		name: 'Selected Fields',
		value: 'fields',
		description: 'The fields you list, and the ID',
	},
];

/** How much of each object to return. */
export const output = ownParameter(choice(OUTPUTS), {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: OUTPUTS,
	default: 'simple',
	description: 'How much of each object to return',
});

/** The fields that later nodes use to find the object. */
const IDS = ['pk', 'id', 'slug', 'identifier'];

const outputFields = ownParameter(textList, {
	displayName: 'Output Fields',
	name: 'outputFields',
	type: 'string',
	displayOptions: { show: { output: ['fields'] } },
	default: '',
	placeholder: 'e.g. name,url',
	description: "Comma-separated names of the fields to return, as in authentik's API",
});

/** How much of each object to return; for operations that read. */
export const outputParameters: Parameter[] = [
	output.parameter,
	// Checked only if the parameter above requires it: n8n also shows this one if that is an expression.
	{ ...outputFields.parameter, target: undefined },
];

/**
 * Reduces an object to the fields that Output selects.
 * @param columns the fields of the simplified output, see Operation
 * @param qs the query of the request: what it requests in addition is part of the simplified output
 * @throws Refusal if the fields to return are empty or not a list of texts
 */
export function outputMapper(
	context: IExecuteSingleFunctions,
	columns: readonly string[],
	qs: IDataObject = {},
): (row: IDataObject) => IDataObject {
	const wanted = output.read(context);
	if (wanted === 'raw') return (row) => row;
	const fields =
		wanted === 'fields' ? [...outputFields.read(context), ...IDS] : [...columns, ...includedBy(qs)];
	return (row) => picked(row, fields);
}

/** Puts these fields of an object first. Fields of a nested object stay where they are. Avatars are removed. */
export function startingWith(columns: readonly string[]): (row: IDataObject) => IDataObject {
	if (columns.length === 0) return (row) => row;
	const own = columns.filter((column) => !column.includes('.'));
	return (row) => ({ ...picked(row, own), ...withoutAvatar(row) });
}

/** authentik draws a user's initials as an SVG. As base64 in the user and in `user_obj`, it fills a screen. */
function withoutAvatar(row: IDataObject): IDataObject {
	const rest = { ...row };
	delete rest.avatar;
	if (isObject(rest.user_obj)) rest.user_obj = withoutAvatar(rest.user_obj);
	return rest;
}

/** The fields that a query adds: for `include_users`, authentik returns `users_obj`. */
function includedBy(qs: IDataObject): string[] {
	return Object.entries(qs).flatMap(([name, value]) => {
		const [, object] = /^include_(\w+)$/.exec(name) ?? [];
		return object !== undefined && value === true ? [`${object}_obj`] : [];
	});
}

/** These fields of an object; a dot selects a field of a nested one (`user_obj.username`). */
export function picked(row: IDataObject, fields: readonly string[]): IDataObject {
	const pairs = fields
		.map((field) => field.split('.'))
		.map(([field, inner]): [string, unknown] => {
			const value = at(row, field);
			return inner ? [inner, at(value, inner)] : [field, value];
		});
	return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as IDataObject;
}

/** An object's own property; undefined for texts, lists and inherited properties. */
function at(value: unknown, name: string): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const own = Object.prototype.hasOwnProperty.call(value, name);
	return own ? (value as IDataObject)[name] : undefined;
}
