import * as fc from 'fast-check';

import { dateTime, futureDateTime } from '../../../../nodes/Authentik/rules/dates';

const day = { min: new Date('1970-01-01'), max: new Date('2999-01-01'), noInvalidDate: true };

it('any moment, in every form that n8n gives it: the same moment in UTC', () => {
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
			},
		),
	);
});

it.each([
	['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
	['2026-01-01T12:00:00', 'Europe/Berlin', '2026-01-01T11:00:00.000Z'],
	['2026-01-01 12:00:00', 'UTC', '2026-01-01T12:00:00.000Z'],
	['2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
	['2026-01-01T12:00:00+02:00', 'America/New_York', '2026-01-01T10:00:00.000Z'],
])('reads %s in %s', (given, zone, expected) => {
	expect(dateTime(given, 'Since', zone)).toBe(expected);
});

it.each([
	['', 'must not be empty'],
	[' ', 'must not be empty'],
	['5', 'must be a date with a time'],
	['2026-13-45', 'must be a date with a time'],
	['tomorrow', 'must be a date with a time'],
	['Thursday 2026-01-01', 'must be a date with a time'],
	[1_700_000_000, 'must be a date with a time'],
	[{}, 'must be a date with a time'],
	[null, 'has no value'],
	[undefined, 'has no value'],
])('refuses %p', (given, message) => {
	expect(() => dateTime(given, 'Since', 'UTC')).toThrow(`'Since' ${message}`);
});

it('refuses what is over', () => {
	expect(() => futureDateTime('2020-01-01T00:00:00Z', 'Expires', 'UTC')).toThrow(
		"'Expires' must lie in the future",
	);
	const soon = new Date(Date.now() + 60_000).toISOString();
	expect(futureDateTime(soon, 'Expires', 'UTC')).toBe(soon);
	expect(futureDateTime('2999-01-01T00:00:00', 'Expires', 'Asia/Kolkata')).toBe(
		'2998-12-31T18:30:00.000Z',
	);
});
