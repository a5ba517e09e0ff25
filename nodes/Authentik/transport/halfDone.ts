import type { IExecutePaginationFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/**
 * The error of an operation of several requests that did the first of them.
 * @param reason why the rest failed
 * @param done what was done and what was not, as the beginning of a sentence that `reason` ends
 * @param advice what there is in authentik now, and what to do
 */
export function halfDone(
	context: IExecutePaginationFunctions,
	reason: Error,
	done: string,
	advice: string,
): Error {
	const { httpCode, description: cause } = reason as Partial<NodeApiError>;
	const message = `${done}: ${reason.message}`;
	const description = `${advice} ${cause ?? ''}`.trim();
	const itemIndex = context.getItemIndex();
	return httpCode
		? new NodeApiError(context.getNode(), {}, { message, description, httpCode, itemIndex })
		: new NodeOperationError(context.getNode(), message, { description, itemIndex });
}
