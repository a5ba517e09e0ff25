import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse } from './rule';
import { present, shown } from './rule';
import { text } from './text';
import { isBlank } from './visible';

/** How IDs are written: the editor checks by the same patterns as the rules. */
export const INTEGER_PATTERN = '\\d+';
export const UUID_PATTERN = '[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}';

const INTEGER = new RegExp(`^${INTEGER_PATTERN}$`);
const UUID = new RegExp(`^${UUID_PATTERN}$`);

/** Whether a text is a UUID. */
export function isUuid(given: string): boolean {
	return UUID.test(given);
}

/** A UUID with its dashes; any other text as it is. */
export function withDashes(given: string): string {
	if (!isUuid(given)) return given;
	return given.replace(/^(.{8})-?(.{4})-?(.{4})-?(.{4})-?/, '$1-$2-$3-$4-');
}

/** An ID as it is compared: authentik writes UUIDs with dashes in one place, without them in another. */
export function withoutDashes(given: string): string {
	return given.replace(/-/g, '').toLowerCase();
}

/** One UUID, spelled as authentik spells it: what is compared or waits by its ID must know it again. */
export const uuid: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (!isUuid(given)) throw new Refusal(`'${label}' must be a UUID, not ${shown(given)}`);
	return withDashes(given.toLowerCase());
};

/** One UUID, or null when the field was emptied. */
export const uuidOrNull: Parse<string | null> = (value, label) =>
	value === '' || value === null ? null : uuid(value, label);

/** An integer that names an object: digits only, so that it cannot change the path it is put into; without leading zeros, see uuid(). */
export const integerId: Parse<string> = (value, label) => {
	const given = present(value, label);
	const digits = ['string', 'number', 'bigint'].includes(typeof given) ? String(given).trim() : '';
	if (INTEGER.test(digits) && Number(digits) <= Number.MAX_SAFE_INTEGER) {
		return String(Number(digits));
	}
	throw new Refusal(
		typeof given === 'string' && isBlank(given)
			? `'${label}' is empty`
			: `'${label}' must be a numeric ID, not ${shown(given)}`,
		`${NOTHING_SENT} Select it from the list, or enter the number from the URL of its page in authentik's admin interface.`,
	);
};

/** The same as a number, for the body of a request. */
export const integerKey: Parse<number> = (value, label) => Number(integerId(value, label));

/** The same as a number, or null when the field was emptied. */
export const integerIdOrNull: Parse<number | null> = (value, label) =>
	value === '' || value === null ? null : integerKey(value, label);
