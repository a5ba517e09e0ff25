import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse } from './rule';
import { present, shown } from './rule';
import { text } from './text';
import { isBlank } from './visible';

/** The formats of IDs: the editor checks the same patterns as the rules. */
export const INTEGER_PATTERN = '\\d+';
export const UUID_PATTERN = '[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}';

const INTEGER = new RegExp(`^${INTEGER_PATTERN}$`);
const UUID = new RegExp(`^${UUID_PATTERN}$`);

/** Whether a text is a UUID. */
export function isUuid(given: string): boolean {
	return UUID.test(given);
}

/** A UUID with its dashes; any other text unchanged. */
export function withDashes(given: string): string {
	if (!isUuid(given)) return given;
	return given.replace(/^(.{8})-?(.{4})-?(.{4})-?(.{4})-?/, '$1-$2-$3-$4-');
}

/** An ID for comparison: authentik writes UUIDs with dashes in some places, without them in others. */
export function withoutDashes(given: string): string {
	return given.replace(/-/g, '').toLowerCase();
}

/** One UUID, as authentik writes it: locks and comparisons by ID need a single spelling. */
export const uuid: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (!isUuid(given)) throw new Refusal(`'${label}' must be a UUID, not ${shown(given)}`);
	return withDashes(given.toLowerCase());
};

/** One UUID, or null if the field was cleared. */
export const uuidOrNull: Parse<string | null> = (value, label) =>
	value === '' || value === null ? null : uuid(value, label);

/**
 * An integer that identifies an object: digits only, so that it can't change its path; without leading zeros, see
 * uuid().
 */
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

/** The same as a number, or null if the field was cleared. */
export const integerIdOrNull: Parse<number | null> = (value, label) =>
	value === '' || value === null ? null : integerKey(value, label);
