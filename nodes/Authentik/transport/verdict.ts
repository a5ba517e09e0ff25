import type { IDataObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Sender } from './session';

/** How an item ended before its request was sent. */
export type Verdict = { error: Error } | { answer: IDataObject };

const verdicts = new WeakMap<object, Verdict>();

/** What a hook decided about the request with these options, if it is not to be sent. */
export function verdictOn(requestOptions: object): Verdict | undefined {
	return verdicts.get(requestOptions);
}

/** Decides that the request with these options is not to be sent. */
export function decide(requestOptions: object, verdict: Verdict): void {
	verdicts.set(requestOptions, verdict);
}

/** An error as n8n shows it: with its description, and with the item it belongs to, if there are items. */
export function asNodeError(context: Sender, error: Error): Error {
	const known = error instanceof NodeApiError || error instanceof NodeOperationError;
	const item = 'getItemIndex' in context ? context : undefined;
	if (known || item?.getExecutionCancelSignal()?.aborted) return error;
	return new NodeOperationError(context.getNode(), error, {
		description: (error as { description?: string }).description,
		itemIndex: item?.getItemIndex(),
	});
}
