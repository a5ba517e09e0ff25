import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { Refusal } from './refusal';

/**
 * What turns the value of a parameter into what authentik expects.
 * @param value as n8n hands it over: typed in, picked, or the result of any expression
 * @param label how the UI calls the parameter
 * @param timezone of the workflow, such as `Europe/Berlin`: what dates without one mean
 * @throws Refusal when the value cannot mean anything valid
 */
export type Parse = (value: unknown, label: string, timezone?: string) => IDataObject[string];

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const DURATION_PART =
	/^(?:microseconds|milliseconds|seconds|minutes|hours|days|weeks)=\d+(?:\.\d+)?$/i;

/** A text that is not empty. authentik trims it by itself. */
export const text: Parse = (value, label) => {
	const given = present(value, label);
	if (typeof given !== 'string' && typeof given !== 'number') {
		throw new Refusal(`'${label}' must be a text`);
	}
	if (String(given).trim() === '') throw new Refusal(`'${label}' must not be empty`);
	if (String(given).includes('\0')) throw new Refusal(`'${label}' must not contain NUL characters`);
	return String(given);
};

/** A text that may be empty, which clears it in authentik. */
export const textOrEmpty: Parse = (value, label) =>
	present(value, label) === '' ? '' : text(value, label);

/** An address that begins with http:// or https://. authentik itself would take any text. */
export const httpUrl: Parse = (value, label) => {
	const given = String(text(value, label)).trim();
	if (/^https?:\/\/[^\s/]/i.test(given) && URL.canParse(given)) return given;
	throw new Refusal(
		`'${label}' must be an address that begins with http:// or https://`,
		`Nothing was sent to authentik for this item. Given: ${given}`,
	);
};

/** True or false; the words "true" and "false" of an expression as well. */
export const boolean: Parse = (value, label) => {
	const given = present(value, label);
	if (given === true || given === 'true') return true;
	if (given === false || given === 'false') return false;
	throw new Refusal(`'${label}' must be true or false`);
};

/** A whole number of at least 1. */
export const count: Parse = (value, label) => {
	const given = present(value, label);
	const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof number === 'number' && Number.isInteger(number) && number >= 1) return number;
	throw new Refusal(`'${label}' must be a whole number of at least 1`);
};

/** A duration as authentik writes it (authentik/lib/utils/time.py), such as `hours=1;minutes=30`. */
export const duration: Parse = (value, label) => {
	const given = String(text(value, label)).trim();
	if (given.split(';').every((part) => DURATION_PART.test(part.trim()))) return given;
	throw new Refusal(
		`'${label}' must be a duration such as hours=1;minutes=30`,
		'Nothing was sent to authentik for this item. Join pairs of unit=number with semicolons; units: microseconds, milliseconds, seconds, minutes, hours, days, weeks.',
	);
};

/** A JSON object, as text or as the object of an expression. */
export const jsonObject: Parse = (value, label) => {
	const given = present(value, label);
	const parsed =
		typeof given === 'string' ? jsonParse<unknown>(given, { fallbackValue: null }) : given;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new Refusal(`'${label}' must be a JSON object, such as {"key": "value"}`);
	}
	return parsed as IDataObject;
};

/** Whether a text is a UUID. */
export function isUuid(given: string): boolean {
	return UUID.test(given);
}

/** A UUID with its dashes; any other text as it is. */
export function withDashes(given: string): string {
	if (!isUuid(given)) return given;
	return given.replace(/^(.{8})-?(.{4})-?(.{4})-?(.{4})-?/, '$1-$2-$3-$4-');
}

/** A JSON object as authentik's query parameters take it: as text. */
export const jsonObjectText: Parse = (value, label) => JSON.stringify(jsonObject(value, label));

