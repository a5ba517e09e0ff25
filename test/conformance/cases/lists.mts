import assert from 'node:assert/strict';

import type { Span } from '../../../nodes/Authentik/shared/releases.ts';
import type { NodeParameters } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Provider } from '../types.mts';
import type { World } from '../world.mts';

const byName = (one: string, other: string) => (one < other ? -1 : 1);

/** Names of the providers in a list. */
async function namesOf(world: World, parameters: NodeParameters): Promise<string[]> {
	return (await world.ok('scimProvider', 'getAll', parameters)).map(({ name }) => name);
}

/** A provider that a filter finds. */
interface Wanted {
	fields?: NodeParameters;
	url?: string;
	filters: NodeParameters | ((found: Provider) => NodeParameters);
}

/** A filter of the list that finds one provider of two. */
function filterCase(
	property: string,
	span: Span,
	prepare: (world: World) => Wanted | Promise<Wanted>,
): Case {
	return {
		name: `filter: ${property}`,
		...span,
		async run(world) {
			const { fields = {}, url, filters } = await prepare(world);
			const found = await world.provider(fields, url);
			const other = await world.provider();
			const wanted = typeof filters === 'function' ? filters(found) : filters;
			const names = await namesOf(world, { returnAll: true, filters: wanted });
			assert.ok(names.includes(found.name), 'the provider is not in the list');
			assert.ok(!names.includes(other.name), 'another provider is in the list');
		},
	};
}

/** Lists, their filters, order and pages. */
export const lists: Case[] = [
	{
		name: 'list',
		async run(world) {
			const { name } = await world.provider();
			assert.ok((await namesOf(world, { returnAll: true })).includes(name));
		},
	},
	filterCase('name', {}, () => ({ filters: ({ name }) => ({ name }) })),
	filterCase('search', {}, () => ({ filters: ({ name }) => ({ search: name.toUpperCase() }) })),
	filterCase('url', {}, (world) => {
		const url = `http://127.0.0.1:9/${world.name('path')}`;
		return { url, filters: { url } };
	}),
	filterCase('exclude_users_service_account', {}, () => ({
		fields: { excludeUsersServiceAccount: true },
		filters: { excludeUsersServiceAccount: true },
	})),
	filterCase('filter_group', { until: '2025.12' }, async (world) => {
		const { locator } = await world.group();
		return { fields: { filterGroup: locator }, filters: { filterGroup: locator } };
	}),
	filterCase('group_filters', { from: '2026.2' }, async (world) => {
		const { pk } = await world.group();
		return { fields: { groupFilters: [pk] }, filters: { groupFilters: [pk] } };
	}),
	{
		name: 'order: by name and by ID, both ways',
		async run(world) {
			const made: Provider[] = [];
			for (let at = 0; at < 3; at += 1) made.push(await world.provider());
			const names = made.map(({ name }) => name).sort(byName);
			const own = async (ordering: string) =>
				(await namesOf(world, { returnAll: true, options: { ordering } })).filter((name) =>
					names.includes(name),
				);
			assert.deepEqual(await own('name'), names);
			assert.deepEqual(await own('-name'), names.toReversed());
			const byId = made.map(({ name }) => name);
			assert.deepEqual(await own('pk'), byId);
			assert.deepEqual(await own('-pk'), byId.toReversed());
		},
	},
	{
		name: 'limit: no more items than asked for',
		async run(world) {
			for (let at = 0; at < 3; at += 1) await world.provider();
			assert.equal((await namesOf(world, { returnAll: false, limit: 2 })).length, 2);
			assert.equal((await namesOf(world, { returnAll: false, limit: 1 })).length, 1);
		},
	},
	{
		name: 'page: all rows once over small pages, and a limit across them',
		async run(world) {
			await world.withSmallPages(3, async (small) => {
				const names: string[] = [];
				for (let at = 0; at < 8; at += 1) names.push((await small.provider()).name);
				const own = (all: string[]) => all.filter((name) => names.includes(name)).sort(byName);
				assert.deepEqual(own(await namesOf(small, { returnAll: true })), names.sort(byName));
				const limited = await namesOf(small, { returnAll: false, limit: 5 });
				assert.equal(new Set(limited).size, 5);
			});
		},
	},
];
