import type { INodePropertyOptions } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { Refusal } from './refusal';
import type { Parse } from './rule';
import { present, shown } from './rule';
import { choice, name, text } from './text';

/** Texts: a list, or a comma-separated text. At least one. */
export const textList: Parse<string[]> = listOf((entry, label) => text(entry, label).trim());

/** Names by which authentik finds objects: a list, or a comma-separated text. At least one. */
export const nameList: Parse<string[]> = listOf(name);

/** Some of the choices of a parameter: a list, or a comma-separated text. At least one. */
export function choices(options: readonly INodePropertyOptions[]): Parse<string[]> {
	return listOf(choice(options));
}

/** The format of an email address, see INTEGER_PATTERN. */
export const EMAIL_PATTERN = '[^\\s@]+@[^\\s@]+';

const EMAIL = new RegExp(`^${EMAIL_PATTERN}$`);

/** Email addresses: a list, or a comma-separated text. At least one. */
export const emailList: Parse<string[]> = listOf((entry, label) => {
	const given = name(entry, label);
	if (EMAIL.test(given)) return given;
	throw new Refusal(`'${label}' contains an invalid email address: ${shown(given)}`);
});

function listOf(rule: Parse<string>): Parse<string[]> {
	return (value, label) => {
		const given = present(value, label);
		const entries = typeof given === 'string' ? splitList(given) : given;
		if (!Array.isArray(entries))
			throw new Refusal(`'${label}' must be text or a list of text, not ${shown(given)}`);
		if (entries.length === 0) throw new Refusal(`'${label}' must not be empty`);
		return eachOnce(Array.from(entries, (entry: unknown) => rule(entry, label)));
	};
}

/** Removes duplicates: nobody gets an invitation twice. */
function eachOnce(entries: string[]): string[] {
	return [...new Set(entries)];
}

/** The entries of a text, which is JSON or comma-separated. */
export function splitList(given: string): unknown[] {
	const trimmed = given.trim();
	if (trimmed.startsWith('[')) return jsonParse<unknown[]>(trimmed, { fallbackValue: [trimmed] });
	return trimmed.split(',').flatMap((entry) => (entry.trim() ? [entry.trim()] : []));
}
