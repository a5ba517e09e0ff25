import type { IDataObject } from 'n8n-workflow';

import { NOTHING_SENT, Refusal } from './refusal';
import { spelledOut } from './visible';

/** What can stand in a request; a field of which a rule makes `undefined` is not sent. */
export type Sendable = IDataObject[string];

/**
 * A rule: turns the value of a parameter into what authentik expects.
 * @param value as n8n hands it over: typed in, picked, or the result of any expression
 * @param label how the UI calls the parameter
 * @param timezone of the workflow, such as `Europe/Berlin`: what dates without one mean
 * @throws Refusal when the value cannot mean anything valid
 */
export type Parse<T extends Sendable = Sendable> = (
	value: unknown,
	label: string,
	timezone?: string,
) => T;

/** The value, which is there: an expression that finds nothing must not pass for an intended value. */
export function present(value: unknown, label: string): unknown {
	if (value !== undefined && value !== null) return value;
	throw missing(label);
}

/**
 * The refusal of a value that an expression did not find.
 * @param where it is missing within the value of the parameter, such as ` at team.lead`
 */
export function missing(label: string, where = ''): Refusal {
	return new Refusal(
		`'${label}' has no value${where}`,
		`${NOTHING_SENT} Check the field names in its expression, which returned nothing.`,
	);
}

/** What JavaScript and n8n write for a value that is none: nobody means these texts. */
const LOST = /^(?:undefined|NaN|Invalid Date(?:Time)?)$|\[object [A-Z]\w*\]/;

/**
 * Refuses a text that stands for a value which got lost in an expression.
 * @param where it stands within the value of the parameter, see missing()
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

/** A value for the text of a refusal: short, and with everything to be seen. Never for secrets. */
export function shown(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return `"${spelledOut(String(value))}"`;
}
