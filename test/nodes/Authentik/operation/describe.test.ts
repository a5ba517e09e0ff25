import type { INodeProperties } from 'n8n-workflow';

import { describe as describeResources } from '../../../../nodes/Authentik/operation/describe';
import { bodyField, pathField } from '../../../../nodes/Authentik/operation/fields';
import type { Operation, Parameter, Resource } from '../../../../nodes/Authentik/operation/types';
import { slug, text as anyText } from '../../../../nodes/Authentik/rules/text';

const text = (name: string, more: Partial<Parameter> = {}): Parameter => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});

const collection = (options: Parameter[]) =>
	text('options', { type: 'collection', default: {}, options });

const operation = (value: string, parameters: Parameter[]): Operation => ({
	name: value,
	value,
	action: value,
	description: value,
	request: { method: 'GET', url: '/' },
	parameters,
});

const resource = (value: string, operations: Record<string, Parameter[]>): Resource => ({
	title: value.toUpperCase(),
	value,
	defaultOperation: Object.keys(operations)[0],
	operations: Object.entries(operations).map(([name, parameters]) => operation(name, parameters)),
});

const described = (...resources: Resource[]) =>
	describeResources(resources, text('resource', { type: 'options' }), 'a');

const parametersOf = (...resources: Resource[]) =>
	described(...resources).filter(({ name }) => !['resource', 'operation'].includes(name));

const shown = (properties: INodeProperties[]) =>
	properties.map(({ name, displayOptions }) => [
		name,
		displayOptions?.show?.resource,
		displayOptions?.show?.operation,
	]);

/** The parameters that an operation shows, in the order of the editor. */
const orderOf = (properties: INodeProperties[], ofResource: string, ofOperation: string) =>
	properties
		.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(ofResource))
		.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(ofOperation))
		.map(({ name }) => name);

it('lists the resources and the operations of each', () => {
	const [ofResources, ofA, ofB] = described(
		resource('a', { get: [], list: [] }),
		resource('b', { list: [] }),
	);
	expect(ofResources.default).toBe('a');
	expect(ofResources.options).toEqual([
		{ name: 'A', value: 'a' },
		{ name: 'B', value: 'b' },
	]);
	expect([ofA, ofB].map(({ displayOptions }) => displayOptions?.show?.resource)).toEqual([
		['a'],
		['b'],
	]);
	expect(ofA).toMatchObject({
		default: 'get',
		options: [{ value: 'get' }, { value: 'list', routing: { request: { url: '/' } } }],
	});
});

it('joins a parameter of multiple operations and resources', () => {
	const properties = parametersOf(
		resource('a', { get: [], list: [text('limit')], search: [text('limit')] }),
		resource('b', { list: [text('limit')] }),
	);
	expect(shown(properties)).toEqual([['limit', ['a', 'b'], ['list', 'search']]]);
});

it('does not show a parameter for an operation that does not have it', () => {
	const properties = parametersOf(
		resource('a', { get: [text('thing')], update: [text('thing')] }),
		resource('b', { get: [text('thing')], update: [] }),
	);
	expect(shown(properties)).toEqual([
		['thing', ['a'], ['get', 'update']],
		['thing', ['b'], ['get']],
	]);
});

it('shows the parameters of each operation in its own order', () => {
	const properties = parametersOf(
		resource('group', { add: [text('group'), text('user')], get: [text('group')] }),
		resource('user', {
			create: [text('name'), collection([])],
			join: [text('user'), text('group')],
			update: [text('user'), text('name'), collection([])],
		}),
	);
	expect(orderOf(properties, 'group', 'add')).toEqual(['group', 'user']);
	expect(orderOf(properties, 'user', 'join')).toEqual(['user', 'group']);
	expect(orderOf(properties, 'user', 'create')).toEqual(['name', 'options']);
	expect(orderOf(properties, 'user', 'update')).toEqual(['user', 'name', 'options']);
	expect(properties.filter(({ name }) => name === 'options')).toHaveLength(1);
});

it.each<[string, Partial<Parameter>, Partial<Parameter>]>([
	['have other texts', { description: 'One' }, { description: 'Another' }],
	[
		'are shown on other conditions',
		{ displayOptions: { show: { all: [true] } } },
		{ displayOptions: { show: { all: [false] } } },
	],
	[
		'go elsewhere in the request',
		bodyField('x', anyText, text('thing')),
		bodyField('y', anyText, text('thing')),
	],
	[
		'offer other choices',
		{ type: 'options', options: [{ name: 'X', value: 'x' }] },
		{ type: 'options', options: [{ name: 'Y', value: 'y' }] },
	],
])('does not join parameters that %s', (_what, one, other) => {
	const properties = parametersOf(
		resource('a', { get: [text('thing', one)] }),
		resource('b', { get: [text('thing', other)] }),
	);
	expect(properties).toHaveLength(2);
});

it('joins parameters that differ only in how an operation uses them', () => {
	const properties = parametersOf(
		resource('a', { get: [pathField(slug, text('thing'))], run: [text('thing')] }),
		resource('b', { get: [pathField(anyText, text('thing'))] }),
	);
	expect(shown(properties)).toEqual([['thing', ['a', 'b'], ['get', 'run']]]);
});

it('keeps the conditions and choices of what it joins', () => {
	const thing = text('thing', {
		type: 'options',
		options: [{ name: 'X', value: 'x' }],
		displayOptions: { show: { all: [true] } },
	});
	expect(
		parametersOf(resource('a', { get: [thing] }), resource('b', { get: [{ ...thing }] })),
	).toMatchObject([
		{
			options: [{ name: 'X', value: 'x' }],
			displayOptions: { show: { resource: ['a', 'b'], operation: ['get'], all: [true] } },
		},
	]);
});

it('joins collections, whose options say for which resource and operations they are', () => {
	const [{ options }] = parametersOf(
		resource('a', {
			get: [collection([text('Zebra'), text('Apple')])],
			list: [collection([text('Apple')])],
		}),
		resource('b', {
			get: [collection([text('Middle', { displayOptions: { show: { all: [true] } } })])],
		}),
	);
	const nested = (options ?? []) as INodeProperties[];
	expect(nested.map(({ name, displayOptions }) => [name, displayOptions?.show])).toEqual([
		['Apple', { '/resource': ['a'] }],
		['Middle', { all: [true], '/resource': ['b'] }],
		['Zebra', { '/operation': ['get'], '/resource': ['a'] }],
	]);
});

it('lets n8n copy a field into the request, and nothing of our own reaches n8n', () => {
	const field = bodyField('x.y', anyText, text('thing'));
	const [property] = parametersOf(resource('a', { get: [field] }));
	expect(property.routing).toEqual({
		send: { type: 'body', property: 'x.y', propertyInDotNotation: false },
	});
	expect(property).not.toHaveProperty('target');
});
