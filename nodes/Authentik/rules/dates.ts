import { tryToParseDateTime } from 'n8n-workflow';

import type { Parse } from './rule';
import { present } from './rule';
import { Refusal } from './refusal';

/** ISO 8601 with at least a whole date; n8n's own reading would take "5" for a year. */
const DATE = /^\d{4}-\d\d-\d\d/;

/** A moment, as the ISO 8601 text in UTC that authentik expects; without a zone it is meant in the workflow's. */
export const dateTime: Parse<string> = (value, label, timezone) => moment(value, label, timezone);

/** A moment that is still to come. */
export const futureDateTime: Parse<string> = (value, label, timezone) => {
	const given = moment(value, label, timezone);
	if (Date.parse(given) > Date.now()) return given;
	throw new Refusal(
		`'${label}' must lie in the future`,
		`Nothing was sent to authentik for this item. Given: ${given}`,
	);
};

function moment(value: unknown, label: string, timezone?: string): string {
	const given = present(value, label);
	const text = typeof given === 'object' ? JSON.stringify(given).replace(/"/g, '') : String(given);
	const parsed = DATE.test(text.trim()) ? parse(text.trim(), timezone) : null;
	if (parsed) return parsed;
	throw new Refusal(
		text.trim() === '' ? `'${label}' must not be empty` : `'${label}' must be a date with a time`,
		'Nothing was sent to authentik for this item. Pick one, or give a text such as 2030-01-31T09:00:00Z or {{ $now.plus({ days: 7 }) }}.',
	);
}

function parse(text: string, timezone?: string): string | null {
	try {
		return tryToParseDateTime(text, timezone).toUTC().toISO();
	} catch {
		return null;
	}
}
