import type { IAllExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { ErrorDetails } from './failure';

/**
 * The error of a request, which n8n shows with its description and status.
 * @param itemIndex the item that the request belongs to, if there is one
 */
export function apiError(
	context: Pick<IAllExecuteFunctions, 'getNode'>,
	{ permissions, requestId, isMissing, ...texts }: ErrorDetails,
	itemIndex?: number,
): NodeApiError {
	const error = new NodeApiError(context.getNode(), {}, { ...texts, itemIndex });
	Object.assign(
		error.context,
		permissions && { permissions },
		requestId && { requestId },
		isMissing && { isMissing },
	);
	return error;
}
