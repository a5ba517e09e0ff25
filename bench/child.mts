/**
 * One arm, once, in a process of its own. Its first argument is JSON: the arm, its options, the number of
 * items. It tells the parent what it measured.
 */
import { createHash } from 'node:crypto';

import { watch } from './watch.mts';

const { arm, items, warmUp = 0, options } = JSON.parse(process.argv[2]);

// With batching, n8n awaits the requests only after the last batch: one that fails before counts as
// unhandled. n8n itself lives on, and so must this process.
process.on('unhandledRejection', () => undefined);

const { prepare } = await import(`./arms/${arm}.mts`);
const run = await prepare(options);
const input = (count, from) => Array.from({ length: count }, (_, index) => ({ pk: from + index }));

if (warmUp > 0) await run(input(warmUp, 10_000_001));
global.gc?.();
await ask('start');
const stop = watch();
const output = await run(input(items, 1));
const figures = stop();

const pks = output.map(({ json, error }) =>
	error || json.error ? undefined : (json.pk ?? json.id),
);
await ask({
	...figures,
	outputs: output.length,
	firstError: output.map(({ json, error }) => error?.message ?? json.error).find(Boolean),
	lost: input(items, 1).filter(({ pk }, index) => Number(pks[index]) !== pk).length,
	ordered: createHash('sha256').update(pks.join()).digest('hex'),
	distinct: new Set(pks).size,
});
process.exit();

/** Sends a message and waits until the parent has answered. */
async function ask(message) {
	await new Promise((resolve) => {
		process.once('message', resolve);
		process.send(message);
	});
}
