import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks until a condition holds.
 * @param {() => unknown} holds may be asynchronous
 * @throws Error when it does not within `patience` ms
 */
export async function until(holds, patience = 120_000) {
	const deadline = Date.now() + patience;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`Waited ${patience} ms for nothing: ${holds}`);
		await sleep(100);
	}
}
