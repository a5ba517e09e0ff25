import { run } from 'node:test';
import { spec } from 'node:test/reporters';

import { atExit } from '../support/process/cleanup.mts';

/** What became of a check: `ok`, `failed`, or `skipped: ` and why. */
export type Outcomes = Record<string, string>;

/**
 * Runs test files one after the other, and reports as they go: each runs an n8n, and two of them want more memory
 * than CI has. When this process ends first, the tests are asked to end, and clean up after themselves.
 * @returns the outcome of each check, by its name
 */
export async function runTests(files: string[]): Promise<Outcomes> {
	const stopping = new AbortController();
	atExit(() => stopping.abort());
	const outcomes: Outcomes = {};
	const events = run({ files, concurrency: 1, signal: stopping.signal })
		.on('test:pass', ({ name, skip }) => {
			outcomes[name] = skip ? `skipped: ${String(skip)}` : 'ok';
		})
		.on('test:fail', ({ name }) => {
			outcomes[name] = 'failed';
		});
	for await (const text of events.compose(new spec())) process.stdout.write(String(text));
	return outcomes;
}
