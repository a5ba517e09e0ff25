import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

import { atExit } from './cleanup.mts';

/** A program that was started; `exited` is its exit code. */
export type Program = ChildProcess & { exited: Promise<number> };

export interface StartOptions extends SpawnOptions {
	/** The signal that it and its children get if this process ends first; defaults to SIGKILL. */
	lastSignal?: NodeJS.Signals;
}

/** The output of a program, and its exit code. */
export interface Outcome {
	code: number;
	stdout: string;
	stderr: string;
}

/** Starts a program in a process group of its own, which ends with this process at the latest. */
export function start(
	command: string,
	args: string[],
	{ lastSignal = 'SIGKILL', ...options }: StartOptions = {},
): Program {
	const child = spawn(command, args, { ...options, detached: true });
	const killGroup = atExit(() => signalGroup(child, lastSignal));
	const exited = new Promise<number>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => {
			killGroup();
			resolve(code ?? 1);
		});
	});
	return Object.assign(child, { exited });
}

/** Asks a program to end, and ends it with all its children if it has not after `patience` ms. */
export async function stop(child: Program, patience = 5000): Promise<void> {
	const impatient = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
	signalGroup(child, 'SIGTERM');
	await child.exited;
	clearTimeout(impatient);
}

/** Ends a program at once, with all its children. */
export async function kill(child: Program): Promise<void> {
	signalGroup(child, 'SIGKILL');
	await child.exited;
}

/** Runs a program to its end. */
export async function run(
	command: string,
	args: string[],
	options?: SpawnOptions,
): Promise<Outcome> {
	const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	const [code, stdout, stderr] = await Promise.all([
		child.exited,
		textOf(child.stdout),
		textOf(child.stderr),
	]);
	return { code, stdout, stderr };
}

/**
 * Runs a program that must succeed.
 * @returns its output
 * @throws Error with all its output
 */
export async function mustRun(
	command: string,
	args: string[],
	options?: SpawnOptions,
): Promise<string> {
	const { code, stdout, stderr } = await run(command, args, options);
	if (code === 0) return stdout;
	throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stdout}\n${stderr}`);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals) {
	if (pid === undefined) return;
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is empty.
	}
}

async function textOf(stream: Readable | null) {
	if (!stream) return '';
	return (await stream.setEncoding('utf8').toArray()).join('');
}
