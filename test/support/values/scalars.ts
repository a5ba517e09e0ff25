/** True and false, numbers and IDs. */
import * as fc from 'fast-check';

import type { Kind, Sample } from './kind';
import { also, anyText, bad, composite, forms, oneOf } from './kind';

export const boolean: Kind = {
	good: fc.oneof(
		forms(true, true, 'true', 'TRUE', 'True', 1, '1'),
		forms(false, false, 'false', 'FALSE', 'False', 0, '0'),
	),
	bad: bad(
		fc.oneof(
			composite,
			oneOf(
				'yes',
				'no',
				'on',
				'off',
				'y',
				'wahr',
				'truee',
				2,
				-1,
				0.5,
				'2',
				[true],
				[],
				't',
				'01x',
			),
			fc.integer({ min: 2 }),
			anyText.filter((given) => Number.isNaN(Number(given)) && !/^(?:true|false)$/i.test(given)),
			fc.date({ min: new Date(2), noInvalidDate: true }),
		),
	),
};

/** Values that are not whole numbers in any range. */
const noWhole = fc.oneof(
	composite,
	fc.double({ min: 0, max: 1e6, noInteger: true }),
	anyText.filter((given) => !/^\s*-?\d+(?:\.0*)?\s*$/.test(given)),
	oneOf(
		true,
		false,
		[1],
		1e21,
		2 ** 31,
		-(2 ** 31) - 1,
		'9'.repeat(400),
		'1,5',
		'1.5',
		'- 1',
		'--1',
	),
	oneOf('0x10', '1e3', '+1', '٣', '1 000', '\u200b5', new Date(5)),
);

const whole = (min: number): fc.Arbitrary<Sample> =>
	fc
		.integer({ min, max: 2 ** 31 - 1 })
		.chain((number) => forms(number, number, ` ${number}`, `${number}.0`));

/** A whole number, possibly negative. */
export const integer: Kind = { good: whole(-(2 ** 31)), bad: bad(noWhole) };

/** A whole number that is not negative. */
export const countOrZero: Kind = {
	good: whole(0),
	bad: bad(fc.oneof(noWhole, fc.integer({ max: -1 }), oneOf('-1'))),
};

const notNumber = anyText.filter((given) => !/^\s*\d+(?:\.0*)?\s*$/.test(given));

export const count: Kind = {
	good: fc
		.integer({ min: 1, max: 1000 })
		.chain((number) => forms(number, number, ` ${number}`, `${number}.0`)),
	bad: bad(
		fc.oneof(
			composite,
			fc.double({ min: 0, max: 1e6, noInteger: true }),
			fc.integer({ max: 0 }),
			notNumber,
			oneOf(
				0,
				-1,
				'0',
				'-1',
				true,
				false,
				[1],
				1e21,
				2 ** 31,
				'9'.repeat(400),
				'1,5',
				'1.5',
				'5 s',
			),
			oneOf('0x10', '1e3', '0b1', '٣', '1_000', '1 000', '\u200b5', new Date(5)),
		),
	),
};

export const uuid: Kind = {
	good: fc
		.uuid()
		.chain((id) => forms(id, id, id, id.toUpperCase(), id.replace(/-/g, ''), ` ${id}\n`)),
	bad: bad(
		fc.oneof(
			composite,
			anyText,
			fc.uuid().map((id) => `${id}0`),
			fc.uuid().map((id) => `{${id}}`),
			fc.uuid().map((id) => `urn:uuid:${id}`),
			fc.uuid().map((id) => `${id}/../${id}`),
			fc.uuid().map((id) => `${id},${id}`),
			fc.uuid().map((id) => `${id.slice(0, 8)}\u200b${id.slice(8)}`),
			fc.uuid().map((id) => [id]),
			oneOf(7, '7', true, new Date(0)),
		),
	),
};

export const uuidOrNull: Kind = {
	...also(also(uuid, { given: '', sent: null }), { given: null, sent: null }),
	clears: true,
};

/** The number of an object. */
export const integerId: Kind = {
	good: fc
		.integer({ min: 1, max: 2_000_000_000 })
		.chain((number) => forms(number, number, String(number), ` 00${number} `, BigInt(number))),
	bad: bad(
		fc.oneof(
			composite,
			anyText.filter((given) => !/^\s*\d+\s*$/.test(given)),
			fc.integer({ max: -1 }),
			fc.double({ min: 0, max: 1e6, noInteger: true }),
			oneOf(
				'-1',
				'+1',
				1e21,
				'9'.repeat(400),
				2 ** 53,
				[7],
				'7 8',
				'7,8',
				'7/../8',
				'0x7',
				'٣',
				'1e3',
			),
			oneOf(true, '7.0', '7\u200b8', new Date(7)),
		),
	),
};

export const integerIdOrNull: Kind = {
	...also(also(integerId, { given: '', sent: null }), { given: null, sent: null }),
	clears: true,
};

/** The maximum number of rows on a page. */
const LARGEST_PAGE = 100;

/** A number of rows, of which authentik returns no more than a page at once. */
export const limit: Kind = {
	...count,
	good: count.good.map(
		({ given, sent }): Sample => ({ given, sent: Math.min(Number(sent), LARGEST_PAGE) }),
	),
};

/** Whether all rows are requested, which makes the pages as large as possible; otherwise Limit's default counts. */
export const returnAll: Kind = {
	...boolean,
	good: boolean.good.map(({ given, sent }): Sample => ({ given, sent: sent ? LARGEST_PAGE : 50 })),
};
