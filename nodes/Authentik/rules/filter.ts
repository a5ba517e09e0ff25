import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse, Sendable } from './rule';
import { text } from './text';

/**
 * The rule of a filter: what `parse` says, and never a value that authentik would ignore. An empty one would
 * list everything, ready for whatever comes next.
 */
export function narrowing<T extends Sendable>(parse: Parse<T>): Parse<T> {
	return (value, label, timezone) => {
		if (isEmpty(value)) throw filtersNothing(label);
		const parsed = parse(value, label, timezone);
		if (isEmpty(parsed ?? '')) throw filtersNothing(label);
		return parsed;
	};
}

/**
 * What a list is searched for. authentik takes blanks and commas for what stands between words, and quotes off the
 * words (rest_framework/filters.py): an empty word is part of every text.
 */
export const searchText: Parse<string> = (value, label) => {
	const given = text(value, label);
	if (/^[\s,"']*$/.test(given)) throw filtersNothing(label);
	return given;
};

/** Whether authentik would take a filter with this value for none; `{}` is an object as its queries have it. */
function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return typeof value === 'string' && /^[\s,]*$|^\{\s*\}$/.test(value.trim());
}

function filtersNothing(label: string): Refusal {
	return new Refusal(
		`'${label}' is empty and would not filter anything`,
		`${NOTHING_SENT} Enter a value, or remove the filter. An empty filter matches everything.`,
	);
}
