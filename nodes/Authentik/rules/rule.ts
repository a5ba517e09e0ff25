import type { IDataObject } from 'n8n-workflow';

import { NOTHING_SENT, Refusal } from './refusal';
import { spelledOut } from './visible';

/** A value that a request can contain. If a rule returns `undefined`, the field is not sent. */
export type Sendable = IDataObject[string];

/**
 * A rule: converts the value of a parameter to what authentik expects.
 * @param value from n8n: typed in, picked, or the result of any expression
 * @param label of the parameter in the UI
 * @param timezone of the workflow, such as `Europe/Berlin`: the default for dates without one
 * @throws Refusal if the value can't be valid
 */
export type Parse<T extends Sendable = Sendable> = (
	value: unknown,
	label: string,
	timezone?: string,
) => T;

/** The value, if there is one: an expression that returns nothing must not look like an intended value. */
export function present(value: unknown, label: string): unknown {
	if (value !== undefined && value !== null) return value;
	throw missing(label);
}

/**
 * The error for a value that an expression did not return.
 * @param where it is missing within the value of the parameter, such as ` at team.lead`
 */
export function missing(label: string, where = ''): Refusal {
	return new Refusal(
		`'${label}' has no value${where}`,
		`${NOTHING_SENT} Check the field names in its expression, which returned nothing.`,
	);
}

/** What JavaScript and n8n write for a missing value: nobody enters these texts on purpose. */
const LOST = /^(?:undefined|NaN|Invalid Date(?:Time)?)$|\[object [A-Z]\w*\]/;

/**
 * Refuses a text that stands for a value that an expression lost.
 * @param where it is within the value of the parameter, see missing()
 */
export function refuseLost(given: string, label: string, where = ''): void {
	const [lost] = LOST.exec(given.trim()) ?? [];
	if (lost === undefined) return;
	throw new Refusal(
		`'${label}' contains the text "${lost}"${where}`,
		`${NOTHING_SENT} An expression produces this text for ${
			lost.startsWith('[')
				? 'an entire object. Read one of its fields'
				: 'a missing value. Check the field names'
		}.`,
	);
}

/** A value for an error text: short, with invisible characters made visible. Never for secrets. */
export function shown(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return `"${spelledOut(String(value))}"`;
}
