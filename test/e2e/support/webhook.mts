/** What does not exist after this many milliseconds never will: everything here ends within half a minute. */
export const PATIENCE = 120_000;

const CALLERS = 20;

/** The result of a call. */
export interface Call<Order> {
	order: Order;
	status: number;
	answer: unknown;
	ms: number;
}

/** The webhook of a published workflow. */
export class Webhook<Order> {
	#url: string;

	constructor(url: string) {
		this.#url = url;
	}

	/** n8n reports a workflow as published a moment before its webhook exists. */
	async isThere(): Promise<boolean> {
		const response = await fetch(this.#url);
		return (await response.text()).includes('Did you mean to make a POST request?');
	}

	/**
	 * Calls the webhook once for each order, 20 at a time.
	 * @throws Error when a call hangs
	 */
	async callAll(orders: Order[]): Promise<Array<Call<Order>>> {
		const waiting = orders.values();
		const calls: Array<Call<Order>> = [];
		const caller = async () => {
			for (const order of waiting) calls.push(await this.#call(order));
		};
		await Promise.all(Array.from({ length: CALLERS }, caller));
		return calls;
	}

	async #call(order: Order): Promise<Call<Order>> {
		const began = performance.now();
		const response = await fetch(this.#url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(order),
			signal: AbortSignal.timeout(PATIENCE),
		});
		const answer: unknown = await response.json();
		return { order, status: response.status, answer, ms: Math.round(performance.now() - began) };
	}
}
