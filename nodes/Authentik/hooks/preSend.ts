import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	PreSendAction,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { decide, verdictOn } from '../transport/verdict';
import type { Refusal } from './refusal';

/**
 * A preSend action from a function that changes the request, sends others before it, or throws.
 * - What it throws waits for the gate, which knows how to pair it with its item; n8n leaves unpaired what
 *   a preSend action throws.
 * - What it returns is the item's answer, and the request is not sent.
 */
export function preSend(
	action: (
		this: IExecuteSingleFunctions,
		requestOptions: IHttpRequestOptions,
	) => IDataObject | void | Promise<IDataObject | void>,
): PreSendAction {
	return async function (requestOptions) {
		if (verdictOn(requestOptions)) return requestOptions;
		try {
			const answer = await action.call(this, requestOptions);
			if (answer) decide(requestOptions, { answer });
		} catch (error) {
			decide(requestOptions, { error: asNodeError(this, error as Error) });
		}
		return requestOptions;
	};
}

function asNodeError(context: IExecuteSingleFunctions, error: Error): Error {
	if (error instanceof NodeApiError || context.getExecutionCancelSignal()?.aborted) return error;
	return new NodeOperationError(context.getNode(), error, {
		description: (error as Partial<Refusal>).description,
		itemIndex: context.getItemIndex(),
	});
}
