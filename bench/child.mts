/** Runs one arm once, in its own process. Its first argument is a Job in JSON. It sends the parent what it measured. */
import { createHash } from 'node:crypto';

import type { ArmOptions, Input, Prepare } from './arms/arm.mts';
import type { Usage } from './watch.mts';
import { watch } from './watch.mts';

// Only the arm that runs is loaded.
const ARMS = {
	authentik: async () => await import('./arms/authentik.mts'),
	httpRequest: async () => await import('./arms/httpRequest.mts'),
	minimal: async () => await import('./arms/minimal.mts'),
	okta: async () => await import('./arms/okta.mts'),
	polling: async () => await import('./arms/polling.mts'),
	undici: async () => await import('./arms/undici.mts'),
} satisfies Record<string, () => Promise<{ prepare: Prepare }>>;

export type ArmName = keyof typeof ARMS;

/** The task of the child. */
export interface Job {
	arm: ArmName;
	items: number;
	/** How many items to process before the measurement. */
	warmUp?: number;
	options: ArmOptions;
}

/** The resources that an arm used, and its output. */
export interface Measured extends Usage {
	outputs: number;
	firstError?: string;
	/** Input items whose output is missing, an error, or about another object. */
	lost: number;
	/** A hash of the objects in their order. */
	ordered: string;
	distinct: number;
}

// With batching, n8n awaits the requests only after the last batch: one that fails before counts as unhandled. n8n
// itself continues, and so must this process.
process.on('unhandledRejection', () => undefined);
void main();

async function main(): Promise<void> {
	const {
		arm,
		items,
		warmUp = 0,
		options,
	} = JSON.parse(process.argv[2]) as Job & {
		options: { url: string };
	};
	const { prepare } = await ARMS[arm]();
	const run = await prepare(options);

	if (warmUp > 0) await run(input(warmUp, items + 1));
	global.gc?.();
	await ask('start');
	const stop = watch();
	const output = await run(input(items, 1));
	const figures = stop();

	const pks = output.map(({ json, error }) =>
		error || json.error ? undefined : (json.pk ?? json.id),
	);
	const [firstError] = output.flatMap(({ json, error }) => error?.message ?? json.error ?? []);
	const measured: Measured = {
		...figures,
		outputs: output.length,
		firstError: firstError === undefined ? undefined : String(firstError),
		lost: input(items, 1).filter(({ pk }, index) => Number(pks[index]) !== pk).length,
		ordered: createHash('sha256').update(pks.join()).digest('hex'),
		distinct: new Set(pks).size,
	};
	await ask(measured);
	process.exit();
}

function input(count: number, from: number): Input[] {
	return Array.from({ length: count }, (_, index) => ({ pk: from + index }));
}

/** Sends a message and waits for the parent's answer. */
async function ask(message: 'start' | Measured): Promise<void> {
	await new Promise((resolve) => {
		process.once('message', resolve);
		process.send?.(message);
	});
}
