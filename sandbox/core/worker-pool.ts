import { sleep } from 'n8n-workflow';

/** So many workers, each of which does one piece of work at a time; the rest waits, first come, first served. */
export class WorkerPool {
	/** How many are at work. */
	busy = 0;
	private readonly waiting: Array<() => void> = [];

	constructor(
		private readonly count: number,
		/** Milliseconds that each piece of work takes at least. */
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
			// Who waits takes the worker over; nobody else can snatch it in between.
			if (next) next();
			else this.busy -= 1;
		}
	}
}
