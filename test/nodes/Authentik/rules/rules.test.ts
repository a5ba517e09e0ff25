/** What each rule accepts from an expression or a typed text, and what it refuses. */
import type { Parse } from '../../../../nodes/Authentik/rules/rule';
import { namesOrUuids, usersList } from '../../../../nodes/Authentik/rules/references';
import {
	integerId,
	integerIdOrNull,
	integerKey,
	uuid,
	uuidOrNull,
} from '../../../../nodes/Authentik/rules/ids';
import { choices, emailList, nameList, textList } from '../../../../nodes/Authentik/rules/lists';
import { boolean, count } from '../../../../nodes/Authentik/rules/scalars';
import { bearerToken, scimUrl } from '../../../../nodes/Authentik/rules/target';
import {
	choice,
	duration,
	name,
	nameOrEmpty,
	slug,
	text,
	textOrEmpty,
} from '../../../../nodes/Authentik/rules/text';

const CHOICES = [
	{ name: 'All', value: 'all' },
	{ name: 'Any', value: 'any' },
];
const ID = 'df1e5a2b-2b0e-4d0f-8f57-9b6a4b0f5a3c';

it.each<[string, Parse, unknown, unknown]>([
	['a number for a text', text, 7, '7'],
	['blanks, which authentik trims', text, ' Ada ', ' Ada '],
	['no text, which clears', textOrEmpty, '', ''],
	[
		'an address in capital letters',
		scimUrl,
		'HTTPS://EXAMPLE.COM/scim',
		'HTTPS://EXAMPLE.COM/scim',
	],
	['blanks around an address', scimUrl, ' https://example.com ', 'https://example.com'],
	[
		'a host in a group of GitLab',
		scimUrl,
		'https://example.com/groups/a',
		'https://example.com/groups/a',
	],
	['true', boolean, true, true],
	['the word true', boolean, 'true', true],
	['TRUE of a table', boolean, 'TRUE', true],
	['True of Python', boolean, 'True', true],
	['False', boolean, 'False', false],
	['1', boolean, 1, true],
	['0', boolean, 0, false],
	['"1"', boolean, '1', true],
	['"0"', boolean, '0', false],
	['a number as text', count, ' 7 ', 7],
	['a choice behind a blank', choice(CHOICES), ' any', 'any'],
	['choices with commas between', choices(CHOICES), 'any, all', ['any', 'all']],
	['an empty e-mail address, which clears', nameOrEmpty, '', ''],
	['blanks and invisible characters around a name', name, '\ufeff\u00a0ada \u200b\n', 'ada'],
	['an accent of its own', name, 'Jose\u0301', 'Jos\u00e9'],
	[
		'a joiner where letters are joined',
		name,
		'\u0645\u06cc\u200c\u062e',
		'\u0645\u06cc\u200c\u062e',
	],
	[
		'an emoji of several',
		name,
		'\u{1f469}\u200d\u{1f4bb} \u2764\ufe0f',
		'\u{1f469}\u200d\u{1f4bb} \u2764\ufe0f',
	],
	['a wide blank', name, '\u55b6\u696d\u3000\u90e8', '\u55b6\u696d\u3000\u90e8'],
	['names with commas between', nameList, 'ada, bob\u200b', ['ada', 'bob']],
	['invisible characters in other texts', text, 'a\u200bb', 'a\u200bb'],
	['an accent of its own in other texts', text, 'Jose\u0301', 'Jose\u0301'],
	['the word null', text, 'null', 'null'],
	['a large number', text, 10n, '10'],
	['a token', bearerToken, 'abc.DEF-123', 'abc.DEF-123'],
	['blanks around a token', bearerToken, ' abc\n', 'abc'],
	['Bearer before a token', bearerToken, '\u200bBearer  abc\r\n', 'abc'],
	['bearer in small letters', bearerToken, 'bearer abc', 'abc'],
	['a value listed twice once', textList, 'a, b,a', ['a', 'b']],
	['a number with zeros behind the point', count, '5.0', 5],
	['a list as text that is empty', namesOrUuids, '[]', []],
	['names with commas between, once', namesOrUuids, 'a, b,a', [{ name: 'a' }, { name: 'b' }]],
	['names with commas in JSON', namesOrUuids, '["a, b"]', [{ name: 'a, b' }]],
	['a name that begins like JSON', namesOrUuids, '[a] b', [{ name: '[a] b' }]],
	['an object with its pk', namesOrUuids, { pk: ID.toUpperCase(), name: 'x' }, [{ id: ID }]],
	['an object in JSON', usersList, '{"pk": 7}', [{ id: '7' }]],
	['items of n8n', usersList, [{ json: { pk: 7 } }, { json: { pk: '7' } }], [{ id: '7' }]],
	['a number that may be a name', usersList, 7, [{ name: '7' }]],
	['fractions of a unit', duration, 'hours=1.5', 'hours=1.5'],
	['a unit in capital letters', duration, 'Hours=1', 'Hours=1'],
	['blanks between durations', duration, ' hours=1; minutes=30 ', 'hours=1; minutes=30'],
	['blanks in a list of texts', textList, [' a ', 7], ['a', '7']],
	['a list as JSON behind a blank', textList, ' ["a", "b"]', ['a', 'b']],
	['texts with commas at their ends', textList, ',a,, b,', ['a', 'b']],
	['blanks around a UUID', uuid, ` ${ID} `, ID],
	['null for a UUID, which clears', uuidOrNull, null, null],
	['null for an ID, which clears', integerIdOrNull, null, null],
	['an empty list, which clears', namesOrUuids, [], []],
])('accepts %s', (_what, parse, given, expected) => {
	expect(parse(given, 'Field')).toEqual(expected);
});

