import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { NodeParameters } from '../../support/node.ts';
import { expression, locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { LoggedEvent } from '../types.mts';
import type { World } from '../world.mts';

const NOWHERE = 'c0ffee00-0000-4000-8000-000000000000';

/** The log's entries by these filters, once there are this many: authentik writes them a moment later. */
async function logged(
	world: World,
	count: number,
	filters: NodeParameters,
	options: NodeParameters = { ordering: 'created' },
): Promise<LoggedEvent[]> {
	let found: LoggedEvent[] = [];
	for (let attempt = 0; attempt < 50 && found.length < count; attempt += 1) {
		if (attempt > 0) await sleep(200);
		found = await world.ok('event', 'getAll', { returnAll: true, filters, options });
	}
	assert.equal(found.length, count, `events by ${JSON.stringify(filters)}`);
	return found;
}

/** The log of what was done. */
export const events: Case[] = [
	{
		name: 'event: list since a moment and by action, and get',
		async run(world) {
			const early = await world.application();
			const [before] = await logged(world, 1, { contextModelPk: early.pk });
			await sleep(20);
			const { slug, pk } = await world.application();
			await world.api('PATCH', `/core/applications/${slug}/`, { meta_publisher: 'Us' });
			const filters = { contextModelName: 'application', contextModelPk: pk };
			const [created, updated] = await logged(world, 2, filters);
			assert.deepEqual([created.action, updated.action], ['model_created', 'model_updated']);
			const actions = ['model_created'];
			assert.equal((await logged(world, 1, { ...filters, actions }))[0].pk, created.pk);
			assert.equal((await logged(world, 1, { ...filters, action: 'updated' }))[0].pk, updated.pk);
			const since = new Date(Date.parse(before.created) + 1).toISOString();
			const search = {
				returnAll: true,
				filters: { since, actions: [...actions, 'model_updated'] },
			};
			const pks = (await world.ok('event', 'getAll', search)).map((row) => row.pk);
			assert.ok(pks.includes(created.pk) && pks.includes(updated.pk), 'since leaves events out');
			assert.ok(!pks.includes(before.pk), 'an event from before the moment');
			assert.ok(pks.indexOf(updated.pk) < pks.indexOf(created.pk), 'not the newest first');
			const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
			await logged(world, 0, { ...filters, since: tomorrow });
			const until = new Date(Date.parse(updated.created)).toISOString();
			const between = await logged(world, 1, { ...filters, since, until });
			assert.equal(between[0].pk, created.pk);
			const [got] = await world.ok('event', 'get', { event: locator(created.pk) });
			assert.deepEqual([got.action, got.context.model?.name], ['model_created', slug]);
		},
	},
	{
		name: 'event: one that does not exist, and values that are refused before anything is sent',
		async run(world) {
			await world.isUnknown('event', 'get', { event: locator(NOWHERE) });
			await world.refuses(/'Event' must be a UUID/, 'event', 'get', {
				event: locator(expression('5')),
			});
			const filters = { since: 'yesterday' };
			await world.refuses(/'Since' must be a date and time/, 'event', 'getAll', { filters });
		},
	},
];
