import type { INodeProperties } from 'n8n-workflow';

import { bodyField, queryField } from '../../../../nodes/Authentik/hooks/field';
import { shareEntries } from '../../../../nodes/Authentik/parameters/share';
import type { Parse } from '../../../../nodes/Authentik/rules/rule';
import { slug, text as anyText } from '../../../../nodes/Authentik/rules/text';

const text = (name: string, resource: string, operation: string[], more = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	displayOptions: { show: { resource: [resource], operation } },
	...more,
});

const operations = (resource: string, names: string[]): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	default: '',
	options: names.map((name) => ({ name, value: name })),
	displayOptions: { show: { resource: [resource] } },
});

const collection = (resource: string, operation: string[], options: INodeProperties[]) =>
	text('options', resource, operation, { type: 'collection', default: {}, options });

const shown = (properties: INodeProperties[]) =>
	properties
		.filter(({ name }) => name !== 'operation')
		.map(({ name, displayOptions }) => [
			name,
			displayOptions?.show?.resource,
			displayOptions?.show?.operation,
		]);

it('joins a parameter of several resources', () => {
	expect(
		shown(
			shareEntries([
				operations('a', ['get', 'list']),
				text('limit', 'a', ['list']),
				operations('b', ['list']),
				text('limit', 'b', ['list']),
			]),
		),
	).toEqual([['limit', ['a', 'b'], ['list']]]);
});

it('does not show a parameter where it was not', () => {
	const properties = [
		operations('a', ['get', 'update']),
		text('thing', 'a', ['get', 'update']),
		operations('b', ['get', 'update']),
		text('thing', 'b', ['get']),
	];
	expect(shown(shareEntries(properties))).toEqual([
		['thing', ['a'], ['get', 'update']],
		['thing', ['b'], ['get']],
	]);
});

it('does not join parameters that differ', () => {
	const properties = [
		operations('a', ['get']),
		text('thing', 'a', ['get']),
		operations('b', ['get']),
		text('thing', 'b', ['get'], { description: 'Another' }),
	];
	expect(shareEntries(properties)).toHaveLength(4);
});

it.each<[string, Partial<INodeProperties>, Partial<INodeProperties>]>([
	[
		'are shown on other conditions',
		{ displayOptions: { show: { resource: ['a'], operation: ['get'], all: [true] } } },
		{ displayOptions: { show: { resource: ['b'], operation: ['get'], all: [false] } } },
	],
	[
		'are sent in another way',
		{ routing: { send: { type: 'query', property: 'x' } } },
		{ routing: { send: { type: 'query', property: 'y' } } },
	],
	[
		'offer other choices',
		{ type: 'options', options: [{ name: 'X', value: 'x' }] },
		{ type: 'options', options: [{ name: 'Y', value: 'y' }] },
	],
])('does not join parameters that %s', (_what, one, other) => {
	const properties = [
		operations('a', ['get']),
		text('thing', 'a', ['get'], one),
		operations('b', ['get']),
		text('thing', 'b', ['get'], other),
	];
	expect(shareEntries(properties)).toHaveLength(4);
});

it('keeps the conditions and choices of what it joins', () => {
	const thing = (resource: string) =>
		text('thing', resource, ['get'], {
			type: 'options',
			options: [{ name: 'X', value: 'x' }],
			displayOptions: { show: { resource: [resource], operation: ['get'], all: [true] } },
		});
	const properties = [operations('a', ['get']), thing('a'), operations('b', ['get']), thing('b')];
	expect(shareEntries(properties)[2]).toMatchObject({
		options: [{ name: 'X', value: 'x' }],
		displayOptions: { show: { resource: ['a', 'b'], operation: ['get'], all: [true] } },
	});
});

it('leaves alone what belongs to no resource', () => {
	const everywhere = (type: INodeProperties['type']): INodeProperties => ({
		displayName: 'Everywhere',
		name: 'everywhere',
		type,
		default: {},
		options: type === 'collection' ? [text('inner', '', [])] : undefined,
	});
	for (const type of ['string', 'collection'] as const) {
		const properties = [everywhere(type), everywhere(type)];
		expect(shareEntries(properties)).toEqual(properties);
	}
});

it('joins collections, and each option tells for which resource it is', () => {
	const options = shareEntries([
		operations('a', ['get']),
		collection('a', ['get'], [text('Zebra', '', []), text('Apple', '', [])]),
		operations('b', ['get']),
		collection(
			'b',
			['get'],
			[text('Middle', '', [], { displayOptions: { show: { all: [true] } } })],
		),
	]).find(({ type }) => type === 'collection');
	const nested = (options?.options ?? []) as INodeProperties[];
	expect(
		nested.map(({ name, displayOptions }) => [name, displayOptions?.show?.['/resource']]),
	).toEqual([
		['Apple', ['a']],
		['Middle', ['b']],
		['Zebra', ['a']],
	]);
	expect(nested[1].displayOptions?.show).toEqual({ all: [true], '/resource': ['b'] });
});

it('does not join parameters of which one has another rule', () => {
	const rule = (parse: Parse, resource: string) =>
		bodyField('name', parse, text('name', resource, ['create']));
	const properties = (second: Parse) => [
		operations('a', ['create']),
		rule(anyText, 'a'),
		operations('b', ['create']),
		rule(second, 'b'),
	];
	expect(shareEntries(properties(anyText))).toHaveLength(3);
	expect(shareEntries(properties(slug))).toHaveLength(4);
});

it('knows a rule by what it reads, where it puts that, and how errors call it', () => {
	const hookOf = (make: typeof bodyField, displayName = 'Name', parse: Parse = anyText) => {
		const { routing } = make('name', parse, { ...text('name', 'a', []), displayName });
		return routing?.send?.preSend?.[0];
	};
	const hook = hookOf(bodyField);
	expect(hookOf(bodyField)).toBe(hook);
	expect(hookOf(queryField)).not.toBe(hook);
	expect(hookOf(bodyField, 'Title')).not.toBe(hook);
	expect(hookOf(bodyField, 'Name', slug)).not.toBe(hook);
});

it('puts the operations first, so that parameters win over what an operation presets', () => {
	const names = shareEntries([
		operations('a', ['get']),
		text('thing', 'a', ['get']),
		operations('b', ['get']),
	]).map(({ name }) => name);
	expect(names).toEqual(['operation', 'operation', 'thing']);
});
