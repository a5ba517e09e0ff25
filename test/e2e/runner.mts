import os from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

import { atExit } from '../support/process/cleanup.mts';

/** The outcome of a check: `ok`, `failed`, or `skipped: ` and why. */
export type Outcomes = Record<string, string>;

/** The memory that an n8n, its sandbox and its browser need. */
const GIB_EACH = 4;

/** How many test files run at once: one waits for a timer, a schedule or a lock while others need the cores. */
const AT_ONCE = Math.max(
	1,
	Math.min(os.availableParallelism() + 1, Math.floor(os.totalmem() / 2 ** 30 / GIB_EACH)),
);

/**
 * Runs test files, as many at once as the machine has room for, and reports as they go. If this process ends first, it
 * asks the tests to end and clean up.
 * @returns the outcome of each check, by its name
 */
export async function runTests(files: string[]): Promise<Outcomes> {
	const stopping = new AbortController();
	atExit(() => stopping.abort());
	const outcomes: Outcomes = {};
	const events = run({ files, concurrency: AT_ONCE, signal: stopping.signal })
		.on('test:pass', ({ name, skip }) => {
			outcomes[name] = skip ? `skipped: ${String(skip)}` : 'ok';
		})
		.on('test:fail', ({ name }) => {
			outcomes[name] = 'failed';
		});
	for await (const text of events.compose(new spec())) process.stdout.write(String(text));
	return outcomes;
}
