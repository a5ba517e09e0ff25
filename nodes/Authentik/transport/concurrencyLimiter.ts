/** A task that is waiting for its turn. */
interface Turn {
	limit: number;
	signal?: AbortSignal;
	start: () => void;
	cancel: (reason: unknown) => void;
}

/**
 * Limits the concurrent requests to one server, across all items, nodes and executions. Tasks start in the order in
 * which they arrive.
 */
class ConcurrencyLimiter {
	private readonly queue = new Set<Turn>();

	private readonly watched = new WeakSet<AbortSignal>();

	private inFlight = 0;

	/**
	 * Runs `task` once fewer than `limit` tasks are running.
	 * @throws what the task throws, or the signal's reason if it is canceled while it waits
	 */
	async run<T>(limit: number, signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T> {
		await this.turn(limit, signal);
		try {
			return await task();
		} finally {
			this.inFlight--;
			this.admit();
		}
	}

	get idle(): boolean {
		return this.inFlight === 0 && this.queue.size === 0;
	}

	private async turn(limit: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		await new Promise<void>((start, cancel) => {
			if (signal) this.watch(signal);
			this.queue.add({ limit, signal, start, cancel });
			this.admit();
		});
	}

	/** One listener per signal, not per turn: all items of an execution share it, and a list of thousands is slow. */
	private watch(signal: AbortSignal): void {
		if (this.watched.has(signal)) return;
		this.watched.add(signal);
		const cancel = () => {
			for (const turn of this.queue) {
				if (turn.signal !== signal) continue;
				this.queue.delete(turn);
				turn.cancel(signal.reason);
			}
		};
		signal.addEventListener('abort', cancel, { once: true });
	}

	private admit(): void {
		for (const turn of this.queue) {
			if (this.inFlight >= turn.limit) return;
			this.queue.delete(turn);
			this.inFlight++;
			turn.start();
		}
	}
}

/** One limiter per server for the whole process: all nodes, credentials and executions share it. */
const limiters = new Map<string, ConcurrencyLimiter>();

/** The limiter of the server whose API root is `server`. */
export function limiterOf(server: string): ConcurrencyLimiter {
	let limiter = limiters.get(server);
	if (!limiter) limiters.set(server, (limiter = new ConcurrencyLimiter()));
	return limiter;
}
