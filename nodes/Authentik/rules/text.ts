import type { INodePropertyOptions } from 'n8n-workflow';

import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse } from './rule';
import { present, refuseLost, shown } from './rule';
import { isBlank, unseenIn, unstorableIn, withoutEdges } from './visible';

const DURATION_PART =
	/^(?:microseconds|milliseconds|seconds|minutes|hours|days|weeks)=\d{1,9}(?:\.\d{1,9})?$/i;

/**
 * A text or number as text, with at least one visible character, that a database can store. It is sent unchanged, and
 * errors don't show it; authentik trims it.
 */
export const text: Parse<string> = (value, label) => {
	const given = present(value, label);
	if (typeof given !== 'string' && !Number.isFinite(given) && typeof given !== 'bigint') {
		throw new Refusal(`'${label}' must be text`);
	}
	const written = String(given);
	if (isBlank(written)) throw new Refusal(`'${label}' must not be empty`);
	const unstorable = unstorableIn(written);
	if (unstorable !== undefined) {
		throw new Refusal(`'${label}' contains a character that can't be stored (${unstorable})`);
	}
	refuseLost(written, label);
	return written;
};

/** A text that may be empty, which clears it in authentik. Whitespace alone is refused as a likely mistake. */
export const textOrEmpty: Parse<string> = (value, label) =>
	present(value, label) === '' ? '' : text(value, label);

/**
 * A name by which authentik finds an object, such as a username. Two that look the same are the same: invisible
 * characters are removed from its ends, and refused within it; letters with accents are one character each (NFC).
 */
export const name: Parse<string> = (value, label) => {
	const given = withoutEdges(text(value, label));
	const unseen = unseenIn(given);
	if (unseen === undefined) return given.normalize('NFC');
	throw new Refusal(
		`'${label}' contains an invisible character (${unseen}): ${shown(given)}`,
		`${NOTHING_SENT} Remove the character from the source of the value. With it, the name does not match one that looks the same.`,
	);
};

/** Such a name, or an empty text, which clears it. */
export const nameOrEmpty: Parse<string> = (value, label) =>
	present(value, label) === '' ? '' : name(value, label);

/** One of the choices of a parameter. In many places, authentik ignores an unknown value silently. */
export function choice(options: readonly INodePropertyOptions[]): Parse<string> {
	const known = options.map((option) => String(option.value));
	return (value, label) => {
		const given = text(value, label).trim();
		if (known.includes(given)) return given;
		throw new Refusal(
			`'${label}' can't be ${shown(given)}`,
			`${NOTHING_SENT} Choose one of these: ${known.join(', ')}.`,
		);
	};
}

/** The format of a slug, see INTEGER_PATTERN. */
export const SLUG_PATTERN = '[\\w-]+';

const SLUG = new RegExp(`^${SLUG_PATTERN}$`);

/** A slug, which identifies an application: letters, digits, hyphens and underscores. */
export const slug: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (SLUG.test(given)) return given;
	throw new Refusal(
		`'${label}' must be a slug (letters, digits, hyphens, underscores), not ${shown(given)}`,
	);
};

/** A duration as authentik writes it (authentik/lib/utils/time.py), such as `hours=1;minutes=30`. */
export const duration: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (given.split(';').every((part) => DURATION_PART.test(part.trim()))) return given;
	throw new Refusal(
		`'${label}' must be a duration such as hours=1;minutes=30, not ${shown(given)}`,
		`${NOTHING_SENT} Separate pairs of unit=number with semicolons. Units: microseconds, milliseconds, seconds, minutes, hours, days, weeks.`,
	);
};
