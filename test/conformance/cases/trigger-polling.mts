import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { NodeParameters } from '../../support/node.ts';
import { PollHost } from '../../support/poller.ts';
import type { Case } from '../case.mts';
import { OWN } from '../trigger.mts';
import type { LoggedEvent, TriggerItem } from '../types.mts';
import type { World } from '../world.mts';

const polling = (name: string, run: Case['run']): Case => ({ name: `polling: ${name}`, run });

const USER_CREATED = { events: ['userCreated'], options: OWN };

/** A trigger that has polled for the first time. */
async function started(world: World, parameters: NodeParameters): Promise<PollHost> {
	const host = await PollHost.start(world.server, parameters);
	await host.activate();
	return host;
}

const itemsOf = ({ items }: PollHost) => items as TriggerItem[];

/** The items about one of these objects, once this many have come out. */
async function itemsAbout(
	world: World,
	host: PollHost,
	pks: Array<number | string>,
	count = pks.length,
): Promise<TriggerItem[]> {
	const found = () => itemsOf(host).filter(({ model }) => model && pks.includes(model.pk ?? ''));
	// authentik writes some events just after its answer.
	const end = Date.now() + 20_000;
	while (found().length < count) {
		assert.ok(Date.now() < end, `${found().length} of ${count} events came out`);
		await host.poll();
		await sleep(world.isSandbox ? 10 : 500);
	}
	// Nothing comes twice, including what turned up late.
	for (let polls = 0; polls < 3; polls++) await host.poll();
	assert.equal(found().length, count);
	return found();
}

/** What a trigger reads from the log. */
export const triggerPolling: Case[] = [
	polling('a user who was created comes out with everything in the log, once', async (world) => {
		const before = await world.user();
		const host = await started(world, USER_CREATED);
		const user = await world.user();
		const [item] = await itemsAbout(world, host, [user.pk]);
		const logged = await world.api<LoggedEvent>('GET', `/events/events/${item.pk}/`);
		for (const field of ['action', 'app', 'client_ip', 'user', 'created'] as const)
			assert.deepEqual(item[field], logged[field], field);
		assert.equal(item.severity, 'notice');
		const { app, model_name } = item.model ?? {};
		assert.deepEqual([app, model_name], ['authentik_core', 'user']);
		assert.deepEqual(
			itemsOf(host).filter(({ model }) => model?.pk === before.pk),
			[],
		);
	}),
	polling('multiple choices in one request, oldest first, some at a time', async (world) => {
		const events = ['groupCreated', 'groupDeleted', 'applicationChanged'];
		const host = await started(world, { events, options: { ...OWN, maximumEvents: 2 } });
		const group = await world.group();
		await world.api('DELETE', `/core/groups/${group.pk}/`);
		const { pk, slug } = await world.application();
		await world.api('PATCH', `/core/applications/${slug}/`, { meta_publisher: 'Us' });
		await world.api('DELETE', `/core/applications/${slug}/`);
		const items = await itemsAbout(world, host, [group.pk, pk], 5);
		assert.deepEqual(
			items.map(({ action }) => action),
			['created', 'deleted', 'created', 'updated', 'deleted'].map((verb) => `model_${verb}`),
		);
		assert.ok(host.executions.every(({ length }) => length <= 2));
	}),
	polling('members that were added and removed, but no other change of a group', async (world) => {
		const [user, group] = [await world.user(), await world.group()];
		const host = await started(world, { events: ['groupMembershipChanged'], options: OWN });
		const both = { group: group.locator, user: user.locator };
		const updateFields = { name: world.name('renamed') };
		await world.ok('group', 'update', { group: group.locator, updateFields });
		await world.ok('group', 'addUser', both);
		await world.ok('group', 'removeUser', both);
		const items = await itemsAbout(world, host, [group.pk], 2);
		assert.deepEqual(
			items.map(({ context }) => /(?:add|remove)_user/.exec(context.http_request?.path ?? '')?.[0]),
			['add_user', 'remove_user'],
		);
	}),
	polling("the credential's own events, only if they are requested", async (world) => {
		const host = await started(world, { events: ['userCreated'] });
		const asking = await started(world, USER_CREATED);
		const { pk } = await world.user();
		await itemsAbout(world, asking, [pk]);
		await host.poll();
		assert.deepEqual(
			itemsOf(host).filter(({ model }) => model?.pk === pk),
			[],
		);
	}),
	polling('what the editor shows, without a position', async (world) => {
		const { pk } = await world.user();
		const host = await started(world, USER_CREATED);
		const items = ((await host.test()) ?? []) as TriggerItem[];
		assert.ok(items.length <= 10);
		assert.ok(items.some(({ model }) => model?.pk === pk));
		assert.deepEqual(host.items, []);
	}),
	polling('filters that authentik does not have', async (world) => {
		const name = world.name('group');
		const filters = { object: name, app: 'authentik_core' };
		const host = await started(world, { events: ['groupCreated'], filters, options: OWN });
		await world.group();
		const { pk } = await world.api<{ pk: string }>('POST', '/core/groups/', { name });
		world.owns('group', pk);
		await itemsAbout(world, host, [pk]);
		assert.equal(host.items.length, 1);
	}),
];
