import { jsonParse } from 'n8n-workflow';

import { uuid } from './ids';
import { Refusal } from './refusal';
import type { Parse } from './rule';
import { present } from './rule';
import { text } from './text';

/** Texts: a list, or a text with commas between. At least one. */
export const textList: Parse<string[]> = (value, label) => {
	const given = present(value, label);
	const entries = typeof given === 'string' ? splitList(given) : given;
	if (!Array.isArray(entries)) throw new Refusal(`'${label}' must be a list of texts`);
	if (entries.length === 0) throw new Refusal(`'${label}' must not be empty`);
	return entries.map((entry) => text(entry, label).trim());
};

/** E-mail addresses: a list, or a text with commas between. At least one. */
export const emailList: Parse<string[]> = (value, label) => {
	const given = textList(value, label);
	const wrong = given.find((entry) => !/^[^\s@]+@[^\s@]+$/.test(entry));
	if (wrong === undefined) return given;
	throw new Refusal(`'${label}' must be e-mail addresses, which "${wrong}" is not`);
};

/** A list of UUIDs: a list, or a text with commas between. An empty list is a value of its own and clears. */
export const uuidList: Parse<string[]> = (value, label) => {
	const given = present(value, label);
	const entries = typeof given === 'string' ? splitList(given) : given;
	if (!Array.isArray(entries)) throw new Refusal(`'${label}' must be a list of UUIDs`);
	if (typeof given === 'string' && !given.includes('[') && entries.length === 0) {
		throw new Refusal(
			`'${label}' is empty text`,
			'Nothing was sent to authentik for this item. To clear the list on purpose, give an empty list: {{ [] }}.',
		);
	}
	return entries.map((entry) => uuid(entry, label));
};

function splitList(given: string): unknown[] {
	const trimmed = given.trim();
	if (trimmed.startsWith('[')) return jsonParse<unknown[]>(trimmed, { fallbackValue: [trimmed] });
	return trimmed.split(',').flatMap((entry) => (entry.trim() ? [entry.trim()] : []));
}
