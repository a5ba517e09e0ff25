/** What is not there after this many milliseconds will not come: all here ends within half a minute. */
export const PATIENCE = 120_000;

const CALLERS = 20;

/** The webhook of a published workflow, at `url`. */
export class Webhook {
	constructor(url) {
		this.url = url;
	}

	/** n8n says that a workflow is published a moment before its webhook is there. */
	async isThere() {
		const response = await fetch(this.url);
		return (await response.text()).includes('Did you mean to make a POST request?');
	}

	/**
	 * Calls the webhook once for each order, 20 at a time.
	 * @returns {Promise<Array<{ order: object, status: number, answer: any, ms: number }>>}
	 * @throws Error when a call hangs
	 */
	async callAll(orders) {
		const waiting = [...orders];
		const calls = [];
		const caller = async () => {
			while (waiting.length > 0) calls.push(await this.#call(waiting.shift()));
		};
		await Promise.all(Array.from({ length: CALLERS }, caller));
		return calls;
	}

	async #call(order) {
		const began = performance.now();
		const response = await fetch(this.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(order),
			signal: AbortSignal.timeout(PATIENCE),
		});
		const answer = await response.json();
		return { order, status: response.status, answer, ms: Math.round(performance.now() - began) };
	}
}
