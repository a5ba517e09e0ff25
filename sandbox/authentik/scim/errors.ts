import type { Dictionary } from '../../core/state/models';

/** The target has no such object. */
export class NotFound extends Error {}

/** The target has such an object already. */
export class ObjectExists extends Error {}

/** The target failed, or could not be reached: it may go better later. */
export class TransientFailure extends Error {}

/** The target answered with an error, or not at all. */
export class RequestFailure extends TransientFailure {}

/** A mapping does not want the object to be synced. */
export class Skipped extends Error {}

/** A request that would have changed something was not sent, as the provider is only trying. */
export class DryRunRejected extends Error {
	constructor(
		readonly method: string,
		readonly url: string,
		readonly body: Dictionary | undefined,
	) {
		super('dry run');
	}
}

/** Something is set up wrongly: going on with other objects makes no sense. */
export class StopSync extends Error {
	constructor(reason: string, causedBy?: string, mapping?: string) {
		const cause = causedBy === undefined ? '' : `, caused by ${causedBy}`;
		const source = mapping === undefined ? '' : ` (mapping SCIM Provider Mapping ${mapping})`;
		super(`Error ${reason}${cause}${source}`);
	}
}
