import type { IExecutePaginationFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { apiError } from './apiError';
import { detailsOf } from './failure';

/**
 * The error of an operation with more than one request that completed only the first of them.
 * @param reason why the rest failed
 * @param done what was done and what was not, as the beginning of a sentence that ends with `reason`
 * @param advice what exists in authentik now, and what to do
 */
export function partialFailure(
	context: IExecutePaginationFunctions,
	reason: Error,
	done: string,
	advice: string,
): Error {
	const details = detailsOf(reason);
	const message = `${done}: ${details.message}`;
	const description = `${advice} ${details.description ?? ''}`.trim();
	const itemIndex = context.getItemIndex();
	return details.httpCode
		? apiError(context, { ...details, message, description }, itemIndex)
		: new NodeOperationError(context.getNode(), message, { description, itemIndex });
}
