import { sleep } from 'n8n-workflow';

/** The web workers: so many requests at a time, each of which takes a while. The others wait. */
export class Workers {
	private busy = 0;
	private readonly waiting: Array<() => void> = [];

	constructor(
		private readonly count: number,
		private readonly latency: number,
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
			// A waiting request takes the worker over; nobody else can snatch it in between.
			if (next) next();
			else this.busy -= 1;
		}
	}
}
