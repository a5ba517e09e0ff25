import { Refusal } from './refusal';
import type { Parse } from './rule';
import { present } from './rule';
import { text } from './text';

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** Whether a text is a UUID. */
export function isUuid(given: string): boolean {
	return UUID.test(given);
}

/** A UUID with its dashes; any other text as it is. */
export function withDashes(given: string): string {
	if (!isUuid(given)) return given;
	return given.replace(/^(.{8})-?(.{4})-?(.{4})-?(.{4})-?/, '$1-$2-$3-$4-');
}

/** One UUID, spelled as authentik spells it: what is compared or waits by its ID must know it again. */
export const uuid: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (!isUuid(given)) throw new Refusal(`'${label}' must be a UUID, not "${given}"`);
	return withDashes(given.toLowerCase());
};

/** One UUID, or null when the field was emptied. */
export const uuidOrNull: Parse<string | null> = (value, label) =>
	value === '' || value === null ? null : uuid(value, label);

/** One UUID, or nothing at all when the field is empty. */
export const uuidOrNone: Parse<string | undefined> = (value, label) =>
	value === '' ? undefined : uuid(value, label);

/** An integer that names an object: digits only, so that it cannot change the path it is put into; without leading zeros, see uuid(). */
export const integerId: Parse<string> = (value, label) => {
	const given = String(present(value, label)).trim();
	if (/^\d+$/.test(given)) return given.replace(/^0+(?=\d)/, '');
	throw new Refusal(
		given === '' ? `'${label}' is empty` : `'${label}' must be an integer ID, not "${given}"`,
		'Nothing was sent to authentik for this item. Pick from the list, or give the number that stands in the address of the admin page.',
	);
};

/** The same as a number, for the body of a request. */
export const integerKey: Parse<number> = (value, label) => Number(integerId(value, label));

/** The same as a number, or nothing at all when the field is empty. */
export const integerIdOrNone: Parse<number | undefined> = (value, label) =>
	value === '' ? undefined : integerKey(value, label);

/** The same as a number, or null when the field was emptied. */
export const integerIdOrNull: Parse<number | null> = (value, label) =>
	value === '' || value === null ? null : integerKey(value, label);
