/** Moments, in every form in which n8n's users have them. */
import * as fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

import type { Kind, Sample } from './kind';
import { anyText, bad, composite, duration, forms, NO_MOMENTS, oneOf } from './kind';

/** The time zone of the workflow in which dates are tried: it has daylight saving time. */
export const ZONE = 'America/New_York';

const between = (min: string, max: string) =>
	fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });

/** Any of these moments, in any form. */
const moment = (dates: fc.Arbitrary<Date>) =>
	dates.chain((date) => {
		const iso = date.toISOString();
		const here = tryToParseDateTime(iso).setZone(ZONE);
		const elsewhere = here.setZone('Asia/Kolkata');
		// A time that occurs twice in autumn is the first of the two.
		const isShownOnce = here.getPossibleOffsets().length === 1;
		const local = isShownOnce ? here.toISO({ includeOffset: false }) : iso;
		return forms(
			iso,
			iso,
			` ${iso} `,
			date,
			date.getTime(),
			here,
			elsewhere,
			local,
			local?.replace('T', ' '),
			here.toISO(),
			elsewhere.toSQL(),
			elsewhere.toISO(),
			iso.replace('Z', '+00'),
			iso.replace('Z', ' +0000').replace('T', ' '),
		);
	});

const wholeSeconds = (min: string) =>
	between(min, '2280-01-01').map((date): Sample => {
		const seconds = Math.floor(date.getTime() / 1000);
		return { given: seconds, sent: new Date(seconds * 1000).toISOString() };
	});

const wholeDays = (min: string) =>
	between(min, '2280-01-01').map((date): Sample => {
		const day = tryToParseDateTime(date.toISOString()).setZone(ZONE).startOf('day');
		return { given: day.toISODate(), sent: day.toUTC().toISO() };
	});

const two = (number: number) => String(number).padStart(2, '0');

/** Days and times that exist in no calendar and on no clock. */
const notThere = fc.oneof(
	fc
		.tuple(
			fc.integer({ min: 2001, max: 2099 }),
			oneOf(2, 4, 6, 9, 11),
			oneOf('', 'T10:00', ' 10:00Z'),
		)
		.map(([year, month, time]) => `${year}-${two(Number(month))}-31${String(time)}`),
	fc
		.integer({ min: 2001, max: 2099 })
		.filter((year) => year % 4 !== 0)
		.map((year) => `${year}-02-29`),
	fc.integer({ min: 13, max: 99 }).map((month) => `2030-${month}-01`),
	fc.integer({ min: 24, max: 99 }).map((hour) => `2030-01-01T${hour}:00:00Z`),
	fc.integer({ min: 60, max: 99 }).map((minute) => `2030-01-01T10:${minute}:00`),
	fc.integer({ min: 60, max: 99 }).map((second) => `2030-01-01 10:00:${second}+01:00`),
	oneOf('2030-02-30', '2030-00-10', '2030-01-00', '2030-01-01T10:00+25:00', ...NO_MOMENTS),
	// The clocks of the workflow's zone go forward from two to three.
	oneOf('2030-03-10T02:30', '2030-03-10 02:00:00'),
);

/** Values that may mean more than one moment, or none. */
const unclear = fc.oneof(
	oneOf(
		'tomorrow',
		'now',
		'$now',
		'31.01.2030',
		'01/31/2030',
		'2030/01/31',
		'2030-1-1',
		'20300131',
	),
	oneOf('2030-W05', '2030-031', '10:00', 'T10:00', '2030-01-31T10', '30-01-31', 'Jan 31, 2030'),
	oneOf('Thu, 31 Jan 2030 09:00:00 GMT', '1893456000', '1893456000000', '2030-01-31T10:00 CET'),
	oneOf(
		true,
		20_300_131,
		1_700_000_000.5,
		-1_700_000_000,
		1_700_000_000_000_000,
		10n ** 9n,
		duration,
	),
	fc.integer({ min: 0, max: 999_999_999 }),
	anyText.filter((given) => !/^\s*\d{4}-/.test(given)),
);

export const dateTime: Kind = {
	good: fc.oneof(
		{ weight: 5, arbitrary: moment(between('2002-01-01', '2280-01-01')) },
		wholeSeconds('2002-01-01'),
		wholeDays('2002-01-01'),
	),
	bad: bad(fc.oneof(composite, notThere, unclear)),
};

export const futureDateTime: Kind = {
	good: fc.oneof(
		{ weight: 5, arbitrary: moment(between('2199-01-01', '2280-01-01')) },
		wholeSeconds('2199-01-01'),
		wholeDays('2199-01-01'),
	),
	bad: bad(fc.oneof(composite, notThere, unclear, oneOf('2020-01-01', 1_000_000_000, new Date(0)))),
};
