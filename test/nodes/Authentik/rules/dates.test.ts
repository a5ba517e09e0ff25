import * as fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

import { dateTime, futureDateTime } from '../../../../nodes/Authentik/rules/dates';

const day = { min: new Date('1970-01-01'), max: new Date('2999-01-01'), noInvalidDate: true };

it('any moment, in every form in which n8n returns it: the same moment in UTC', () => {
	fc.assert(
		fc.property(
			fc.date(day),
			fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
			(date, zone) => {
				const iso = date.toISOString();
				expect(dateTime(iso, 'Since', zone)).toBe(iso);
				expect(dateTime(` ${iso} `, 'Since', zone)).toBe(iso);
				expect(dateTime(date, 'Since', zone)).toBe(iso);
				expect(dateTime(iso.replace('Z', '+00:00'), 'Since', zone)).toBe(iso);
				const moment = tryToParseDateTime(date, zone);
				expect(dateTime(moment, 'Since', 'UTC')).toBe(iso);
				expect(dateTime(moment.toISO(), 'Since', 'UTC')).toBe(iso);
				expect(dateTime(moment.toSQL(), 'Since', 'UTC')).toBe(iso);
			},
		),
	);
});

it('what a clock of the workflow shows, in any zone and year: that moment', () => {
	fc.assert(
		fc.property(
			fc.date({ ...day, min: new Date('1970-01-02'), max: new Date('2099-01-01') }),
			fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
			(date, zone) => {
				const moment = tryToParseDateTime(date, zone);
				const shown = moment.toISO({ includeOffset: false });
				// One hour in autumn is shown twice; the first counts.
				const first = Math.min(...moment.getPossibleOffsets().map((one) => one.toMillis()));
				expect(dateTime(shown, 'Since', zone)).toBe(new Date(first).toISOString());
			},
		),
		{ numRuns: 500 },
	);
});

it.each([
	['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
	['2026-01-01T12:00:00', 'Europe/Berlin', '2026-01-01T11:00:00.000Z'],
	['2026-01-01 12:00:00', 'UTC', '2026-01-01T12:00:00.000Z'],
	['2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
	['2026-01-01T12:00:00+02:00', 'America/New_York', '2026-01-01T10:00:00.000Z'],
	['2026-01-01T12:00+02', 'America/New_York', '2026-01-01T10:00:00.000Z'],
	['2026-01-01 12:00:00.5 -0930', 'UTC', '2026-01-01T21:30:00.500Z'],
	['2026-01-01t12:00:00,123456z', 'Europe/Berlin', '2026-01-01T12:00:00.123Z'],
	['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
	['2028-02-29', 'UTC', '2028-02-29T00:00:00.000Z'],
	[1_700_000_000, 'Europe/Berlin', '2023-11-14T22:13:20.000Z'],
	[1_700_000_000_123, 'UTC', '2023-11-14T22:13:20.123Z'],
])('reads %s in %s', (given, zone, expected) => {
	expect(dateTime(given, 'Since', zone)).toBe(expected);
});

it.each([
	'2030-02-30',
	'2030-02-29',
	'2030-04-31T10:00',
	'2030-00-10',
	'2030-01-00',
	'2026-13-45',
	'2030-01-31T25:00:00Z',
	'2030-01-31T24:00',
	'2030-01-31T10:60',
	'2030-01-31T23:59:60Z',
	'2030-02-30T10:00:00+02:00',
])('refuses %p, which does not exist', (given) => {
	expect(() => dateTime(given, 'Since', 'Europe/Berlin')).toThrow(
		`'Since' is a date or time that does not exist: ${given}`,
	);
});

it.each([
	['2026-03-29T02:30', 'Europe/Berlin'],
	['2026-03-08T02:00:00', 'America/New_York'],
	['2011-12-30T12:00', 'Pacific/Apia'],
])('refuses %p, which the clocks of %s skip', (given, zone) => {
	expect(() => dateTime(given, 'Since', zone)).toThrow(
		`'Since' is a time that does not exist in ${zone}: ${given}`,
	);
	expect(dateTime(`${given}Z`, 'Since', zone)).toContain(given);
});

it.each([
	['', 'must not be empty'],
	[' ', 'must not be empty'],
	['5', 'must be a date and time'],
	['tomorrow', 'must be a date and time'],
	['Thursday 2026-01-01', 'must be a date and time'],
	['1700000000', 'must be a date and time'],
	['20300131', 'must be a date and time'],
	['2030-1-31', 'must be a date and time'],
	['31.01.2030', 'must be a date and time'],
	['01/31/2030', 'must be a date and time'],
	['2030-W05', 'must be a date and time'],
	['2030-01-31T10', 'must be a date and time'],
	['2030-01-31T10:00+15:00', 'must be a date and time'],
	['2030-01-31T10:00 Europe/Berlin', 'must be a date and time'],
	['0001-01-01', 'must be a date and time'],
	['9999-12-31T23:00-02:00', 'must be a date and time'],
	[20_300_131, 'must be a date and time'],
	[1_700_000_000.5, 'must be a date and time'],
	[-1_700_000_00, 'must be a date and time'],
	[NaN, 'must be a date and time'],
	[true, 'must be a date and time'],
	[['2030-01-31'], 'must be a date and time'],
	[new Date(NaN), 'must be a date and time'],
	[tryToParseDateTime('2026-07-01').setZone('Nowhere/At_All'), 'must be a date and time'],
	[
		tryToParseDateTime('2030-01-02').diff(tryToParseDateTime('2030-01-01')),
		'must be a date and time',
	],
	[{ toJSON: () => '2030-01-01', valueOf: () => 1e12 }, 'must be a date and time'],
	[{}, 'must be a date and time'],
	[null, 'has no value'],
	[undefined, 'has no value'],
])('refuses %p', (given, message) => {
	expect(() => dateTime(given, 'Since', 'UTC')).toThrow(`'Since' ${message}`);
});

it('refuses what is in the past', () => {
	expect(() => futureDateTime('2020-01-01T00:00:00Z', 'Expires', 'UTC')).toThrow(
		"'Expires' must be in the future",
	);
	const soon = new Date(Date.now() + 60_000).toISOString();
	expect(futureDateTime(soon, 'Expires', 'UTC')).toBe(soon);
	expect(futureDateTime('2999-01-01T00:00:00', 'Expires', 'Asia/Kolkata')).toBe(
		'2998-12-31T18:30:00.000Z',
	);
});
