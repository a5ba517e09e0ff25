/** JSON objects, as texts and as the objects of expressions. */
import * as fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

import type { Kind, Sample } from './kind';
import { anyText, LOST, NO_JSON, oneOf } from './kind';

/** n8n itself removes keys that could change JavaScript's prototypes from every JSON parameter. */
const objectText = fc
	.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4, noNullPrototype: true })
	.map((object) => JSON.stringify(object))
	.filter((json) => !/"(?:__proto__|prototype|constructor)"/.test(json));

const moments = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2280-01-01') });

const key = fc.oneof(
	fc.stringMatching(/^[a-z]{1,5}$/),
	fc.constantFrom('a b', 'é', 'x.y', '0'),
	fc.nat(2),
);

/** Nested objects and lists around a value. */
const around = (value: fc.Arbitrary<unknown>) =>
	fc
		.tuple(fc.stringMatching(/^[a-z]{1,5}$/), fc.array(key, { maxLength: 4 }), value)
		.map(([first, path, inner]) =>
			[first, ...path].reduceRight<unknown>(
				(within, step) =>
					typeof step === 'number'
						? [...Array<number>(step).fill(0), within]
						: { 'b c': null, [step]: within },
				inner,
			),
		);

/** Values that are not JSON somewhere within an object. */
const holed = around(
	fc.oneof(
		oneOf(undefined, NaN, Infinity, -Infinity, 10n, 'a\0b', 'a\ud800'),
		oneOf(...LOST),
		oneOf(...NO_JSON),
		// eslint-disable-next-line no-sparse-arrays
		oneOf([1, , 3], [undefined], { undefined: 1 }, { '[object Object]': 1 }),
	),
);

const without = (text: string, at: number) => text.slice(0, at) + text.slice(at + 1);

/** JSON text with something inserted. */
const broken = fc
	.oneof(
		objectText.map((json) => json.slice(0, -1)),
		objectText.map((json) => `${json.slice(0, -1)},}`),
		objectText.map((json) => `${json} x`),
		objectText.map((json) => json.replace(/"/g, "'")).filter((json) => json !== '{}'),
		anyText.map((word) => `{"name": "it"s ${word}"}`),
		anyText.map((word) => `{"name": "line\nbreak ${word}"}`),
		anyText.map((word) => `{name: "${word}"}`),
		fc.tuple(objectText, fc.nat()).map(([json, at]) => without(json, at % json.length)),
		fc.constantFrom(
			'{ "a": 1, }',
			"{'a': 1}",
			'{"a": }',
			'{"a": undefined}',
			'{"a": NaN}',
			'{"a": True}',
		),
		fc.constantFrom('\ufeff{"a": 1}', '{"a": 1 // x\n}', '{"a": 007}', '{"a": "\\x"}', '{“a”: 1}'),
	)
	.filter((text) => {
		try {
			const value: unknown = JSON.parse(text);
			return typeof value !== 'object' || value === null || Array.isArray(value);
		} catch {
			return true;
		}
	});

const badObject = fc.oneof(
	{ weight: 1, arbitrary: oneOf(undefined, null, NaN, '', ' ', '\u200b', true, 7, 10n, [], [1]) },
	{ weight: 1, arbitrary: oneOf('7', 'null', '"x"', '[]', '[{"a": 1}]', 'x', ...LOST) },
	{
		weight: 1,
		arbitrary: oneOf(...NO_JSON.filter((value) => typeof value !== 'function'), new Date(0)),
	},
	{ weight: 1, arbitrary: oneOf('{"a": "undefined"}', '{"a": "x\\u0000"}', '{"a": ["\\ud800"]}') },
	{ weight: 4, arbitrary: holed },
	{ weight: 4, arbitrary: broken },
);

const moment = fc.oneof(
	moments.map((date): Sample => ({ given: date, sent: date.toISOString() })),
	moments.map((date): Sample => {
		const given = tryToParseDateTime(date.toISOString()).setZone('Asia/Kolkata');
		return { given, sent: given.toISO() };
	}),
);

const isList = (value: unknown) =>
	Array.isArray(value) || (typeof value === 'string' && value.trim().startsWith('['));

const scalar = fc.oneof(
	fc.stringMatching(/^[A-Za-z0-9 &?=é-]{1,9}$/).filter(notExpression),
	fc.integer(),
	fc.boolean(),
);

/** n8n treats a text that starts this way as an expression, also within an object. */
function notExpression(text: string): boolean {
	return !text.startsWith('=');
}

/** The query of a request: objects in it are sent as text. */
export const jsonQuery: Kind = {
	good: fc
		.dictionary(
			fc.stringMatching(/^[a-z_]{1,9}$/).filter((name) => !/^page(?:_size)?$/.test(name)),
			fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 3 }), fc.constant({ a: [1] })),
			{ maxKeys: 3, noNullPrototype: true },
		)
		.chain((given) => {
			const entries = Object.entries(given).map(([name, value]) => [
				name,
				typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value,
			]);
			const sent: unknown = Object.fromEntries(entries);
			return fc.constantFrom<Sample>({ given, sent }, { given: JSON.stringify(given), sent });
		}),
	bad: fc.oneof(
		badObject,
		oneOf({ page: 2 }, '{"page": 2}', { a: null }, { a: [] }, { a: [1, null] }, '{"a": null}'),
	),
};

/** The body of a request, which can be a list; an empty one is not sent. */
export const jsonBody: Kind = {
	good: fc.oneof(
		objectText
			.filter((text) => text !== '{}')
			.map((text): Sample => ({ given: text, sent: JSON.parse(text) })),
		fc.constantFrom<Sample>(
			{ given: [{ a: 1 }, { b: null }], sent: [{ a: 1 }, { b: null }] },
			{ given: ' [1, "two"]', sent: [1, 'two'] },
		),
	),
	bad: badObject.filter((value) => !isList(value)),
};

export const json: Kind = {
	good: fc.oneof(
		objectText.map((text): Sample => ({ given: text, sent: JSON.parse(text) })),
		objectText.map((text): Sample => ({ given: JSON.parse(text), sent: JSON.parse(text) })),
		objectText.map((text): Sample => ({ given: `\n${text} `, sent: JSON.parse(text) })),
		moment.map(({ given, sent }): Sample => ({ given: { a: [given] }, sent: { a: [sent] } })),
		fc.constantFrom<Sample>({ given: {}, sent: {} }, { given: '{}', sent: {} }),
		around(oneOf(null, '', [], {}, 0, -0, false, 'null', 'it"s', "it's")).map(
			(object): Sample => ({ given: object, sent: JSON.parse(JSON.stringify(object)) }),
		),
	),
	bad: badObject,
};
