/** What a JSON object may contain, at every depth. */
import * as fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

import { jsonObject, secretJsonObject } from '../../../../nodes/Authentik/rules/json';
import { jsonFault } from '../../../../nodes/Authentik/rules/jsonFault';
import { Refusal } from '../../../../nodes/Authentik/rules/refusal';

const circular: Record<string, unknown> = { name: 'x' };
circular.team = { members: [circular] };

class Point {
	readonly x = 1;
}

const looped: Record<string, unknown> = { toJSON: () => looped };

it.each<[string, unknown, string]>([
	['nothing', undefined, "'Attributes' has no value"],
	['null', null, "'Attributes' has no value"],
	['an undefined value', { department: undefined }, "'Attributes' has no value at department"],
	['one in an object', { team: { lead: undefined } }, "'Attributes' has no value at team.lead"],
	['one in a list', { a: [1, undefined] }, "'Attributes' has no value at a[1]"],
	[
		'one in an object in a list',
		{ roles: [{ name: 'a' }, { name: undefined }] },
		"'Attributes' has no value at roles[1].name",
	],
	['one under a name with a blank', { 'a b': undefined }, `'Attributes' has no value at ["a b"]`],
	// eslint-disable-next-line no-sparse-arrays
	['a hole in a list', { a: [1, , 3] }, "'Attributes' has no value at a[1]"],
	['no number', { a: { b: NaN } }, "'Attributes' contains NaN at a.b, which JSON can't represent"],
	['an infinite number', { a: -Infinity }, "'Attributes' contains -Infinity at a,"],
	['a function', { a: () => 1 }, "'Attributes' contains a function at a,"],
	['a bigint', { a: 10n }, "'Attributes' contains a bigint at a,"],
	['a symbol', { a: Symbol('x') }, "'Attributes' contains a symbol at a,"],
	['a map', { a: new Map([[1, 2]]) }, "'Attributes' contains a Map at a,"],
	['binary data', { a: Buffer.from('x') }, "'Attributes' contains binary data at a,"],
	[
		'an object of a class',
		{ a: new URLSearchParams() },
		"'Attributes' contains a URLSearchParams at a,",
	],
	['an object of a class of its own', { a: new Point() }, "'Attributes' contains a Point at a,"],
	['a form that is the object itself', looped, 'contains an object that contains itself'],
	['a set', { a: new Set() }, "'Attributes' contains a Set at a,"],
	['a regular expression', { a: /x/ }, "'Attributes' contains a RegExp at a,"],
	['a date that does not exist', { a: new Date(NaN) }, 'contains a date that does not exist at a,'],
	[
		'a moment that does not exist',
		{ a: tryToParseDateTime('2026-07-01').setZone('Nowhere/At_All') },
		'contains a date that does not',
	],
	[
		'what n8n makes of such a moment',
		{ a: 'Invalid DateTime' },
		`'Attributes' contains the text "Invalid DateTime" at a`,
	],
	['an object that contains itself', circular, 'contains an object that contains itself at team'],
	['a lost value in a text', { a: ['undefined'] }, `contains the text "undefined" at a[0]`],
	['a lost name', { team: { undefined: 1 } }, `contains the text "undefined" at team`],
	['an object as a text', { a: 'for [object Object]' }, `contains the text "[object Object]" at a`],
	['a list', [1], "'Attributes' must be a JSON object"],
	['a number', 7, "'Attributes' must be a JSON object"],
	['a date', new Date(0), "'Attributes' must be a JSON object"],
	['a list as text', '[1]', "'Attributes' must be a JSON object"],
	['null as text', 'null', "'Attributes' must be a JSON object"],
])('refuses %s', (_what, given, message) => {
	let refusal: unknown;
	try {
		jsonObject(given, 'Attributes');
	} catch (error) {
		refusal = error;
	}
	expect(refusal).toBeInstanceOf(Refusal);
	expect((refusal as Refusal).message).toContain(message);
	expect((refusal as Refusal).description).toContain('Nothing was sent');
});

const once = { a: 1 };

