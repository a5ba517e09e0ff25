/** The first sentence of most refusals, which come before the first request of an item. */
export const NOTHING_SENT = 'Nothing was sent to authentik for this item.';

/** Refuses a value from the user: what is wrong with it, and what to enter instead. */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly description = NOTHING_SENT,
	) {
		super(message);
	}
}
