/** JSON that is written as text around expressions, one of which returns nothing. */
import { locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

const update = async (attributes: unknown, items = [{}]) =>
	await runNode(
		sandbox(),
		{
			resource: 'user',
			operation: 'update',
			user: locator(Number(sandbox().addUser({}).pk)),
			updateFields: { attributes },
			// What n8n still stores of another operation.
			additionalFields: { attributes: '={"other": "{{ $json.other }}"}' },
		},
		{ items },
	);

it.each([
	['a whole text', 'at department', '={"department": "{{ $json.department }}"}'],
	['a part of a text', 'at team.label', '={"team": {"label": "Team {{ $json.team }}"}}'],
	['no text', 'at size', '={"name": "x", "size": {{ $json.size }} }'],
	['one of several', 'at list[1].b', '={"a": "{{ 1 }}", "list": [2, {"b": "{{ $json.b }}"}]}'],
	['a number of nothing', 'at sum', '={"sum": "{{ $json.a * 2 }}"}'],
	['a text that is no JSON', 'for {{ $json.a }}', '={"a": {{ $json.a }} {{ "," }} "b": 1}'],
])('refuses nothing in %s', async (_what, where, attributes) => {
	const { error } = await update(attributes);
	expect(error?.message).toBe(`'Attributes' has no value ${where}`);
	expect(requestsTo(sandbox())).toEqual([]);
});

it.each([
	['={"department": "{{ $json.department ?? "" }}"}', { department: '' }],
	['={"department": "{{ $json.none }}"}', { department: '' }],
	['={"a": {{ $json.zero }}, "b": {{ $json.no }} }', { a: 0, b: false }],
])('accepts %s', async (attributes, stored) => {
	const { json, error } = await update(attributes, [{ none: null, zero: 0, no: false }]);
	expect(error).toBeUndefined();
	expect(json[0].attributes).toMatchObject(stored);
});

const people = async (parameters: object, item = {}) =>
	await runNode(sandbox(), { resource: 'user', ...parameters }, { items: [item] });

it.each<[string, object, string]>([
	[
		'a filter',
		{ operation: 'getAll', filters: { pathStartswith: '=users/{{ $json.team }}' } },
		'Path Starts With',
	],
	['a name', { operation: 'create', username: '={{ $json.first }}.{{ $json.last }}' }, 'Username'],
	[
		'a locator',
		{ operation: 'delete', user: locator('=ada{{ $json.number }}', 'username') },
		'User',
	],
	[
		'a password',
		{ operation: 'setPassword', user: locator(1), password: '=pw-{{ $json.password }}' },
		'Password',
	],
])('refuses nothing in %s', async (_what, parameters, label) => {
	const { error } = await people(parameters, { first: 'ada' });
	expect(error?.message).toMatch(new RegExp(`^'${label}' has no value for {{ \\$json\\.\\w+ }}$`));
	expect(sandbox().requests).toEqual([]);
});

it.each([null, '', ' ', '\u200b'])(
	'refuses %p in a filter, which would let more through',
	async (team) => {
		const filters = { pathStartswith: '=users/{{ $json.team }}' };
		const { error } = await people({ operation: 'getAll', filters }, { team });
		expect(error?.message).toBe("'Path Starts With' has no value for {{ $json.team }}");
		expect(sandbox().requests).toEqual([]);
	},
);

it('accepts an empty part of a name', async () => {
	const additionalFields = { name: '={{ $json.first }} {{ $json.middle }} {{ $json.last }}' };
	const item = { first: 'Ada', middle: '', last: 'Lovelace' };
	const { json } = await people(
		{ operation: 'create', username: 'ada.lovelace', additionalFields },
		item,
	);
	expect(json[0]).toMatchObject({ name: 'Ada  Lovelace' });
});
