import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse } from './rule';
import { present, shown } from './rule';

/** ISO 8601 as n8n, its date picker and databases write it: a date, an optional time and an optional time zone. */
const ISO =
	/^([1-9]\d{3}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:[.,]\d{1,9})?)?(?: ?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?))?)?$/i;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A date and time, as the ISO 8601 text in UTC that authentik expects. The time zone defaults to the workflow's, the
 * time to the beginning of the day there. Invalid dates and times are refused.
 */
export const dateTime: Parse<string> = (value, label, timezone = 'UTC') => {
	const given = present(value, label);
	const moment = typeof given === 'string' ? momentOf(given, label, timezone) : momentIn(given);
	if (moment !== undefined && isOfOurTime(moment)) return new Date(moment).toISOString();
	throw new Refusal(
		`'${label}' must be a date and time, not ${shown(given)}`,
		`${NOTHING_SENT} Pick a date, or enter text such as 2030-01-31T09:00:00Z or {{ $now.plus({ days: 7 }) }}.`,
	);
};

/** Whether authentik can store a date: its years have four digits. */
function isOfOurTime(moment: number): boolean {
	return moment >= Date.UTC(1000, 0) && moment < Date.UTC(10_000, 0);
}

/** A date and time in the future. */
export const futureDateTime: Parse<string> = (value, label, timezone) => {
	const given = dateTime(value, label, timezone);
	if (Date.parse(given) > Date.now()) return given;
	throw new Refusal(
		`'${label}' must be in the future, not ${given}`,
		`${NOTHING_SENT} Enter a later time.`,
	);
};

/**
 * The time that an object or number stands for, in ms since 1970. Numbers are Unix time in seconds (10 digits) or
 * milliseconds (13 digits), both for the years 2001 to 2286; other lengths are ambiguous.
 */
function momentIn(given: unknown): number | undefined {
	if (typeof given === 'number' && Number.isInteger(given)) {
		const digits = String(given).length;
		if (given > 0 && digits === 10) return given * 1000;
		return given > 0 && digits === 13 ? given : undefined;
	}
	if (typeof given !== 'object' || given === null) return undefined;
	// Dates and luxon's, by shape: they may come from another copy of luxon, or from n8n's isolated expressions. luxon's
	// durations are numbers of milliseconds as well.
	const isDate = Object.prototype.toString.call(given) === '[object Date]';
	return isDate || 'isLuxonDateTime' in given ? Number(given) : undefined;
}

function momentOf(given: string, label: string, timezone: string): number | undefined {
	const text = given.trim();
	if (text === '') throw new Refusal(`'${label}' must not be empty`);
	const [, date, time = '00:00', rest = ':00', zone] = ISO.exec(text) ?? [];
	if (date === undefined) return undefined;
	const local = `${date}T${time}${rest.replace(',', '.').slice(0, 7)}`;
	const asUtc = Date.parse(`${local}Z`);
	// JavaScript reads February 30 as March 2.
	if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(`${date}T${time}`)) {
		throw new Refusal(
			`'${label}' is a date or time that does not exist: ${text}`,
			`${NOTHING_SENT} Check the day of the month, and the hour (0 to 23).`,
		);
	}
	if (zone) return Date.parse(`${local}${zoneOf(zone)}`);
	const moments = [-DAY_MS, DAY_MS]
		.map((shift) => asUtc - offsetAt(asUtc + shift, timezone))
		.filter((moment) => moment + offsetAt(moment, timezone) === asUtc);
	if (moments.length > 0) return Math.min(...moments);
	throw new Refusal(
		`'${label}' is a time that does not exist in ${timezone}: ${text}`,
		`${NOTHING_SENT} Enter another time, or a time with its time zone, such as 2030-01-31T09:00:00Z. The clocks skip this time when daylight saving time starts.`,
	);
}

/** A time zone as JavaScript reads it, with a colon and minutes. */
function zoneOf(zone: string): string {
	if (/^z$/i.test(zone)) return 'Z';
	return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}

/** How far a time zone is ahead of UTC at a given time, in ms. */
function offsetAt(moment: number, timezone: string): number {
	const second = Math.floor(moment / 1000) * 1000;
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(second);
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	return (
		Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) -
		second
	);
}
