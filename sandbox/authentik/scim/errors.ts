import type { Dictionary } from '../../core/state/models';

/** The target has no such object. */
export class NotFound extends Error {}

/** The target already has such an object. */
export class ObjectExists extends Error {}

/** The target failed, or could not be reached: a later attempt may succeed. */
export class TransientFailure extends Error {}

/** The target answered with an error, or not at all. */
export class RequestFailure extends TransientFailure {}

/** A mapping excludes the object from the sync. */
export class Skipped extends Error {}

/** A request that would have changed something was not sent, because of the provider's dry run. */
export class DryRunRejected extends Error {
	constructor(
		readonly method: string,
		readonly url: string,
		readonly body: Dictionary | undefined,
	) {
		super('dry run');
	}
}

/** A configuration error: syncing further objects makes no sense. */
export class StopSync extends Error {
	constructor(reason: string, causedBy?: string, mapping?: string) {
		const cause = causedBy === undefined ? '' : `, caused by ${causedBy}`;
		const source = mapping === undefined ? '' : ` (mapping SCIM Provider Mapping ${mapping})`;
		super(`Error ${reason}${cause}${source}`);
	}
}
