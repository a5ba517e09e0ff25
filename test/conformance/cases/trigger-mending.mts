import assert from 'node:assert/strict';

import type { WebhookObject } from '../../../nodes/Authentik/trigger/webhook/objects.ts';
import {
	activeTrigger,
	countsOf,
	madeBy,
	ONE,
	pathOf,
	pkOf,
	rowsOf,
	takeAway,
} from '../trigger.mts';
import type { TriggerHost } from '../../support/trigger.ts';
import type { Case } from '../case.mts';
import type { TriggerRows } from '../types.mts';
import type { World } from '../world.mts';

/** Changes by hand, and what must be restored afterwards. */
const CHANGES: { [K in WebhookObject]: (row: TriggerRows[K]) => object } = {
	mapping: () => ({ expression: 'return {}' }),
	group: () => ({ users: [] }),
	transport: () => ({ send_once: false }),
	rule: () => ({ transports: [] }),
	matcher: () => ({ action: 'logout' }),
	binding: ({ target, policy }) => ({ target, policy, enabled: false }),
};

/** Changes the first object of a kind, unnoticed by the trigger. */
async function change<K extends WebhookObject>(
	world: World,
	host: TriggerHost,
	kind: K,
): Promise<void> {
	const [row] = (await rowsOf(world, host))[kind];
	await world.api('PATCH', pathOf(kind, row.pk), CHANGES[kind](row));
}

/** Whatever happened before, there is one working registration after an activation. */
export const triggerMending: Case[] = [
	{
		name: 'trigger: what was deleted by hand is created again',
		async run(world) {
			const host = await activeTrigger(world, { events: ['login'] });
			for (const kind of Object.keys(ONE) as WebhookObject[]) {
				const before = madeBy(host);
				await world.api('DELETE', pathOf(kind, pkOf(host, kind)));
				assert.equal(await host.activate('init'), 'created', kind);
				assert.deepEqual(await countsOf(world, host), ONE, kind);
				const pks = madeBy(host).map((one) => one.pk);
				assert.ok(!before.some((one) => pks.includes(one.pk)), `${kind}: an old object is left`);
			}
			await takeAway(world, host);
		},
	},
	{
		name: 'trigger: what was changed by hand is created again',
		async run(world) {
			const host = await activeTrigger(world, { events: ['login'] });
			for (const kind of Object.keys(CHANGES) as WebhookObject[]) {
				await change(world, host, kind);
				assert.equal(await host.activate('init'), 'created', kind);
				assert.deepEqual(await countsOf(world, host), ONE, kind);
				assert.equal(await host.activate('init'), 'existed', kind);
			}
			await takeAway(world, host);
		},
	},
	{
		name: 'trigger: what an n8n left behind that stopped too early is replaced',
		async run(world) {
			const host = await activeTrigger(world, { events: ['login'] });
			const old = madeBy(host);
			host.staticData = {};
			assert.equal(await host.activate(), 'created');
			assert.deepEqual(await countsOf(world, host), ONE);
			for (const { kind, pk } of old)
				assert.equal(await world.exists(pathOf(kind, pk)), false, kind);
			await takeAway(world, host);
		},
	},
	{
		name: 'trigger: other choices create another registration',
		async run(world) {
			const host = await activeTrigger(world, { events: ['login'] });
			host.edit({ events: ['logout', 'groupMembershipChanged'] });
			assert.equal(await host.activate(), 'created');
			assert.deepEqual(await countsOf(world, host), { ...ONE, matcher: 3, binding: 3 });
			await takeAway(world, host);
		},
	},
];
