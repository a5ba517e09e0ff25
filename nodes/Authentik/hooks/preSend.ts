import type { PreSendAction } from 'n8n-workflow';

import type { Action } from '../transport/send';
import { asNodeError, decide, verdictOn } from '../transport/verdict';

/**
 * A preSend action from a function that changes the request, sends others before it, or throws.
 * - What it throws waits for the gate, which knows how to pair it with its item; n8n leaves unpaired what
 *   a preSend action throws.
 * - What it returns is the item's answer, and the request is not sent.
 */
export function preSend(action: Action): PreSendAction {
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