it.each<[string, unknown, unknown]>([
	['null, which is a value', { a: null, b: [null] }, { a: null, b: [null] }],
	['what is empty', { a: '', b: [], c: {}, d: 0 }, { a: '', b: [], c: {}, d: 0 }],
	['the same object twice', { a: once, b: once }, { a: { a: 1 }, b: { a: 1 } }],
	['dates', { a: new Date(0) }, { a: '1970-01-01T00:00:00.000Z' }],
	[
		'moments with their zone',
		{ a: tryToParseDateTime('2026-07-01T12:00:00+02:00') },
		{ a: '2026-07-01T12:00:00.000+02:00' },
	],
	['a text', '{"a": [1, {"b": null}]}', { a: [1, { b: null }] }],
	['the name null', { a: 'null', null: 1 }, { a: 'null', null: 1 }],
])('accepts %s', (_what, given, expected) => {
	expect(jsonObject(given, 'Attributes')).toEqual(expected);
});

it.each<[string, string, string]>([
	['a comma too many', '{ "a": 1, }', 'line 1, column 11, marked with ▸: { "a": 1, ▸}'],
	['single quotes', "{'a': 1}", `line 1, column 2, marked with ▸: {▸'a': 1}`],
	[
		'a quote in a text',
		'{"name": "Ada "L" X"}',
		'line 1, column 16, marked with ▸: {"name": "Ada "▸L" X"}',
	],
	['no value', '{"a": , "b": 2}', 'line 1, column 7,'],
	['a name without quotes', '{a: 1}', 'line 1, column 2,'],
	['a line break in a text', '{\n  "a": "x\ny"\n}', 'line 2, column 10,'],
	['no end', '{"a": [1, 2', 'line 1, column 12,'],
	['a text without end', '{"a": "x', 'line 1, column 9,'],
	['the wrong bracket', '{"a": [1}', 'line 1, column 9,'],
	['more behind it', '{"a": 1} x', 'line 1, column 10,'],
	['a comma too few', '{"a": 1 "b": 2}', 'line 1, column 9,'],
	['no colon', '{"a" 1}', 'line 1, column 6,'],
	['Python', '{"a": True}', 'line 1, column 7,'],
	['a number with zeros', '{"a": 007}', 'line 1, column 7,'],
	['a comma too many in a list', '{"a": [1,\n 2,\n]}', 'line 3, column 1,'],
	['an escape that is none', '{"a": "\\x"}', 'line 1, column 8,'],
	['a comment', '{"a": 1 // x\n}', 'line 1, column 9,'],
	['a mark of the byte order', '\ufeff{"a": 1}', 'line 1, column 1, marked with ▸: ▸<U+FEFF>{'],
	['no JSON at all', 'x', 'line 1, column 1, marked with ▸: ▸x'],
])('says where %s is', (_what, given, where) => {
	expect(() => jsonObject(given, 'Attributes')).toThrow(
		`'Attributes' is not valid JSON at ${where}`,
	);
});

it('shows nothing of a text that may contain a secret', () => {
	const given = '{"password": "hunter2",}';
	expect(() => jsonObject(given, 'Fixed Data')).toThrow(
		/^'Fixed Data' is not valid JSON at line 1, column 24$/,
	);
	expect(() => secretJsonObject('{"client": "hunter2",}', 'OAuth Params')).toThrow(
		/^'OAuth Params' is not valid JSON at line 1, column 22$/,
	);
});

it("finds the same position as Node's engine, or the start of the error there", () => {
	const json = fc.json({ maxDepth: 3 });
	fc.assert(
		fc.property(json, fc.nat(), fc.constantFrom('', '}', '"', ',', '\n', "'"), (text, at, put) => {
			const offset = at % (text.length + 1);
			const broken = text.slice(0, offset) + put + text.slice(offset + 1);
			try {
				JSON.parse(broken);
			} catch (error) {
				const fault = jsonFault(broken);
				const before = broken
					.split('\n')
					.slice(0, fault.line - 1)
					.join('\n').length;
				expect(before + (fault.line > 1 ? 1 : 0) + fault.column - 1).toBe(fault.offset);
				// Some releases of Node, and some errors, lack it.
				const [, position] = /at position (\d+)/.exec((error as Error).message) ?? [];
				expect(broken.slice(fault.offset, Number(position ?? fault.offset))).toMatch(
					/^[\w.+\\-]*$/,
				);
				expect(fault.offset).toBeLessThanOrEqual(Number(position ?? broken.length));
			}
		}),
		{ numRuns: 2000 },
	);
});
