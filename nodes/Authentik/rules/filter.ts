import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse, Sendable } from './rule';
import { text } from './text';

/**
 * The rule of a filter: `parse`, but never a value that authentik would ignore. An empty filter would list everything,
 * and the next step may change it all.
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
 * The search text of a list. authentik splits it at spaces and commas and removes quotes (rest_framework/filters.py):
 * an empty word matches every text.
 */
export const searchText: Parse<string> = (value, label) => {
	const given = text(value, label);
	if (/^[\s,"']*$/.test(given)) throw filtersNothing(label);
	return given;
};

/** Whether authentik would ignore a filter with this value; `{}` is an object as its queries contain it. */
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
