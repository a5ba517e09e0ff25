/* eslint-disable @n8n/community-nodes/no-restricted-imports -- it runs in Node, never in n8n */
/** The sandbox's Python, which answers one request after the other. */
import threads from 'node:worker_threads';

import { evaluate, pythonReady } from '../../sandbox/python/run';

/** Keeps waking every caller of Python, as a late notification of an earlier answer does. */
const WAKER = `
const { workerData } = require('node:worker_threads');
for (;;) {
	Atomics.notify(workerData, 1);
	Atomics.wait(workerData, 0, Atomics.load(workerData, 0), 1);
}`;

it('returns each request its own answer, even if something else wakes the caller', async () => {
	await pythonReady();
	// Where python/host.js stores its thread.
	const key = Symbol.for('n8n-nodes-authentik.python');
	const { signal } = Reflect.get(threads, key) as { signal: Int32Array };
	const waker = new threads.Worker(WAKER, { eval: true, workerData: signal });
	await new Promise((resolve) => waker.once('online', resolve));
	const numbers = Array.from({ length: 300 }, (_, index) => index);
	const answers = numbers.map((number) =>
		evaluate(`sum(range(20000))\nreturn number`, { number }, 'test'),
	);
	await waker.terminate();
	expect(answers).toEqual(numbers.map((number) => ({ json: String(number) })));
});
