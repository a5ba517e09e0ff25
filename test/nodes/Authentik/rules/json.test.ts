/** What a JSON object may hold, at every depth. */
import { tryToParseDateTime } from 'n8n-workflow';

import { jsonObject } from '../../../../nodes/Authentik/rules/json';
import { Refusal } from '../../../../nodes/Authentik/rules/refusal';

const circular: Record<string, unknown> = { name: 'x' };
circular.team = { members: [circular] };

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
	['no number', { a: { b: NaN } }, "'Attributes' holds NaN at a.b, which JSON cannot express"],
	['an infinite number', { a: -Infinity }, "'Attributes' holds -Infinity at a,"],
	['a function', { a: () => 1 }, "'Attributes' holds a function at a,"],
	['a bigint', { a: 10n }, "'Attributes' holds a bigint at a,"],
	['a symbol', { a: Symbol('x') }, "'Attributes' holds a symbol at a,"],
	['a map', { a: new Map([[1, 2]]) }, "'Attributes' holds a Map at a,"],
	['a set', { a: new Set() }, "'Attributes' holds a Set at a,"],
	['a regular expression', { a: /x/ }, "'Attributes' holds a RegExp at a,"],
	['a date that does not exist', { a: new Date(NaN) }, 'holds a date that does not exist at a,'],
	[
		'a moment that does not exist',
		{ a: tryToParseDateTime('2026-07-01').setZone('Nowhere/At_All') },
		'holds a date that does not',
	],
	[
		'what n8n makes of such a moment',
		{ a: 'Invalid DateTime' },
		`'Attributes' contains the text "Invalid DateTime" at a`,
	],
	['an object that contains itself', circular, 'holds an object that contains itself at team'],
	['a lost value in a text', { a: ['undefined'] }, `contains the text "undefined" at a[0]`],
	['a lost name', { team: { undefined: 1 } }, `contains the text "undefined" in team`],
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
])('takes %s', (_what, given, expected) => {
	expect(jsonObject(given, 'Attributes')).toEqual(expected);
});
