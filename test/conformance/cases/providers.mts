import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Mapping } from '../types.mts';

const SECRET = 'conformance-secret';

/** From a provider's creation to its deletion. */
export const providers: Case[] = [
	{
		name: 'create: with the mappings that come with authentik',
		async run(world) {
			const provider = await world.provider();
			const { property_mappings: users, property_mappings_group: groups } = await world.read(
				provider.pk,
			);
			assert.equal(users.length, 1);
			assert.equal(groups.length, 1);
			const base = '/propertymappings/provider/scim/';
			const managed = 'goauthentik.io/providers/scim';
			assert.equal(
				(await world.api<Mapping>('GET', `${base}${users[0]}/`)).managed,
				`${managed}/user`,
			);
			assert.equal(
				(await world.api<Mapping>('GET', `${base}${groups[0]}/`)).managed,
				`${managed}/group`,
			);
		},
	},
	{
		name: 'create: with chosen mappings, and with none',
		async run(world) {
			const mapping = await world.mapping();
			const additional = { propertyMappings: [mapping.pk], propertyMappingsGroup: [] };
			const provider = await world.provider(additional);
			assert.deepEqual(provider.property_mappings, [mapping.pk]);
			assert.deepEqual(provider.property_mappings_group, []);
		},
	},
	{
		name: 'create: does not return the token, unless asked',
		async run(world) {
			const provider = await world.provider({ token: SECRET });
			assert.ok(!JSON.stringify(provider).includes(SECRET));
			const [shown] = await world.ok('scimProvider', 'get', {
				scimProvider: provider.locator,
				options: { includeSecrets: true },
			});
			// Releases from 2026.8 on never return it.
			if ('token' in shown) assert.equal(shown.token, SECRET);
		},
	},
	{
		name: 'get: raw, simplified and selected fields',
		async run(world) {
			const { pk, name, locator: scimProvider } = await world.provider();
			const get = async (output: NodeParameters) =>
				(await world.ok('scimProvider', 'get', { scimProvider, ...output }))[0];
			const raw = await get({ output: 'raw' });
			const stored = await world.read(pk);
			delete stored.token;
			assert.deepEqual(raw, stored);
			const simple = await get({});
			assert.equal(simple.name, name);
			assert.ok(!('meta_model_name' in simple));
			assert.deepEqual(await get({ output: 'fields', outputFields: 'name' }), { pk, name });
		},
	},
	{
		name: 'get dependents',
		async run(world) {
			const provider = await world.provider();
			const parameters = { scimProvider: provider.locator };
			const dependents = await world.ok('scimProvider', 'getDependents', parameters);
			for (const { app, model_name, pk, action } of dependents.filter(({ app: one }) => one))
				assert.ok(app && model_name && pk && action);
		},
	},
	{
		name: 'update: skip if unchanged',
		async run(world) {
			const provider = await world.provider({ dryRun: true });
			const update = async (updateFields: NodeParameters) =>
				await world.ok('scimProvider', 'update', {
					scimProvider: provider.locator,
					updateFields,
					options: { skipIfUnchanged: true },
				});
			assert.equal((await update({ dryRun: true, name: provider.name }))[0].unchanged, true);
			const [changed] = await update({ dryRun: false });
			assert.equal(changed.unchanged, undefined);
			assert.equal((await world.read(provider.pk)).dry_run, false);
		},
	},
	{
		name: 'upsert: creates, then changes the same and nothing else',
		async run(world) {
			const name = world.name('provider');
			const upsert = async (additionalFields: NodeParameters) =>
				(
					await world.ok('scimProvider', 'upsert', {
						name,
						additionalFields,
					})
				)[0];
			const first = await upsert({
				url: world.target.url,
				token: SECRET,
				excludeUsersServiceAccount: true,
			});
			world.owns('provider', first.pk);
			const second = await upsert({ token: SECRET, dryRun: true });
			assert.equal(second.pk, first.pk);
			assert.equal(second.exclude_users_service_account, true);
			assert.deepEqual(second.property_mappings, first.property_mappings);
			assert.equal(second.dry_run, true);
		},
	},
	{
		name: 'upsert: two items with one name create one provider',
		async run(world) {
			const { url } = world.target;
			const parameters = { name: world.name('provider') };
			const items = await world.ok(
				'scimProvider',
				'upsert',
				{ ...parameters, additionalFields: { url, token: SECRET } },
				{ items: [{}, {}] },
			);
			items.forEach(({ pk }) => world.owns('provider', pk));
			assert.equal(new Set(items.map(({ pk }) => pk)).size, 1);
		},
	},
	{
		name: 'delete',
		async run(world) {
			const provider = await world.provider();
			const parameters = { scimProvider: locator(provider.pk) };
			const answer = await world.ok('scimProvider', 'delete', parameters);
			assert.deepEqual(answer, [{ pk: provider.pk, deleted: true }]);
			assert.equal(await world.exists(`/providers/scim/${provider.pk}/`), false);
		},
	},
];
