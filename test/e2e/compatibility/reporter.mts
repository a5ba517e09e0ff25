/** A reporter of node:test: the outcome of each check by its name, as JSON. */
import type { TestEvent } from 'node:test/reporters';

export default async function* outcomes(events: AsyncIterable<TestEvent>) {
	const checks: Record<string, string> = {};
	for await (const event of events) {
		if (event.type === 'test:pass') {
			const { name, skip } = event.data;
			checks[name] = skip ? `skipped: ${skip}` : 'ok';
		}
		if (event.type === 'test:fail') checks[event.data.name] = 'failed';
	}
	yield JSON.stringify(checks);
}
