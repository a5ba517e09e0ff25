import { jsonParse } from 'n8n-workflow';

import { integerId, uuid } from './ids';
import { splitList } from './lists';
import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse } from './rule';
import { present } from './rule';
import { name } from './text';

/** An entry of a list: an object by its ID, or a text that is a name or an ID. */
export type Reference = { id: string } | { name: string };

/**
 * Objects by name, by ID, or as Get Many returns them: a list, JSON, or a comma-separated text. An empty list is a
 * valid value: it clears the field.
 * @param id the rule of an object's `pk`
 */
function referenceList(id: Parse<string>): Parse<Reference[]> {
	return (value, label) => {
		const given = present(value, label);
		const entries = typeof given === 'string' ? entriesIn(given) : [given].flat();
		if (typeof given === 'string' && !given.includes('[') && entries.length === 0) {
			throw new Refusal(
				`'${label}' must not be empty text`,
				`${NOTHING_SENT} To clear the list, enter an empty list as an expression: {{ [] }}.`,
			);
		}
		const references = Array.from(entries, (entry: unknown) => referenceTo(entry, label, id));
		const once = new Map(references.map((one) => [JSON.stringify(one), one]));
		return [...once.values()];
	};
}

/** The entries of a text; a lone object is a list of one. */
function entriesIn(given: string): unknown[] {
	const object = given.trim().startsWith('{') && jsonParse(given, { fallbackValue: undefined });
	return object ? [object] : splitList(given);
}

function referenceTo(entry: unknown, label: string, id: Parse<string>): Reference {
	if (typeof entry !== 'object' || entry === null) return { name: name(entry, label) };
	// n8n's items hold the object under `json`.
	const { pk, json } = entry as { pk?: unknown; json?: { pk?: unknown } | null };
	const key = pk ?? json?.pk;
	if (key !== undefined && key !== null) return { id: id(key, label) };
	throw new Refusal(
		Array.isArray(entry)
			? `'${label}' contains a list within the list`
			: `'${label}' contains an object without pk`,
		`${NOTHING_SENT} Enter names, IDs, or objects with the field pk, as Get Many returns them.`,
	);
}

/** Objects by names or UUIDs; see referenceList(). */
export const namesOrUuids = referenceList(uuid);

/** Users by usernames, email addresses or numbers; see referenceList(). */
export const usersList = referenceList(integerId);
