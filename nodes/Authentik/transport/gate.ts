/** One task that waits for its turn. */
interface Turn {
	limit: number;
	start: () => void;
}

/**
 * Bounds how many requests are under way for one server, whatever number of items, nodes and
 * executions ask. Tasks start in the order in which they came.
 */
class Gate {
	private readonly queue = new Set<Turn>();

	private inFlight = 0;

	/**
	 * Runs `task` as soon as fewer than `limit` are under way.
	 * @throws what the task throws, or the signal's reason when it is cancelled while it waits
	 */
	async pass<T>(
		limit: number,
		signal: AbortSignal | undefined,
		task: () => Promise<T>,
	): Promise<T> {
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
		await new Promise<void>((resolve, reject) => {
			const cancel = () => {
				this.queue.delete(turn);
				reject(signal?.reason as Error);
			};
			const turn: Turn = {
				limit,
				start: () => {
					signal?.removeEventListener('abort', cancel);
					resolve();
				},
			};
			signal?.addEventListener('abort', cancel, { once: true });
			this.queue.add(turn);
			this.admit();
		});
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

/** One gate a server for the whole process: all nodes, credentials and executions share it. */
const gates = new Map<string, Gate>();

/** The gate of the server whose API root is `server`. */
export function gateOf(server: string): Gate {
	let gate = gates.get(server);
	if (!gate) gates.set(server, (gate = new Gate()));
	return gate;
}
