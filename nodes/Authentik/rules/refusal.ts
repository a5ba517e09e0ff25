/** How most refusals begin: they come before the first request of an item. */
export const NOTHING_SENT = 'Nothing was sent to authentik for this item.';

/** A value that the user gave and that must not be sent: what is wrong with it, and what to give instead. */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly description = NOTHING_SENT,
	) {
		super(message);
	}
}
