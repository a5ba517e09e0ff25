import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { expression } from '../../support/node.ts';
import type { Case } from '../case.mts';
import { PATHS } from '../objects.mts';
import type { World } from '../world.mts';

const send = async (world: World, method: string, path: string, fields: NodeParameters = {}) =>
	await world.one('apiRequest', 'send', { method, path, additionalFields: fields });

/** Requests of any kind. */
export const apiRequests: Case[] = [
	{
		name: 'API request: create, read, change, replace and delete',
		async run(world) {
			const name = world.name('group');
			const { pk } = await send(world, 'POST', PATHS.group, { body: { name } });
			world.owns('group', String(pk));
			const path = `${PATHS.group}${String(pk)}/`;
			assert.equal((await send(world, 'GET', path)).name, name);
			const attributes = { by: 'conformance' };
			const changed = await send(world, 'PATCH', path, { body: { attributes } });
			assert.deepEqual([changed.name, changed.attributes], [name, attributes]);
			const next = world.name('group');
			assert.equal((await send(world, 'PUT', path, { body: { name: next } })).name, next);
			const user = await world.user();
			const added = await send(world, 'POST', `${path}add_user/`, { body: { pk: user.pk } });
			assert.deepEqual(added, { success: true });
			assert.deepEqual(await send(world, 'DELETE', path), { deleted: true });
			assert.equal(await world.exists(path), false);
		},
	},
	{
		name: 'API request: a list is read to its end or to the limit',
		async run(world) {
			await world.withSmallPages(2, async (small) => {
				const mark = small.name('mark');
				for (const index of [1, 2, 3, 4, 5]) await small.user({ name: `${mark} ${index}` });
				const additionalFields = { query: { search: mark, ordering: 'name' } };
				const parameters = { path: PATHS.user, additionalFields };
				const all = await small.ok('apiRequest', 'send', { ...parameters, returnAll: true });
				assert.equal(all.length, 5);
				const some = await small.ok('apiRequest', 'send', { ...parameters, limit: 3 });
				assert.deepEqual(some, all.slice(0, 3));
			});
		},
	},
	{
		name: 'API request: errors name what authentik refuses, and no path leads elsewhere',
		async run(world) {
			const unknown = { path: `${PATHS.role}00000000-0000-4000-8000-000000000000/` };
			await world.isUnknown('apiRequest', 'send', unknown);
			const nowhere = { path: '/core/no-such-thing/' };
			await world.fails(/No authentik API was found/, 'apiRequest', 'send', nowhere);
			const empty = { method: 'POST', path: PATHS.group };
			await world.fails(/authentik rejected 'name'/, 'apiRequest', 'send', empty);
			for (const path of ['https://example.com/', '/core/../admin/', '/core/users/?page=2']) {
				await world.refuses(/^'Path' must not/, 'apiRequest', 'send', { path: expression(path) });
			}
		},
	},
];
