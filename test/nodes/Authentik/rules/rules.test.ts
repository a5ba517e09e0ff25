/** What each rule takes from an expression or a typed text, and what it refuses. */
import type { Parse } from '../../../../nodes/Authentik/rules/rule';
import {
	integerId,
	integerIdOrNull,
	integerKey,
	uuid,
	uuidOrNull,
} from '../../../../nodes/Authentik/rules/ids';
import { emailList, textList, uuidList } from '../../../../nodes/Authentik/rules/lists';
import { boolean } from '../../../../nodes/Authentik/rules/scalars';
import {
	duration,
	httpUrl,
	text,
	textOrCleared,
	textOrEmpty,
} from '../../../../nodes/Authentik/rules/text';

const ID = 'df1e5a2b-2b0e-4d0f-8f57-9b6a4b0f5a3c';

it.each<[string, Parse, unknown, unknown]>([
	['a number as text', text, 7, '7'],
	['blanks, which authentik trims', text, ' Ada ', ' Ada '],
	['no text, which clears', textOrEmpty, '', ''],
	['an empty list, which clears', textOrCleared, [], ''],
	['a text that could be cleared', textOrCleared, 'x', 'x'],
	[
		'an address in capital letters',
		httpUrl,
		'HTTPS://EXAMPLE.COM/scim',
		'HTTPS://EXAMPLE.COM/scim',
	],
	['blanks around an address', httpUrl, ' https://example.com ', 'https://example.com'],
	['true', boolean, true, true],
	['the word true', boolean, 'true', true],
	['fractions of a unit', duration, 'hours=1.5', 'hours=1.5'],
	['a unit in capital letters', duration, 'Hours=1', 'Hours=1'],
	['blanks between durations', duration, ' hours=1; minutes=30 ', 'hours=1; minutes=30'],
	['blanks in a list of texts', textList, [' a ', 7], ['a', '7']],
	['a list as JSON behind a blank', textList, ' ["a", "b"]', ['a', 'b']],
	['texts with commas at their ends', textList, ',a,, b,', ['a', 'b']],
	['blanks around a UUID', uuid, ` ${ID} `, ID],
	['null for a UUID, which clears', uuidOrNull, null, null],
	['null for an ID, which clears', integerIdOrNull, null, null],
	['an empty list, which clears', uuidList, [], []],
])('takes %s', (_what, parse, given, expected) => {
	expect(parse(given, 'Field')).toEqual(expected);
});

it.each<[string, Parse, unknown, string]>([
	['an object for a text', text, {}, 'must be a text'],
	['a NUL character', text, 'a\0b', 'must not contain NUL characters'],
	['an address with a blank in its host', httpUrl, 'https://exa mple.com', 'must be an address'],
	['more before a duration', duration, 'in hours=1', 'must be a duration'],
	['more behind a duration', duration, 'hours=1h', 'must be a duration'],
	['a list of which one is no duration', duration, 'hours=1;soon', 'must be a duration'],
	['a number for a list of texts', textList, 7, 'must be a list of texts'],
	['an object for a list of texts', textList, { a: 1 }, 'must be a list of texts'],
	['a list without texts', textList, ' , ', 'must not be empty'],
	['more before a UUID', uuid, `x${ID}`, 'must be a UUID'],
	['more behind a UUID', uuid, `${ID}/`, 'must be a UUID'],
	['JSON that does not parse', uuidList, `["${ID}"`, `must be a UUID, not "["${ID}""`],
	['nothing, where null clears', uuidOrNull, undefined, 'has no value'],
])('refuses %s', (_what, parse, given, message) => {
	expect(() => parse(given, 'Field')).toThrow(`'Field' ${message}`);
});

it.each([
	ID,
	ID.toUpperCase(),
	ID.replace(/-/g, ''),
	` ${ID} `,
	'DF1E5A2B2b0e-4d0f8f579b6a4b0f5a3c',
])('spells the UUID %p as authentik does', (given) => {
	expect(uuid(given, 'Group')).toBe(ID);
	expect(uuidList([given], 'Groups')).toEqual([ID]);
});

it.each<[unknown, string]>([
	['007', '7'],
	[7, '7'],
	['0', '0'],
	['000', '0'],
	['0090071992547409930', '90071992547409930'],
])('spells the ID %p as authentik does', (given, id) => {
	expect(integerId(given, 'User')).toBe(id);
	expect(integerKey(given, 'User')).toBe(Number(id));
});

it('reads e-mail addresses from lists and texts', () => {
	expect(emailList('a@example.com, b@example.com', 'CC')).toEqual([
		'a@example.com',
		'b@example.com',
	]);
	expect(emailList(['a@example.com'], 'CC')).toEqual(['a@example.com']);
	expect(() => emailList('a@example.com, ada', 'CC')).toThrow('which "ada" is not');
	expect(() => emailList('a@example.com b', 'CC')).toThrow('which "a@example.com b" is not');
	expect(() => emailList('b a@example.com', 'CC')).toThrow('which "b a@example.com" is not');
	expect(() => emailList('', 'CC')).toThrow("'CC'");
});
