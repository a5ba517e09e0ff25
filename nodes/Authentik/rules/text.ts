import { Refusal } from './refusal';
import type { Parse } from './rule';
import { present, refuseLost } from './rule';

const DURATION_PART =
	/^(?:microseconds|milliseconds|seconds|minutes|hours|days|weeks)=\d+(?:\.\d+)?$/i;

/** A text that is not empty. authentik trims it by itself. */
export const text: Parse<string> = (value, label) => {
	const given = present(value, label);
	if (typeof given !== 'string' && typeof given !== 'number') {
		throw new Refusal(`'${label}' must be a text`);
	}
	if (String(given).trim() === '') throw new Refusal(`'${label}' must not be empty`);
	refuseLost(String(given), label);
	if (String(given).includes('\0')) throw new Refusal(`'${label}' must not contain NUL characters`);
	return String(given);
};

/** A text that may be empty, which clears it in authentik. */
export const textOrEmpty: Parse<string> = (value, label) =>
	present(value, label) === '' ? '' : text(value, label);

/** A slug, which names an application: letters, digits, hyphens and underscores. */
export const slug: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (/^[\w-]+$/.test(given)) return given;
	throw new Refusal(
		`'${label}' must be a slug (letters, digits, hyphens, underscores), not "${given}"`,
	);
};

/** A duration as authentik writes it (authentik/lib/utils/time.py), such as `hours=1;minutes=30`. */
export const duration: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (given.split(';').every((part) => DURATION_PART.test(part.trim()))) return given;
	throw new Refusal(
		`'${label}' must be a duration such as hours=1;minutes=30`,
		'Nothing was sent to authentik for this item. Join pairs of unit=number with semicolons; units: microseconds, milliseconds, seconds, minutes, hours, days, weeks.',
	);
};

/**
 * A text, or an empty list, which clears it in authentik. Empty text is refused: a blank cell of a table must not
 * clear anything.
 */
export const textOrCleared: Parse<string> = (value, label) => {
	if (Array.isArray(value) && value.length === 0) return '';
	if (String(present(value, label)).trim() !== '') return text(value, label);
	throw new Refusal(
		`'${label}' must not be empty`,
		'Nothing was sent to authentik for this item. To clear it on purpose, give an empty list: {{ [] }}.',
	);
};

/** An address that begins with http:// or https://. authentik itself would take any text. */
export const httpUrl: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (/^https?:\/\/[^\s/]/i.test(given) && URL.canParse(given)) return given;
	throw new Refusal(
		`'${label}' must be an address that begins with http:// or https://`,
		`Nothing was sent to authentik for this item. Given: ${given}`,
	);
};
