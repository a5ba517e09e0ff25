import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import * as programs from './run.mts';

const READY_WITHIN = 90_000;

export interface ServiceOptions extends programs.StartOptions {
	/** For the error if it does not start. */
	name: string;
	command: string;
	args: string[];
	/** Where its output goes. */
	logFile: string;
	isReady: () => Promise<boolean>;
}

/** A program that runs in the background; its output goes to a file. */
export class Service {
	#child: programs.Program;

	private constructor(child: programs.Program) {
		this.#child = child;
	}

	/**
	 * Starts a program and waits until it is ready.
	 * @throws Error with its output when it ends before that or takes too long
	 */
	static async start({
		name,
		command,
		args,
		logFile,
		isReady,
		...options
	}: ServiceOptions): Promise<Service> {
		const log = await open(logFile, 'w');
		const child = programs.start(command, args, {
			...options,
			stdio: ['ignore', log.fd, log.fd],
		});
		const service = new Service(child);
		let ended = false;
		const noteEnd = () => {
			ended = true;
		};
		void child.exited.then(noteEnd, noteEnd);
		await log.close();
		const deadline = Date.now() + READY_WITHIN;
		while (!(await isReady())) {
			if (ended || Date.now() > deadline) {
				if (!ended) await service.stop();
				throw new Error(`${name} did not start\n${await readFile(logFile, 'utf8')}`);
			}
			await sleep(200);
		}
		return service;
	}

	/**
	 * What its process has used so far, without its children; Linux only (man 5 proc).
	 * @returns the most memory in MB, and seconds of CPU time
	 */
	async usage(): Promise<{ memory: number; cpu: number }> {
		const read = async (file: string) => await readFile(`/proc/${this.#child.pid}/${file}`, 'utf8');
		const [status, stat] = await Promise.all([read('status'), read('stat')]);
		// After the name in parentheses, the 12th and 13th value are user and system time, in ticks of 10 ms.
		const [user, system] = stat.split(') ')[1].split(' ').slice(11, 13).map(Number);
		const kB = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
		return { memory: Math.round(Number(kB) / 1024), cpu: (user + system) / 100 };
	}

	/** Asks it to end, see stop() of programs. */
	async stop(patience?: number): Promise<void> {
		await programs.stop(this.#child, patience);
	}

	/** Ends it at once, with all its children, as a machine that runs out of memory does. */
	async kill(): Promise<void> {
		await programs.kill(this.#child);
	}
}
