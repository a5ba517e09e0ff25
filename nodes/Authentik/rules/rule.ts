import type { IDataObject } from 'n8n-workflow';

import { Refusal } from './refusal';

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
	throw new Refusal(
		`'${label}' has no value`,
		'Nothing was sent to authentik for this item. Its expression gave nothing: check the field names it reads from the input.',
	);
}