it.each<[string, Parse, unknown, string]>([
	['an object for a text', text, {}, 'must be text'],
	['a list for a text', text, ['a'], 'must be text'],
	['a date for a text', text, new Date(0), 'must be text'],
	['true for a text', text, true, 'must be text'],
	['no number for a text', text, NaN, 'must be text'],
	['an infinite number for a text', text, Infinity, 'must be text'],
	['blanks', text, ' \t\n', 'must not be empty'],
	['a text of which nothing is seen', text, '\u200b\u00a0\ufeff\u00ad\u2060', 'must not be empty'],
	['blanks where empty text clears', textOrEmpty, ' ', 'must not be empty'],
	['nothing to be seen where empty text clears', nameOrEmpty, '\u200b', 'must not be empty'],
	['a NUL character', text, 'a\0b', "contains a character that can't be stored (U+0000)"],
	['half an emoji', text, 'a\ud83d', "contains a character that can't be stored (U+D83D)"],
	['a lost value', text, ' undefined', 'contains the text "undefined"'],
	['an object in a text', text, 'for [object Object]!', 'contains the text "[object Object]"'],
	['a lost name', name, 'undefined', 'contains the text "undefined"'],
	[
		'a zero-width blank in a name',
		name,
		'a\u200bda',
		'contains an invisible character (U+200B): "a<U+200B>da"',
	],
	['another blank in a name', name, 'a\u00a0b', 'contains an invisible character (U+00A0)'],
	['a soft hyphen in a name', name, 'a\u00adb', 'contains an invisible character (U+00AD)'],
	['a mark of direction in a name', name, 'a\u202eb', 'contains an invisible character (U+202E)'],
	['a joiner between Latin letters', name, 'a\u200db', 'contains an invisible character (U+200D)'],
	['a tab in a name', name, 'a\tb', 'contains an invisible character (U+0009)'],
	['one in a list of names', nameList, ['ada', 'b\u200bob'], 'contains an invisible character'],
	['an unknown choice', choice(CHOICES), 'some', `can't be "some"`],
	['an unknown choice among others', choices(CHOICES), ['any', 'some'], `can't be "some"`],
	['yes', boolean, 'yes', 'must be true or false, not "yes"'],
	['2', boolean, 2, 'must be true or false, not "2"'],
	['an empty text for true or false', boolean, '', 'must be true or false, not ""'],
	['an empty list for true or false', boolean, [], 'must be true or false, not a list'],
	['an object for true or false', boolean, {}, 'must be true or false, not an object'],
	['a number that is too large', count, 2 ** 31, 'must be a whole number of at least 1'],
	['a number of another base', count, '0x10', 'must be a whole number of at least 1'],
	['a number with an exponent', count, '1e3', 'must be a whole number of at least 1'],
	['a fraction', count, 1.5, 'must be a whole number of at least 1, not "1.5"'],
	['a list for a number', count, [5], 'must be a whole number of at least 1, not a list'],
	['a slug with a blank', slug, 'my app', 'must be a slug'],
	['a list for an ID', integerId, [5], 'must be a numeric ID, not a list'],
	['true for an ID', integerId, true, 'must be a numeric ID, not "true"'],
	['an ID that is too large', integerId, '90071992547409930', 'must be a numeric ID'],
	['an address with a blank in its host', scimUrl, 'https://exa mple.com', 'contains a space'],
	['an address with a blank in its path', scimUrl, 'https://example.com/a b', 'contains a space'],
	[
		'an invisible character',
		scimUrl,
		'https://example.com/a\u200b/b',
		'contains a space or an inv',
	],
	['an address without a scheme', scimUrl, 'example.com/scim', 'must start with http'],
	['an address of another kind', scimUrl, 'ftp://example.com', 'must start with http'],
	['an address without a host', scimUrl, 'https://', 'must have a valid host'],
	['the users', scimUrl, 'https://example.com/scim/v2/Users', 'must be the base URL, without'],
	['the users in capital letters', scimUrl, 'https://example.com/USERS/', 'must be the base URL'],
	['the users, escaped', scimUrl, 'https://example.com/%55sers', 'must be the base URL'],
	['an escaped blank behind them', scimUrl, 'https://example.com/Users%20', 'must be the base URL'],
	['a dot behind them', scimUrl, 'https://example.com/Users/.', 'must be the base URL'],
	['the groups', scimUrl, 'https://example.com/groups//', 'must be the base URL, without'],
	[
		'the configuration',
		scimUrl,
		'https://example.com/ServiceProviderConfig',
		'must be the base URL, without',
	],
	['a password', scimUrl, 'https://ada:pw@example.com', 'must not contain a username or pass'],
	['a username', scimUrl, 'https://@example.com', 'must not contain a username or password'],
	['a host that is none', scimUrl, 'https://exa<mple.com', 'must have a valid host'],
	['a query', scimUrl, 'https://example.com/?a=1', 'must not contain a query'],
	['a fragment', scimUrl, 'https://example.com/#a', 'must not contain a query, a fragment'],
	['a backslash', scimUrl, 'https://example.com\\a', 'must not contain a query, a fragment'],
	['a line break in a token', bearerToken, 'abc\ndef', 'must be plain ASCII text'],
	['a blank in a token', bearerToken, 'Token abc', 'must be plain ASCII text'],
	['another alphabet in a token', bearerToken, 'abc\u0435', 'must be plain ASCII text'],
	['a lost token', bearerToken, 'Bearer undefined', 'contains the text "undefined"'],
	['no token', bearerToken, 'Bearer ', 'must be plain ASCII text'],
	['more before a duration', duration, 'in hours=1', 'must be a duration'],
	['more behind a duration', duration, 'hours=1h', 'must be a duration'],
	['a list of which one is no duration', duration, 'hours=1;soon', 'must be a duration'],
	['a number for a list of texts', textList, 7, 'must be text or a list of text'],
	['an object for a list of texts', textList, { a: 1 }, 'must be text or a list of text'],
	['a list without texts', textList, ' , ', 'must not be empty'],
	['more before a UUID', uuid, `x${ID}`, 'must be a UUID'],
	['more behind a UUID', uuid, `${ID}/`, 'must be a UUID'],
	['no value in a list', namesOrUuids, [undefined], 'has no value'],
	['a list in a list', namesOrUuids, [['a']], 'contains a list within the list'],
	[
		'an object that has only a name',
		namesOrUuids,
		[{ name: 'a' }],
		'contains an object without pk',
	],
	['an empty text for a list', namesOrUuids, ' , ', 'must not be empty text'],
	['an ID that is none', namesOrUuids, [{ pk: 7 }], 'must be a UUID, not "7"'],
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
	expect(namesOrUuids([{ pk: given }], 'Groups')).toEqual([{ id: ID }]);
});

