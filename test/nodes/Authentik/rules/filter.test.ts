/** No filter that was added matches everything. */
import { jsonObjectText } from '../../../../nodes/Authentik/rules/json';
import { namesOrUuids } from '../../../../nodes/Authentik/rules/references';
import { narrowing, searchText } from '../../../../nodes/Authentik/rules/filter';
import type { Parse } from '../../../../nodes/Authentik/rules/rule';
import { boolean } from '../../../../nodes/Authentik/rules/scalars';
import { textOrEmpty } from '../../../../nodes/Authentik/rules/text';

it.each<[string, Parse, unknown]>([
	['an empty object', jsonObjectText, {}],
	['an empty object as text', jsonObjectText, ' { } '],
	['an empty list', namesOrUuids, []],
	['an empty list as text', namesOrUuids, '[]'],
	['an empty text', textOrEmpty, ''],
	['blanks', textOrEmpty, ' '],
	['a text without entries', namesOrUuids, ' , '],
	['nothing', () => undefined, 'x'],
	['null', () => null, 'x'],
])('refuses %s', (_what, parse, given) => {
	expect(() => narrowing(parse)(given, 'Groups')).toThrow(
		"'Groups' is empty and would not filter anything",
	);
});

it.each(['""', "''", '"', ' "," ', `"" ''`])(
	'refuses a search for %s, which finds everything',
	(given) => {
		expect(() => narrowing(searchText)(given, 'Search')).toThrow(
			"'Search' is empty and would not filter anything",
		);
	},
);

it('searches for words in quotes', () => {
	expect(narrowing(searchText)('"ada lovelace"', 'Search')).toBe('"ada lovelace"');
});

it('accepts false, and what only looks empty', () => {
	expect(narrowing(boolean)(false, 'Active')).toBe(false);
	expect(narrowing(jsonObjectText)({ a: {} }, 'Attributes')).toBe('{"a":{}}');
});
