import { tryToParseBoolean } from 'n8n-workflow';

import { Refusal } from './refusal';
import type { Parse } from './rule';
import { present, shown } from './rule';

/** The largest number in authentik's integer columns. */
const LARGEST = 2 ** 31 - 1;

/** True or false, also in the spellings of tables (TRUE, 1, "0"): the values that n8n itself accepts, and no others. */
export const boolean: Parse<boolean> = (value, label) => {
	const given = present(value, label);
	try {
		// n8n would treat an empty list as false.
		if (typeof given !== 'object') return tryToParseBoolean(given);
	} catch {
		// Refused below, with the label.
	}
	throw new Refusal(`'${label}' must be true or false, not ${shown(given)}`);
};

/** The opposite, for an option named after what it turns off. */
export const inverted: Parse<boolean> = (value, label) => !boolean(value, label);

/** A whole number of at least 1. */
export const count = wholeNumber(1, 'a whole number of at least 1');

/** A whole number that may be 0. */
export const countOrZero = wholeNumber(0, 'a whole number of at least 0');

/** A whole number that may be negative. */
export const integer = wholeNumber(-LARGEST - 1, 'a whole number');

function wholeNumber(least: number, what: string): Parse<number> {
	return (value, label) => {
		const given = present(value, label);
		const number =
			typeof given === 'string' && /^-?\d+(?:\.0*)?$/.test(given.trim()) ? Number(given) : given;
		const isWhole = typeof number === 'number' && Number.isInteger(number);
		// Never -0, which JSON writes as 0.
		if (isWhole && number >= least && number <= LARGEST) return number + 0;
		throw new Refusal(`'${label}' must be ${what}, not ${shown(given)}`);
	};
}
