/** What all kinds of values have in common: how they are tried, and what no field accepts, whatever its kind. */
import * as fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

/** A value as the user enters it in the node, and what authentik should receive. */
export interface Sample {
	given: unknown;
	sent: unknown;
	/** The search term, where what is sent is looked up in authentik. */
	asked?: unknown;
}

/** The generators of a kind of value. What is sent is next to what is entered, generated without the tested code. */
export interface Kind {
	good: fc.Arbitrary<Sample>;
	bad: fc.Arbitrary<unknown>;
	/** Whether an empty value clears the field: its description must then say so. */
	clears?: boolean;
}

/** Values that are sent unchanged. */
export const asIs = (arbitrary: fc.Arbitrary<unknown>) =>
	arbitrary.map((value): Sample => ({ given: value, sent: value }));

/** One sent value in several forms. */
export const forms = (sent: unknown, ...given: unknown[]) =>
	fc.constantFrom<Sample>(...given.map((form) => ({ given: form, sent })));

export const oneOf = (...values: unknown[]) => fc.constantFrom(...values);

/** A kind that also accepts one more value. */
export const also = (kind: Kind, sample: Sample): Kind => ({
	...kind,
	good: fc.oneof({ weight: 5, arbitrary: kind.good }, fc.constant(sample)),
	bad: kind.bad.filter((value) => value !== sample.given),
});

/** Text of any characters, some of them visible, which a database can store. */
export const anyText = fc
	.string({ minLength: 1, unit: 'grapheme' })
	.filter((text) => !/\0/.test(text) && /[\p{L}\p{N}]/u.test(text));

/** Invisible characters. */
export const UNSEEN = [...'\u200b\u00ad\u00a0\u202e\ufeff\u2060\t\n\u2028\u200e\u2003'];

class Point {
	constructor(readonly x = 1) {}
}

/** Moments that do not exist. */
export const NO_MOMENTS = [new Date(NaN), tryToParseDateTime('2030-01-01').setZone('Nowhere/Else')];

/** A duration of n8n's luxon. */
export const duration = tryToParseDateTime('2030-01-02').diff(tryToParseDateTime('2030-01-01'));

/** Texts that JavaScript and n8n write for lost values. */
export const LOST = [
	'undefined',
	' NaN',
	'Invalid Date',
	'Invalid DateTime',
	'[object Object]',
	'for [object Promise]',
	'[object Map]!',
	'undefined\n',
];

/** Objects that JSON can't represent. */
export const NO_JSON: unknown[] = [
	new Map([['a', 1]]),
	new Set([1]),
	new WeakMap(),
	/x/,
	new Error('x'),
	Promise.resolve('x'),
	Buffer.from('x'),
	new Uint8Array(2),
	new ArrayBuffer(2),
	Object('x'),
	Object(1),
	new Point(),
	() => 'x',
	Symbol('x'),
	...NO_MOMENTS,
];

const NOTHING_SEEN = ['', ' ', '\t\n', '\u200b', '\u00a0\ufeff', '\u2060\u00ad', '\u3000 \u2003'];

/** What no field accepts: in each kind, with what is invalid only in this kind. */
export function bad(own: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc.oneof(
		{ weight: 1, arbitrary: oneOf(undefined, null, NaN, Infinity, -Infinity) },
		{ weight: 1, arbitrary: oneOf(...NOTHING_SEEN, ...LOST) },
		{ weight: 1, arbitrary: oneOf('a\0b', 'a\ud800b', '\udc00') },
		// n8n itself refuses functions.
		{ weight: 1, arbitrary: oneOf(...NO_JSON.filter((value) => typeof value !== 'function')) },
		{ weight: 1, arbitrary: oneOf([undefined], [null], [''], [[]], [{}], [['a']], [NaN], [' ']) },
		{ weight: 4, arbitrary: own },
	);
}

/** What no field accepts that expects one text or number: lists and objects. */
export const composite = fc.oneof(
	fc.array(anyText, { maxLength: 2 }),
	fc.dictionary(fc.string(), fc.integer(), { maxKeys: 2, noNullPrototype: true }),
	oneOf(duration, { value: 'a' }, { id: 1 }),
);