/** Texts: a list, or a text with commas between. At least one. */
export const textList: Parse = (value, label) => {
	const given = present(value, label);
	const entries = typeof given === 'string' ? splitList(given) : given;
	if (!Array.isArray(entries)) throw new Refusal(`'${label}' must be a list of texts`);
	if (entries.length === 0) throw new Refusal(`'${label}' must not be empty`);
	return entries.map((entry) => String(text(entry, label)).trim());
};

/** E-mail addresses: a list, or a text with commas between. At least one. */
export const emailList: Parse = (value, label) => {
	const given = textList(value, label) as string[];
	const wrong = given.find((entry) => !/^[^\s@]+@[^\s@]+$/.test(entry));
	if (wrong === undefined) return given;
	throw new Refusal(`'${label}' must be e-mail addresses, which "${wrong}" is not`);
};

/** One UUID, spelled as authentik spells it: what is compared or waits by its ID must know it again. */
export const uuid: Parse = (value, label) => {
	const given = String(text(value, label)).trim();
	if (!isUuid(given)) throw new Refusal(`'${label}' must be a UUID, not "${given}"`);
	return withDashes(given.toLowerCase());
};

/** One UUID, or null when the field was emptied. */
export const uuidOrNull: Parse = (value, label) =>
	value === '' || value === null ? null : uuid(value, label);

/** One UUID, or nothing at all when the field is empty. */
export const uuidOrNone: Parse = (value, label) => (value === '' ? undefined : uuid(value, label));

/** A list of UUIDs: a list, or a text with commas between. An empty list is a value of its own and clears. */
export const uuidList: Parse = (value, label) => {
	const given = present(value, label);
	const entries = typeof given === 'string' ? splitList(given) : given;
	if (!Array.isArray(entries)) throw new Refusal(`'${label}' must be a list of UUIDs`);
	if (typeof given === 'string' && entries.length === 0) {
		throw new Refusal(
			`'${label}' is empty text`,
			'Nothing was sent to authentik for this item. To clear the list on purpose, give an empty list: {{ [] }}.',
		);
	}
	return entries.map((entry) => uuid(entry, label) as string);
};

/** An integer that names an object: digits only, so that it cannot change the path it is put into; without leading zeros, see uuid(). */
export const integerId: Parse = (value, label) => {
	const given = String(present(value, label)).trim();
	if (/^\d+$/.test(given)) return given.replace(/^0+(?=\d)/, '');
	throw new Refusal(
		given === '' ? `'${label}' is empty` : `'${label}' must be an integer ID, not "${given}"`,
		'Nothing was sent to authentik for this item. Pick from the list, or give the number that stands in the address of the admin page.',
	);
};

/** The same as a number, for the body of a request. */
export const integerKey: Parse = (value, label) => Number(integerId(value, label));

/** The same as a number, or nothing at all when the field is empty. */
export const integerIdOrNone: Parse = (value, label) =>
	value === '' ? undefined : Number(integerId(value, label));

/** The same as a number, or null when the field was emptied. */
export const integerIdOrNull: Parse = (value, label) =>
	value === '' || value === null ? null : Number(integerId(value, label));

/** A slug, which names an application: letters, digits, hyphens and underscores. */
export const slug: Parse = (value, label) => {
	const given = String(text(value, label)).trim();
	if (/^[\w-]+$/.test(given)) return given;
	throw new Refusal(
		`'${label}' must be a slug (letters, digits, hyphens, underscores), not "${given}"`,
	);
};

/** The value, which is there: an expression that finds nothing must not pass for an intended value. */
export function present(value: unknown, label: string): unknown {
	if (value !== undefined && value !== null) return value;
	throw new Refusal(
		`'${label}' has no value`,
		'Nothing was sent to authentik for this item. Its expression gave nothing: check the field names it reads from the input.',
	);
}

function splitList(given: string): unknown[] {
	const trimmed = given.trim();
	if (trimmed.startsWith('[')) return jsonParse<unknown[]>(trimmed, { fallbackValue: [trimmed] });
	return trimmed.split(',').flatMap((entry) => (entry.trim() ? [entry.trim()] : []));
}
