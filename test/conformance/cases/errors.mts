import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Resource } from '../types.mts';

const NOWHERE = 'c0ffee00-0000-4000-8000-000000000000';

/** A failure of every operation that names one object. */
function unknown(
	resource: Resource,
	operation: string,
	id: string,
	more: NodeParameters = {},
): Case {
	return {
		name: `error: unknown id (${resource}, ${operation})`,
		async run(world) {
			const { error } = await world.run(resource, operation, {
				[resource]: locator(id),
				...more,
			});
			assert.equal(error?.httpCode, '404', error?.message ?? 'it went well');
		},
	};
}

const NO_PROVIDER = '2147483000';

/** Failures, and their errors. */
export const errors: Case[] = [
	unknown('scimProvider', 'get', NO_PROVIDER),
	unknown('scimProvider', 'update', NO_PROVIDER, { updateFields: { dryRun: true } }),
	unknown('scimProvider', 'sync', NO_PROVIDER),
	unknown('scimProvider', 'getSyncStatus', NO_PROVIDER),
	unknown('scimProvider', 'getDependents', NO_PROVIDER),
	unknown('scimProvider', 'delete', NO_PROVIDER),
	unknown('scimMapping', 'get', NOWHERE),
	unknown('scimMapping', 'update', NOWHERE, { updateFields: { expression: 'return {}' } }),
	unknown('provisionedUser', 'get', NOWHERE),
	unknown('provisionedGroup', 'unlink', NOWHERE),
	{
		name: 'error: wrong token',
		async run(world) {
			const { error } = await world.run(
				'scimProvider',
				'getAll',
				{},
				{ credential: { apiToken: 'wrong' } },
			);
			assert.equal(error?.httpCode, '403');
			assert.match(`${error.message} ${error.description}`, /token/i);
		},
	},
	{
		name: 'error: update without a field',
		async run(world) {
			const { locator: scimProvider } = await world.provider();
			await world.fails(/^No fields to update/, 'scimProvider', 'update', { scimProvider });
		},
	},
	{
		name: 'error: name taken',
		async run(world) {
			const { name } = await world.provider();
			const error = await world.fails(/'Name'|already exists/, 'scimProvider', 'create', {
				name,
				url: world.target.url,
				additionalFields: { token: 't' },
			});
			assert.equal(error.httpCode, '400');
		},
	},
	{
		name: 'error: a mapping that does not exist, by its ID and by a name',
		async run(world) {
			const { pk, locator: scimProvider, property_mappings } = await world.provider();
			const update = async (message: RegExp, propertyMappings: string[]) =>
				await world.fails(message, 'scimProvider', 'update', {
					scimProvider,
					updateFields: { propertyMappings },
				});
			const error = await update(/User Mapping/, [NOWHERE]);
			assert.equal(error.httpCode, '400');
			await update(/contains an unknown mapping: "x"/, ['x']);
			assert.deepEqual((await world.read(pk)).property_mappings, property_mappings);
		},
	},
	{
		name: 'error: one item fails, the others succeed',
		async run(world) {
			const provider = await world.provider();
			const { json, errors: failed } = await world.run(
				'scimProvider',
				'get',
				{ scimProvider: locator('={{ $json.id }}') },
				{ items: [{ id: NO_PROVIDER }, { id: provider.pk }], onError: 'continueErrorOutput' },
			);
			assert.deepEqual(
				json.map(({ pk }) => pk),
				[provider.pk],
			);
			assert.equal(failed.length, 1);
		},
	},
];
