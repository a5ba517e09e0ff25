import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Checks until a condition holds.
 * @param holds may be asynchronous
 * @throws Error when it does not within `patience` ms
 */
export async function until(holds: () => unknown, patience = 120_000): Promise<void> {
	const deadline = Date.now() + patience;
	while (!(await holds())) {
		if (Date.now() > deadline)
			throw new Error(`Waited ${patience} ms for nothing: ${String(holds)}`);
		await sleep(100);
	}
}
