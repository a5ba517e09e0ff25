import type { IExecuteSingleFunctions, IHttpRequestOptions, PreSendAction } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** A value that the user gave and that must not be sent: what is wrong with it, and what to give instead. */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly description = 'Nothing was sent to authentik for this item.',
	) {
		super(message);
	}
}

const refusals = new WeakMap<object, NodeOperationError>();

/** Why the request with these options must not be sent, when one of the hooks before found a reason. */
export function refusalOf(requestOptions: object): NodeOperationError | undefined {
	return refusals.get(requestOptions);
}

/**
 * A preSend action from a function that changes the request or throws a Refusal. The refusal waits for
 * the gate, which knows how to pair it with its item; what a preSend action throws, n8n leaves unpaired.
 */
export function preSend(
	action: (this: IExecuteSingleFunctions, requestOptions: IHttpRequestOptions) => void,
): PreSendAction {
	return async function (requestOptions) {
		if (refusals.has(requestOptions)) return requestOptions;
		try {
			action.call(this, requestOptions);
		} catch (error) {
			const refusal = new NodeOperationError(this.getNode(), error as Error, {
				description: (error as Partial<Refusal>).description,
				itemIndex: this.getItemIndex(),
			});
			refusals.set(requestOptions, refusal);
		}
		return requestOptions;
	};
}