it.each<[unknown, string]>([
	['007', '7'],
	[7, '7'],
	['0', '0'],
	['000', '0'],
	['009007199254740991', '9007199254740991'],
])('spells the ID %p as authentik does', (given, id) => {
	expect(integerId(given, 'User')).toBe(id);
	expect(integerKey(given, 'User')).toBe(Number(id));
});

it('reads email addresses from lists and texts', () => {
	expect(emailList('a@example.com, b@example.com', 'CC')).toEqual([
		'a@example.com',
		'b@example.com',
	]);
	expect(emailList(['a@example.com'], 'CC')).toEqual(['a@example.com']);
	expect(() => emailList('a@example.com, ada', 'CC')).toThrow(
		'contains an invalid email address: "ada"',
	);
	expect(() => emailList('a@example.com b', 'CC')).toThrow(
		'invalid email address: "a@example.com b"',
	);
	expect(() => emailList('b a@example.com', 'CC')).toThrow(
		'invalid email address: "b a@example.com"',
	);
	expect(() => emailList('', 'CC')).toThrow("'CC'");
});

it('shows nothing of a secret in an address', () => {
	for (const url of [
		'https://ada:hunter2@example.com',
		'ftp://x/?hunter2',
		'http://x/a b#hunter2',
	]) {
		expect(() => scimUrl(url, 'URL')).toThrow(/^(?!.*hunter2)'URL' (?:must|contains)/);
	}
});
