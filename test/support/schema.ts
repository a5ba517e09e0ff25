/** What n8n shows of an operation's output before it runs: the JSON schema of actual output. */
import type { IDataObject } from 'n8n-workflow';

/** As much of JSON Schema as the editor reads. */
export interface Schema {
	/** The editor shows the first. */
	type: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Objects with keys of the user's own. */
const FREE = [
	'attributes',
	'auth_oauth_params',
	'object',
	'result',
	'context',
	'fixed_data',
	'settings',
];

/** One schema that matches all of these values. @param key their name in their objects */
export function schemaOf(values: unknown[], key = ''): Schema {
	const schema: Schema = { type: typeOf(values) };
	const objects = values.filter(isObject);
	const lists = values.filter((value) => Array.isArray(value)).flat() as unknown[];
	if (objects.length > 0 && !FREE.includes(key)) {
		const names = [...new Set(objects.flatMap(Object.keys))].sort();
		schema.properties = Object.fromEntries(
			names.map((name) => {
				const present = objects.filter((object) => name in object);
				return [
					name,
					schemaOf(
						present.map((object) => object[name]),
						name,
					),
				];
			}),
		);
	}
	if (lists.length > 0) schema.items = schemaOf(lists);
	return schema;
}

function typeOf(values: unknown[]): Schema['type'] {
	const kinds = [...new Set(values.map(kindOf))].filter(
		(kind, _, others) => kind !== 'integer' || !others.includes('number'),
	);
	kinds.sort((a, b) => Number(a === 'null') - Number(b === 'null'));
	// What was always null is a text if it is set: a date, an address, an ID.
	if (kinds.length === 1 && kinds[0] === 'null') kinds.unshift('string');
	return kinds.length === 1 ? kinds[0] : kinds;
}

function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (Number.isInteger(value)) return 'integer';
	return typeof value;
}

function isObject(value: unknown): value is IDataObject {
	return kindOf(value) === 'object';
}
