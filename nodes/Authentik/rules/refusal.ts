/** A value that the user gave and that must not be sent: what is wrong with it, and what to give instead. */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly description = 'Nothing was sent to authentik for this item.',
	) {
		super(message);
	}
}
