import { spawn } from 'node:child_process';

import { atExit } from './cleanup.mts';

/**
 * Starts a program in a process group of its own, which ends with this process at the latest.
 * @param options those of spawn(), and `lastSignal`: what the group gets then, SIGKILL unless told
 * @returns {import('node:child_process').ChildProcess & { exited: Promise<number> }}
 */
export function start(command, args, { lastSignal = 'SIGKILL', ...options } = {}) {
	const child = spawn(command, args, { ...options, detached: true });
	const killGroup = atExit(() => signalGroup(child, lastSignal));
	child.exited = new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => {
			killGroup();
			resolve(code ?? 1);
		});
	});
	return child;
}

/** Asks a program to end, and ends it with all its children when it has not after `patience` ms. */
export async function stop(child, patience = 5000) {
	const impatient = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
	signalGroup(child, 'SIGTERM');
	await child.exited;
	clearTimeout(impatient);
}

/** Ends a program at once, with all its children. */
export async function kill(child) {
	signalGroup(child, 'SIGKILL');
	await child.exited;
}

/**
 * Runs a program to its end.
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function run(command, args, options) {
	const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	const [code, stdout, stderr] = await Promise.all([
		child.exited,
		textOf(child.stdout),
		textOf(child.stderr),
	]);
	return { code, stdout, stderr };
}

/**
 * Runs a program that has to succeed.
 * @returns {Promise<string>} what it printed
 * @throws Error with all its output
 */
export async function mustRun(command, args, options) {
	const { code, stdout, stderr } = await run(command, args, options);
	if (code === 0) return stdout;
	throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stdout}\n${stderr}`);
}

function signalGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// Nobody is left in the group.
	}
}

async function textOf(stream) {
	return (await stream.setEncoding('utf8').toArray()).join('');
}
