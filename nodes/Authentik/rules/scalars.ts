import { Refusal } from './refusal';
import type { Parse } from './rule';
import { present } from './rule';

/** True or false; the words "true" and "false" of an expression as well. */
export const boolean: Parse<boolean> = (value, label) => {
	const given = present(value, label);
	if (given === true || given === 'true') return true;
	if (given === false || given === 'false') return false;
	throw new Refusal(`'${label}' must be true or false`);
};

/** A whole number of at least 1. */
export const count: Parse<number> = (value, label) => {
	const given = present(value, label);
	const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof number === 'number' && Number.isInteger(number) && number >= 1) return number;
	throw new Refusal(`'${label}' must be a whole number of at least 1`);
};
