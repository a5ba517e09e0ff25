import assert from 'node:assert/strict';

import { locator } from '../../support/node.ts';
import type { Case } from '../case.mts';

const named = (name: string) => locator(name, 'name');

/** Objects by their names, and names that no object has. */
export const names: Case[] = [
	{
		name: 'names: every kind of object is found by its name',
		async run(world) {
			const provider = await world.provider();
			const byName = { scimProvider: named(provider.name) };
			assert.equal((await world.one('scimProvider', 'get', byName)).pk, provider.pk);
			const mapping = await world.mapping();
			const found = await world.one('scimMapping', 'get', { scimMapping: named(mapping.name) });
			assert.equal(found.pk, mapping.pk);
			const application = await world.application();
			const { name, slug } = application;
			const got = await world.one('application', 'get', { application: named(name) });
			assert.equal(got.slug, slug);
			const group = await world.group();
			const { pk } = await world.one('group', 'get', { group: named(group.name) });
			assert.equal(pk, group.pk);
		},
	},
	{
		name: 'names: a provider of any kind is searched for',
		async run(world) {
			const { name, pk } = await world.provider();
			const application = (await world.application()).locator;
			const update = (wanted: string) => ({
				application,
				updateFields: { provider: named(wanted) },
			});
			const { provider } = await world.one('application', 'update', update(name));
			assert.equal(provider, pk);
			const message = /^No provider found with the name ".*", but ".*" exists$/;
			await world.fails(message, 'application', 'update', update(name.toUpperCase()));
		},
	},
	{
		name: 'names: one that differs only in case is not confused with another',
		async run(world) {
			const { pk, username, email } = await world.user();
			for (const [mode, value] of Object.entries({ username, email })) {
				const user = locator(value.toUpperCase(), mode);
				const error = await world.fails(/^No user found with the/, 'user', 'get', { user });
				assert.match(error.message, new RegExp(`but "${value}" exists$`));
			}
			const upper = { username: username.toUpperCase() };
			await world.fails(/exists; authentik would treat/, 'user', 'upsert', upper);
			const options = { ignoreCase: true };
			const kept = await world.one('user', 'upsert', { ...upper, options });
			assert.deepEqual([kept.pk, kept.username], [pk, username]);
		},
	},
	{
		name: 'names: an empty item for what does not exist',
		async run(world) {
			const options = { ifNotFound: 'empty' };
			const { locator: user, pk } = await world.user();
			const found = await world.one('user', 'get', { user, options });
			assert.deepEqual(found, { ...found, found: true, pk });
			const nobody = { user: locator(world.name('nobody'), 'username'), options };
			assert.deepEqual(await world.one('user', 'get', nobody), { found: false });
			const nothing = { scimProvider: locator(999_999_999), options };
			assert.deepEqual(await world.one('scimProvider', 'get', nothing), { found: false });
		},
	},
	{
		name: 'names: a provider that exists needs no URL',
		async run(world) {
			const name = world.name('nothing');
			await world.fails(/^'URL' is required to create/, 'scimProvider', 'upsert', { name });
			const provider = await world.provider();
			const changes = { name: provider.name, additionalFields: { verifyCertificates: false } };
			const { pk, url } = await world.one('scimProvider', 'upsert', changes);
			assert.deepEqual([pk, url], [provider.pk, provider.url]);
		},
	},
];
