const tails = new Map<string, Promise<unknown>>();

/**
 * Runs tasks with the same key one after another, in the order in which they arrive: for changes that read, merge and
 * write, where two at once would lose one. Works within one n8n process.
 * @throws what the task throws
 */
export async function withLock<T>(key: string, task: () => Promise<T>): Promise<T> {
	const before = tails.get(key) ?? Promise.resolve();
	const turn = before.then(task, task);
	tails.set(key, turn);
	try {
		return await turn;
	} finally {
		if (tails.get(key) === turn) tails.delete(key);
	}
}
