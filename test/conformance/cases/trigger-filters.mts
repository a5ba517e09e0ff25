import assert from 'node:assert/strict';

import type { TriggerHost } from '../../support/trigger.ts';
import { activeTrigger, itemAbout, itemsOf, OWN, until } from '../trigger.mts';
import type { Case } from '../case.mts';
import type { LoggedEvent, Page } from '../types.mts';
import type { World } from '../world.mts';

/** A case in which authentik must call n8n. */
const filter = (name: string, run: Case['run']): Case => ({
	name: `trigger: ${name}`,
	needsWebhook: true,
	run,
});

const created = async (world: World, host: TriggerHost, { pk }: { pk: string | number }) =>
	await itemAbout(world, host, 'model_created', pk);

/** What does not start a workflow. */
export const triggerFilters: Case[] = [
	filter("the credential's own events, only if they are requested", async (world) => {
		const host = await activeTrigger(world, { events: ['userCreated'] });
		await world.user();
		await until(world, 'the own event is answered', () => host.statuses.includes(200));
		await world.server.settled();
		assert.deepEqual(host.items, []);
		host.edit({ events: ['userCreated'], options: OWN });
		await created(world, host, await world.user());
		assert.equal(host.items.length, 1);
	}),
	filter('members that were added and removed, but no other change of a group', async (world) => {
		const [user, group] = [await world.user(), await world.group()];
		const host = await activeTrigger(world, { events: ['groupMembershipChanged'], options: OWN });
		const both = { group: group.locator, user: user.locator };
		const updateFields = { name: world.name('renamed') };
		await world.ok('group', 'update', { group: group.locator, updateFields });
		await until(world, 'the new name is answered', () => host.statuses.includes(200));
		assert.deepEqual(host.items, []);
		for (const operation of ['addUser', 'removeUser']) {
			host.items.length = 0;
			await world.ok('group', operation, both);
			const { model, context } = await itemAbout(world, host, 'model_updated', group.pk);
			assert.equal(model?.model_name, 'group');
			assert.match(
				context.http_request?.path ?? '',
				operation === 'addUser' ? /add_user/ : /remove_user/,
			);
		}
	}),
	filter('only objects of one type', async (world) => {
		const filters = { objectType: 'authentik_core.application' };
		const host = await activeTrigger(world, { events: ['objectChanged'], filters, options: OWN });
		await world.group();
		await created(world, host, await world.application());
		await world.server.settled();
		assert.deepEqual(
			[...new Set(itemsOf(host).map(({ model }) => model?.model_name))],
			['application'],
		);
	}),
	filter('only events from an address', async (world) => {
		const from = (clientIp: string | null) => ({
			events: ['userCreated'],
			filters: { clientIp },
			options: OWN,
		});
		const host = await activeTrigger(world, from('192.0.2.7'));
		const { pk } = await world.user();
		await world.server.settled();
		const query = `action=model_created&context_model_name=user&context_model_pk=${pk}`;
		const { results } = await world.api<Page<LoggedEvent>>('GET', `/events/events/?${query}`);
		assert.ok(!host.statuses.includes(200), 'an event from elsewhere was sent');
		host.edit(from(results[0].client_ip));
		assert.equal(await host.activate(), 'created');
		await created(world, host, await world.user());
	}),
	filter('only events of a user, or of an app', async (world) => {
		const events = ['userCreated', 'applicationChanged'];
		const host = await activeTrigger(world, {
			events,
			filters: { username: 'nobody' },
			options: OWN,
		});
		await world.user();
		await until(world, 'an event of others is answered', () => host.statuses.includes(200));
		assert.deepEqual(host.items, []);
		const { username } = await world.me();
		host.edit({ events, filters: { username, app: 'authentik_core' }, options: OWN });
		await created(world, host, await world.user());
	}),
];
