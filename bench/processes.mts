/** Starts the processes of a run: a server, an arm against it, and the one that loads the package. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { build } from 'esbuild';

import type { ArmOptions } from './arms/arm.mts';
import type { Job, Measured } from './child.mts';
import { root } from './paths.mts';
import type { Counts, ServerOptions } from './server.mts';

const built = join(root, '.cache/bench');

/** What an arm measured, and what the server counted. */
export interface Result extends Measured {
	server: Counts;
}

interface ArmRun {
	server: Partial<ServerOptions>;
	job: Job;
	/** A folder for a CPU profile of the arm. */
	profile?: string;
}

/**
 * Bundles each process into one plain file: otherwise, the measurement would include a TypeScript loader. CommonJS,
 * since some settings of n8n-core must be set before it is loaded.
 */
export async function buildProcesses(): Promise<void> {
	await build({
		entryPoints: ['child', 'load', 'server'].map((name) => join(root, 'bench', `${name}.mts`)),
		bundle: true,
		packages: 'external',
		// test/support/engine.ts resolves it from its own folder, which has the same depth as the built file's.
		external: ['../../package.json'],
		platform: 'node',
		format: 'cjs',
		define: { 'import.meta.dirname': JSON.stringify(join(root, 'bench')) },
		outdir: built,
		outExtension: { '.js': '.cjs' },
		logLevel: 'warning',
	});
}

/** Runs one arm against a new server, both in their own processes. */
export async function runArm({ server: serverOptions, job, profile }: ArmRun): Promise<Result> {
	// The list of all providers shows whether a provider belongs to an application.
	const objects = job.items + (job.warmUp ?? 0);
	const server = start('server', { objects, ...serverOptions });
	const { url } = await answerOf<{ url: string }>(server);
	const execArgv = ['--expose-gc'];
	if (profile) execArgv.push('--cpu-prof', `--cpu-prof-dir=${profile}`);
	const options: ArmOptions & { url: string } = { ...job.options, url };
	const child = start('child', { ...job, options }, execArgv);
	try {
		await answerOf(child);
		server.send('reset');
		await answerOf(server);
		child.send('go');
		const figures = await answerOf<Measured>(child);
		server.send('counts');
		const counts = await answerOf<Counts>(server);
		if (counts.requests === 0) throw new Error(`${job.arm} sent nothing: ${figures.firstError}`);
		child.send('done');
		await once(child, 'exit');
		return { ...figures, server: counts };
	} finally {
		child.kill();
		server.kill();
	}
}

/** How long it takes to load the package, in milliseconds, in a new process. */
export async function loadPackage(): Promise<number> {
	const { loadMs } = await answerOf<{ loadMs: number }>(start('load', {}));
	return loadMs;
}

function start(name: string, options: object, execArgv: string[] = []): ChildProcess {
	return fork(join(built, `${name}.cjs`), [JSON.stringify(options)], { execArgv });
}

/** The next message of a process. */
async function answerOf<Message>(child: ChildProcess): Promise<Message> {
	const exit = once(child, 'exit').then(([code]) => {
		throw new Error(`${child.spawnargs[1]} ended with code ${code} before it answered.`);
	});
	const [message] = await Promise.race([once(child, 'message'), exit]);
	return message as Message;
}
