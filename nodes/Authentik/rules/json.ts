import type { IDataObject } from 'n8n-workflow';

import { jsonFault } from './jsonFault';
import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse, Sendable } from './rule';
import { missing, present, refuseLost } from './rule';
import { isBlank, spelledOut, unstorableIn } from './visible';

/**
 * A JSON object, as text or as an object from an expression. No value in it may be missing, at any depth: authentik
 * would not receive it, and would lose its stored value. null is a value.
 */
export const jsonObject: Parse<IDataObject> = (value, label) =>
	objectOf(value, label, MAY_BE_SECRET);

/** A JSON object that may contain passwords. Errors show nothing of it. */
export const secretJsonObject: Parse<IDataObject> = (value, label) => objectOf(value, label, /^/);

/** A JSON object as authentik's query parameters expect it: as text. */
export const jsonObjectText: Parse<string> = (value, label) =>
	JSON.stringify(jsonObject(value, label));

/** The body of a request: a JSON object, or a list. */
export const jsonBody: Parse<IDataObject | IDataObject[]> = (value, label) => {
	const given = valueOf(value, label, MAY_BE_SECRET);
	if (isObject(given) || Array.isArray(given)) return given as IDataObject | IDataObject[];
	throw new Refusal(`'${label}' must be a JSON object or a list`);
};

/**
 * The query of a request, as a JSON object. Objects in it become texts, as authentik's filters expect them. Values that
 * would be dropped on the way are refused: with a shorter query, most requests affect more objects.
 */
export const jsonQuery: Parse<IDataObject> = (value, label) => {
	const entries = Object.entries(jsonObject(value, label)).map(([name, given]) => {
		const values = Array.isArray(given) ? given : [given];
		if (values.length === 0 || values.some((one) => one === null)) {
			throw new Refusal(
				`'${label}' has no value at ${below('', name)}`,
				`${NOTHING_SENT} Remove the parameter, or enter a value.`,
			);
		}
		if (name === 'page') {
			throw new Refusal(
				`'${label}' must not contain page`,
				`${NOTHING_SENT} Use Return All or Limit, which read as many pages as needed.`,
			);
		}
		const texts = values.map((one) => (typeof one === 'object' ? JSON.stringify(one) : one));
		return [name, Array.isArray(given) ? texts : texts[0]];
	});
	return Object.fromEntries(entries) as IDataObject;
};

/** Matches a text that may contain a secret; errors show nothing of it. */
const MAY_BE_SECRET = /pass|secret|token|credential|assertion|key|auth/i;

function valueOf(value: unknown, label: string, hidden: RegExp): Sendable {
	const given = present(value, label);
	const parsed = typeof given === 'string' ? parsedJson(given, label, hidden) : given;
	return jsonOf(parsed, { label, path: '', within: [] });
}

function objectOf(value: unknown, label: string, hidden: RegExp): IDataObject {
	const object = valueOf(value, label, hidden);
	if (isObject(object)) return object;
	throw new Refusal(`'${label}' must be a JSON object, such as {"key": "value"}`);
}

function parsedJson(given: string, label: string, hidden: RegExp): unknown {
	if (isBlank(given)) throw new Refusal(`'${label}' must not be empty`);
	try {
		return JSON.parse(given) as unknown;
	} catch {
		throw unparsable(given, label, hidden);
	}
}

/** The error for a text that is not valid JSON. @param hidden matches texts that it must not show, such as passwords */
function unparsable(given: string, label: string, hidden: RegExp): Refusal {
	const { line, column, offset } = jsonFault(given);
	const before = given.slice(Math.max(0, offset - 30), offset);
	const near = spelledOut(`${before}▸${given.slice(offset, offset + 30)}`);
	return new Refusal(
		`'${label}' is not valid JSON at line ${line}, column ${column}${hidden.test(given) ? '' : `, marked with ▸: ${near}`}`,
		`${NOTHING_SENT} Put names and text in double quotes, and remove commas before closing brackets. If the JSON contains expressions, replace it with one expression that returns the whole object, such as {{ { name: $json.name } }}.`,
	);
}

/** The location of a value in a parameter's value. */
interface Place {
	label: string;
	/** Such as `team.lead` or `roles[1].name`; empty for the whole value. */
	path: string;
	/** The objects and lists around it. */
	within: unknown[];
}

/** The value as JSON: with dates as texts, and without anything that JSON lacks. */
function jsonOf(value: unknown, place: Place): Sendable {
	if (typeof value === 'object' && value !== null) return jsonOfObject(value, place);
	const { label } = place;
	const where = at(place);
	if (value === undefined) throw missing(label, where);
	if (typeof value === 'string') {
		refuseLost(value, label, where);
		const unstorable = unstorableIn(value);
		if (unstorable === undefined) return value;
		throw new Refusal(
			`'${label}' contains a character that can't be stored (${unstorable})${where}`,
		);
	}
	if (value === null || typeof value === 'boolean' || Number.isFinite(value)) {
		return value as Sendable;
	}
	throw notJson(typeof value === 'number' ? String(value) : `a ${typeof value}`, place);
}

function jsonOfObject(value: object, place: Place): Sendable {
	const { label, path, within } = place;
	if (within.includes(value)) throw notJson('an object that contains itself', place);
	const inside = { label, within: [...within, value] };
	if (ArrayBuffer.isView(value)) throw notJson('binary data', place);
	// Dates, including luxon's of any copy; both return null for invalid dates.
	if ('toJSON' in value && typeof value.toJSON === 'function') {
		const json: unknown = value.toJSON();
		if (json === null) throw notJson('a date that does not exist', place);
		return jsonOf(json, { ...inside, path });
	}
	if (Array.isArray(value)) {
		return Array.from(value, (entry: unknown, index) =>
			jsonOf(entry, { ...inside, path: `${path}[${index}]` }),
		) as Sendable;
	}
	const kind = kindOf(value);
	if (kind !== 'Object') throw notJson(`a ${kind}`, place);
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => {
			jsonOf(name, { ...inside, path });
			return [name, jsonOf(entry, { ...inside, path: below(path, name) })];
		}),
	);
}

/** The class of an object; plain data objects have none. */
function kindOf(value: object): string {
	const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
	const { constructor } = value as { constructor?: unknown };
	return kind === 'Object' && typeof constructor === 'function' ? constructor.name : kind;
}

function below(path: string, name: string): string {
	if (!/^[\w$-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
	return path === '' ? name : `${path}.${name}`;
}

function at({ path }: Place): string {
	return path && ` at ${path}`;
}

function notJson(what: string, place: Place): Refusal {
	return new Refusal(`'${place.label}' contains ${what}${at(place)}, which JSON can't represent`);
}

/** Whether a value is an object in the JSON sense. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The path to the first value in `json` that contains `text`; undefined if there is none. */
export function pathTo(text: string, json: unknown, path = ''): string | undefined {
	if (typeof json !== 'object' || json === null) {
		return String(json).includes(text) ? path : undefined;
	}
	for (const [name, entry] of Object.entries(json)) {
		const found = pathTo(text, entry, Array.isArray(json) ? `${path}[${name}]` : below(path, name));
		if (found !== undefined) return found;
	}
	return undefined;
}
