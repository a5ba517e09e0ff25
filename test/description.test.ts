/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/** The node's description in n8n, checked where n8n's lint can't see it: after it is assembled. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties } from 'n8n-workflow';

import { Authentik } from '../nodes/Authentik/Authentik.node';
import { permissionsFor } from '../nodes/Authentik/shared/permissions';
import { withOptions } from './support/node';

const { description, methods } = new Authentik();

const all = withOptions(description.properties);
const operations = description.properties.filter(({ name }) => name === 'operation');

it('has the parameter names of saved workflows', () => {
	expect([...new Set(description.properties.map(({ name }) => name))]).toEqual(
		expect.arrayContaining([
			'authentication',
			'resource',
			'operation',
			'scimProvider',
			'updateFields',
			'returnAll',
			'limit',
			'filters',
			'options',
			'requestOptions',
		]),
	);
	const updateFields = description.properties.find(({ name }) => name === 'updateFields');
	const ofProviders = ((updateFields?.options ?? []) as INodeProperties[]).filter((option) =>
		option.displayOptions?.show?.['/resource']?.includes('scimProvider'),
	);
	expect(ofProviders.map(({ name }) => name).sort()).toEqual(
		[
			'name',
			'url',
			'token',
			'verifyCertificates',
			'propertyMappings',
			'propertyMappingsGroup',
			'compatibilityMode',
			'excludeUsersServiceAccount',
			'filterGroup',
			'dryRun',
			'groupFilters',
			'authMode',
			'authOauth',
			'authOauthParams',
			'syncPageSize',
			'syncPageTimeout',
			'serviceProviderConfigCacheTimeout',
			'discoveryEnabled',
		].sort(),
	);
});

it('keeps the number of top-level entries small, since each costs CPU for every item', () => {
	expect(description.properties.length).toBeLessThanOrEqual(62);
});

it('starts with Update', () => {
	const ofProviders = operations.find(({ displayOptions }) =>
		displayOptions?.show?.resource?.includes('scimProvider'),
	);
	expect(description.properties.find(({ name }) => name === 'resource')?.default).toBe(
		'scimProvider',
	);
	expect(ofProviders?.default).toBe('update');
});

it.each(all.map((property) => [property.displayName, property] as const))(
	'%s: collections are sorted by label, secrets are hidden, texts exist',
	(_label, property) => {
		if (property.type === 'collection') {
			const labels = ((property.options ?? []) as INodeProperties[]).map(
				({ displayName }) => displayName,
			);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		}
		if (/^token$|password$/i.test(property.name)) {
			expect(property.typeOptions?.password).toBe(true);
		}
		if (
			!['operation', 'resource'].includes(property.name) &&
			!['collection', 'hidden'].includes(property.type)
		) {
			expect(property.description).toBeTruthy();
		}
	},
);

const everyOperation = operations.flatMap(({ options, displayOptions }) =>
	(options ?? []).map((option) => [
		String(displayOptions?.show?.resource?.[0]),
		String((option as { value: string }).value),
	]),
);

/** Where a parameter belongs in the panel of its operation. */
function placeOf({ name, type, required }: INodeProperties): string {
	if (name === 'options') return '5 Options';
	if (['collection', 'fixedCollection'].includes(type)) return '4 collections';
	if (['returnAll', 'limit', 'output', 'outputFields'].includes(name)) return '3 amount';
	return required ? '1 required' : '2 optional';
}

it.each(everyOperation)(
	'%s: %s has required parameters first, and collections last',
	(resource, operation) => {
		const places = description.properties
			.filter(({ type, displayOptions: { show = {} } = {} }) => {
				const isOwn = show.resource?.includes(resource) && show.operation?.includes(operation);
				return isOwn && type !== 'notice';
			})
			.map(placeOf);
		expect(places).toEqual([...places].sort());
	},
);

it.each(
	everyOperation
		// The parameters of an API request depend on the request.
		.filter(([resource]) => resource !== 'apiRequest'),
)('%s: %s has its permissions written down', (resource, operation) => {
	expect(permissionsFor(resource, operation)).toEqual(
		expect.arrayContaining([expect.stringMatching(/^authentik_[a-z_]+\.[a-z_]+$/)]),
	);
});

it.each(
	all.flatMap((property) => {
		const lists = (property.modes ?? []).flatMap(
			({ typeOptions }) => typeOptions?.searchListMethod ?? [],
		);
		const { loadOptionsMethod } = property.typeOptions ?? {};
		return [...lists, ...(loadOptionsMethod ? [loadOptionsMethod] : [])].map((name) => [
			String(name),
		]);
	}),
)('the picker %s exists', (name) => {
	expect({ ...methods.listSearch, ...methods.loadOptions }).toHaveProperty(name);
});

it('requires of n8n-workflow at run time only what n8n 1.85 has', () => {
	const dist = path.join(__dirname, '../dist');
	const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
	const code = files
		.filter((file) => file.endsWith('.js'))
		.map((file) => readFileSync(path.join(dist, file), 'utf8'));
	const used = code.flatMap((text) => text.match(/(?<=n8n_workflow_\d+\.)\w+/g) ?? []);
	expect([...new Set(used)].sort()).toEqual([
		'NodeApiError',
		'NodeOperationError',
		'jsonParse',
		'randomString',
		'sleep',
		'tryToParseBoolean',
	]);
});
