/** What the cases of the trigger have in common: n8n around it, and what it has in authentik. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { TriggerHost } from '../support/trigger.ts';
import { LISTS } from '../support/webhookObjects.ts';

/** How many objects of each kind a trigger for one kind of event has. */
export const ONE = { mapping: 2, group: 1, transport: 1, rule: 1, matcher: 1, binding: 1 };

/** Options of a trigger that the suite's own writes start. */
export const OWN = { allowOwnEvents: true };

const NAMED = ['mapping', 'group', 'transport', 'rule', 'matcher'];

/** A real worker needs seconds, and half a minute where it has to try again; in milliseconds. */
const PATIENCE = { sandbox: 20_000, server: 240_000 };

/** A trigger in a workflow of the suite, which is deactivated when the case ends. */
export async function startTrigger(world, parameters, options = {}) {
	const { publicUrl, listen } = world.server.webhook;
	const workflow = world.name('workflow');
	const all = { workflow, publicUrl, listen, ...options };
	const host = await TriggerHost.start(world.server, parameters, all);
	world.atEnd(async () => {
		const [{ value: isGone }] = await Promise.allSettled([host.deactivate()]);
		await host.close();
		assert.ok(isGone, `what the trigger of ${workflow} made`);
	});
	return host;
}

/** The same, activated. */
export async function activeTrigger(world, parameters, options) {
	const host = await startTrigger(world, parameters, options);
	assert.equal(await host.activate(), 'created');
	return host;
}

/** Where an object of a trigger is. */
export function pathOf(kind, pk) {
	return `${LISTS[kind]}${pk}/`;
}

/** What n8n remembers that the trigger made. */
export function madeBy(host) {
	const { made = [], left = [] } = host.staticData['node:authentik Trigger']?.registration ?? {};
	return [...made, ...left];
}

/** What authentik has of a trigger: the rows of each list that bear its name, and the bindings of its rules. */
export async function rowsOf(world, host) {
	const rows = { binding: [] };
	for (const kind of NAMED) {
		const query = new URLSearchParams({ search: host.workflow, page_size: '100' });
		const { results } = await world.api('GET', `${LISTS[kind]}?${query}`);
		rows[kind] = results.filter(({ name }) => name.startsWith(`n8n ${host.workflow} `));
	}
	for (const { pk } of rows.rule) {
		const { results } = await world.api('GET', `${LISTS.binding}?target=${pk}&page_size=100`);
		rows.binding.push(...results);
	}
	return rows;
}

/** How many there are; the kinds without any are left out. */
export async function countsOf(world, host) {
	const counts = Object.entries(await rowsOf(world, host)).map(([kind, { length }]) => [
		kind,
		length,
	]);
	return Object.fromEntries(counts.filter(([, length]) => length > 0));
}

/** Deactivates a trigger, which has to leave nothing. */
export async function takeAway(world, host) {
	const made = madeBy(host);
	assert.ok(made.length > 0, 'there was nothing to take away');
	assert.equal(await host.deactivate(), true);
	for (const { kind, pk } of made)
		assert.equal(await world.exists(pathOf(kind, pk)), false, `the ${kind} ${pk} is left`);
	assert.deepEqual(await countsOf(world, host), {});
	assert.deepEqual(madeBy(host), []);
}

/** The error of an activation that has to fail, and to leave nothing in authentik. */
export async function failsToActivate(message, world, host) {
	const [{ reason: error }] = await Promise.allSettled([host.activate()]);
	assert.match(error?.message ?? 'it went well', message);
	assert.deepEqual(await countsOf(world, host), {});
	assert.deepEqual(madeBy(host), []);
	return error;
}

/** Waits for what authentik's worker has to do first. */
export async function until(world, what, isSo) {
	const patience = world.isSandbox ? PATIENCE.sandbox : PATIENCE.server;
	const end = Date.now() + patience;
	while (!isSo()) {
		assert.ok(Date.now() < end, `Within ${patience / 1000} s not: ${what}`);
		await sleep(world.isSandbox ? 10 : 250);
	}
}

/** The item that a workflow is started with for an object; `action` is the event's. */
export async function itemAbout(world, host, action, pk) {
	const find = () => host.items.find((item) => item.action === action && item.model?.pk === pk);
	await until(world, `${action} of ${pk} arrives`, find);
	return find();
}
