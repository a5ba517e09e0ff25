import { NodeOperationError } from 'n8n-workflow';

import { apiError } from './apiError';
import { detailsOf, isApiError, isNodeError } from './failure';
import type { Sender } from './session';

/** An error as n8n shows it: with its description and its item, if there are items. */
export function asNodeError(context: Sender, error: Error): Error {
	const item = 'getItemIndex' in context ? context : undefined;
	if (item?.getExecutionCancelSignal()?.aborted) return error;
	const itemIndex = item?.getItemIndex();
	const known = isNodeError(error);
	if (known && (itemIndex === undefined || error.context.itemIndex === itemIndex)) return error;

	// Items of a run share lookups, and also their failures.
	const details = detailsOf(error);
	if (isApiError(error)) return apiError(context, details, itemIndex);
	const { message, description } = details;
	const texts = { message, description, itemIndex };
	return new NodeOperationError(context.getNode(), known ? message : error, texts);
}
