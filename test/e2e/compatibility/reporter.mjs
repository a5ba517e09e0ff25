/**
 * A reporter of node:test: the outcome of each check by its name, as JSON.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* outcomes(events) {
	const checks = {};
	for await (const { type, data } of events) {
		if (type === 'test:pass') checks[data.name] = data.skip ? `skipped: ${data.skip}` : 'ok';
		if (type === 'test:fail') checks[data.name] = 'failed';
	}
	yield JSON.stringify(checks);
}
