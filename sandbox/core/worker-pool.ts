import { sleep } from 'n8n-workflow';

/** A limited number of workers, each of which does one piece of work at a time; the rest waits in order. */
export class WorkerPool {
	/** How many are working. */
	busy = 0;
	private readonly waiting: Array<() => void> = [];

	constructor(
		private readonly count: number,
		/** The minimum milliseconds for each piece of work. */
		private readonly latency = 0,
	) {}

	/** Does a piece of work as soon as a worker is free. */
	async run(work: () => Promise<void>): Promise<void> {
		if (this.busy >= this.count) await new Promise<void>((free) => this.waiting.push(free));
		else this.busy += 1;
		try {
			if (this.latency > 0) await sleep(this.latency);
			await work();
		} finally {
			const next = this.waiting.shift();
			// The next in line takes over the worker, so that no other can take it in between.
			if (next) next();
			else this.busy -= 1;
		}
	}
}
