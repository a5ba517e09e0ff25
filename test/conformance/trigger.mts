/** What the cases of the trigger have in common: n8n around it, and its objects in authentik. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type {
	CreatedObject,
	WebhookObject,
} from '../../nodes/Authentik/trigger/webhook/objects.ts';
import type { Registration } from '../../nodes/Authentik/trigger/webhook/lifecycle.ts';
import type { NodeParameters } from '../support/node.ts';
import type { TriggerOptions } from '../support/trigger.ts';
import { TriggerHost } from '../support/trigger.ts';
import { LISTS } from '../support/webhookObjects.ts';
import type { NodeFailure, Page, TriggerItem, TriggerRows } from './types.mts';
import type { World } from './world.mts';

/** How many objects of each kind a trigger for one kind of event has. */
export const ONE = { mapping: 2, group: 1, transport: 1, rule: 1, matcher: 1, binding: 1 };

/** Options of a trigger that starts on the suite's own writes. */
export const OWN = { allowOwnEvents: true };

/** A real worker needs seconds, and half a minute if it has to retry; in milliseconds. */
const PATIENCE = { sandbox: 20_000, server: 240_000 };

type Rows = { [K in WebhookObject]: Array<TriggerRows[K]> };

/** A trigger in a workflow of the suite, which is deactivated when the case ends. */
export async function startTrigger(
	world: World,
	parameters: NodeParameters,
	options: TriggerOptions = {},
): Promise<TriggerHost> {
	const { publicUrl, listen } = world.server.webhook;
	const workflow = world.name('workflow');
	const all = { workflow, publicUrl, listen, ...options };
	const host = await TriggerHost.start(world.server, parameters, all);
	world.atEnd(async () => {
		const isGone = await host.deactivate().catch(() => false);
		await host.close();
		assert.ok(isGone, `what the trigger of ${workflow} made`);
	});
	return host;
}

/** The same, activated. */
export async function activeTrigger(
	world: World,
	parameters: NodeParameters,
	options?: TriggerOptions,
): Promise<TriggerHost> {
	const host = await startTrigger(world, parameters, options);
	assert.equal(await host.activate(), 'created');
	return host;
}

/** The path of an object of a trigger. */
export function pathOf(kind: WebhookObject, pk: string): string {
	return `${LISTS[kind]}${pk}/`;
}

/** What n8n has stored of the trigger's objects. */
export function madeBy(host: TriggerHost): CreatedObject[] {
	const data = host.staticData['node:authentik Trigger'] as
		| { registration?: Registration }
		| undefined;
	const { made = [], left = [] } = data?.registration ?? {};
	return [...made, ...left];
}

/** The key of the first object of a kind that a trigger created. */
export function pkOf(host: TriggerHost, kind: WebhookObject): string {
	const one = madeBy(host).find((made) => made.kind === kind);
	assert.ok(one, `there is no ${kind}`);
	return one.pk;
}

/** A trigger's objects in authentik: the rows of each list that contain its name, and the bindings of its rules. */
export async function rowsOf(world: World, host: TriggerHost): Promise<Rows> {
	const rows: Rows = {
		mapping: await rowsNamed(world, host, 'mapping'),
		group: await rowsNamed(world, host, 'group'),
		transport: await rowsNamed(world, host, 'transport'),
		rule: await rowsNamed(world, host, 'rule'),
		matcher: await rowsNamed(world, host, 'matcher'),
		binding: [],
	};
	for (const { pk } of rows.rule) {
		const path = `${LISTS.binding}?target=${pk}&page_size=100`;
		const { results } = await world.api<Page<TriggerRows['binding']>>('GET', path);
		rows.binding.push(...results);
	}
	return rows;
}

async function rowsNamed<K extends Exclude<WebhookObject, 'binding'>>(
	world: World,
	host: TriggerHost,
	kind: K,
): Promise<Array<TriggerRows[K]>> {
	const query = new URLSearchParams({ search: host.workflow, page_size: '100' });
	const path = `${LISTS[kind]}?${query}`;
	const { results } = await world.api<Page<TriggerRows[K]>>('GET', path);
	return results.filter(({ name }) => name.startsWith(`n8n ${host.workflow} `));
}

/** The number of objects of each kind; kinds without any are left out. */
export async function countsOf(
	world: World,
	host: TriggerHost,
): Promise<Partial<Record<WebhookObject, number>>> {
	const rows = Object.entries(await rowsOf(world, host)).filter(([, { length }]) => length > 0);
	return Object.fromEntries(rows.map(([kind, { length }]) => [kind, length]));
}

/** Deactivates a trigger, which must leave nothing behind. */
export async function takeAway(world: World, host: TriggerHost): Promise<void> {
	const made = madeBy(host);
	assert.ok(made.length > 0, 'there was nothing to take away');
	assert.equal(await host.deactivate(), true);
	for (const { kind, pk } of made)
		assert.equal(await world.exists(pathOf(kind, pk)), false, `the ${kind} ${pk} is left`);
	assert.deepEqual(await countsOf(world, host), {});
	assert.deepEqual(madeBy(host), []);
}

/** The error of an activation that must fail, and leave nothing in authentik. */
export async function failsToActivate(
	message: RegExp,
	world: World,
	host: TriggerHost,
): Promise<NodeFailure> {
	const error = await host.activate().then(
		() => new Error('it went well'),
		(reason: NodeFailure) => reason,
	);
	assert.match(error.message, message);
	assert.deepEqual(await countsOf(world, host), {});
	assert.deepEqual(madeBy(host), []);
	return error;
}

/** Waits for authentik's worker. */
export async function until(world: World, what: string, isSo: () => unknown): Promise<void> {
	const patience = world.isSandbox ? PATIENCE.sandbox : PATIENCE.server;
	const end = Date.now() + patience;
	while (!isSo()) {
		assert.ok(Date.now() < end, `Within ${patience / 1000} s not: ${what}`);
		await sleep(world.isSandbox ? 10 : 250);
	}
}

/** The item about an object that starts a workflow; `action` is the event's. */
export async function itemAbout(
	world: World,
	host: TriggerHost,
	action: string,
	pk: string | number,
): Promise<TriggerItem> {
	const what = `${action} of ${pk}`;
	return await arrival(
		world,
		host,
		what,
		(item) => item.action === action && item.model?.pk === pk,
	);
}

/** The first item that meets a condition. */
export async function arrival(
	world: World,
	host: TriggerHost,
	what: string,
	isIt: (item: TriggerItem) => boolean,
): Promise<TriggerItem> {
	await until(world, `${what} arrives`, () => itemsOf(host).some(isIt));
	return itemsOf(host).find(isIt)!;
}

/** The items that started workflows. */
export function itemsOf({ items }: TriggerHost): TriggerItem[] {
	return items as TriggerItem[];
}
