import type {
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';

import { fieldPermissions, permissionsFor } from '../shared/permissions';
import type { Subject } from '../transport/explain';
import type { RequestData } from '../transport/exchangeItem';
import { exchangeItem } from '../transport/exchangeItem';
import { detailsOf } from '../transport/failure';
import { LARGEST_PAGE } from '../transport/pages';
import { asNodeError } from '../transport/nodeError';
import { fieldsIn } from './fields';
import { ifNotFound, orEmptyItem } from './ifNotFound';
import { output, outputMapper, startingWith } from './output';
import { readFields, resolveFields } from './readFields';
import { refuseUnknownToRelease } from './release';
import type { Field, Operation, Send } from './types';

/** The function that n8n calls instead of sending a request itself. */
type Run = (
	this: IExecutePaginationFunctions,
	requestData: RequestData,
) => Promise<INodeExecutionData[]>;

/**
 * The operation's `pagination` function, which receives every request that n8n has built from the parameters. For each
 * item: n8n builds the request -> fields are read -> steps -> execute or one request, through the concurrency limit
 * (n8n sends it and calls postReceive) -> items, paired with their input.
 * @returns the items of the response; with On Error set to continue, an item with the error
 * @throws NodeOperationError if the input is refused, NodeApiError see exchange()
 */
export function run(resource: string, operation: Operation): Run {
	const {
		value,
		parameters,
		before = [],
		execute,
		isList = false,
		about = {},
		columns = [],
	} = operation;
	const fields = fieldsIn(parameters);
	const labels = new Map(fields.map(({ target: { property, label } }) => [property, label]));
	const own = permissionsFor(resource, value);
	// An operation without an entry sends any request.
	const permissions = own.length > 0 ? own : undefined;
	const has = ({ parameter }: { parameter: Field }) =>
		fields.some(({ target }) => target === parameter.target);
	const mayFindNothing = has(ifNotFound);
	const hasOutput = has(output);
	const arrangeWhole = startingWith(columns);
	const further = fieldPermissions[resource]?.[value];

	async function produce(
		context: IExecutePaginationFunctions,
		requestData: RequestData,
	): Promise<INodeExecutionData[]> {
		const request = requestData.options as IHttpRequestOptions;
		const { given, ids, lookups } = readFields(context, request, fields);
		// Not earlier: n8n would keep these values for fields that have no value.
		request.qs = { ...operation.request.qs, ...request.qs };
		request.body = { ...operation.request.body, ...(request.body as IDataObject) };
		const arrange = hasOutput ? outputMapper(context, columns, request.qs) : arrangeWhole;
		await refuseUnknownToRelease(context, request, given);
		const known = new Map([...ids, ...(await resolveFields(request, lookups))]);
		if (isList) request.qs = paged(request.qs, requestData.maxResults);
		for (const step of before) {
			const result = await step.call(context, request);
			if (result) return [{ json: arrange(result) }];
		}
		const subject: Subject = {
			labels,
			permissions: further
				? permissionsFor(resource, value, namesOf(context.getNode()))
				: permissions,
		};
		const send: Send = async (data, { permissions: needed, ...bounds } = {}) =>
			await exchangeItem(
				context,
				data,
				{ ...subject, permissions: needed ?? subject.permissions },
				{ isList, ...bounds },
			);
		const items = execute ? await execute(context, requestData, send) : await send(requestData);
		const named = Object.fromEntries(
			Object.entries(about).map(([key, locator]) => [key, known.get(locator.target)]),
		);
		return items.map(({ json }) => ({ json: { ...named, ...arrange(json) } }));
	}

	return async function (requestData) {
		const pairedItem = { item: this.getItemIndex() };
		try {
			const find = async () => await produce(this, requestData);
			const items = mayFindNothing ? await orEmptyItem(this, find) : await find();
			return items.map((item) => ({ ...item, pairedItem }));
		} catch (error) {
			const reason = asNodeError(this, error as Error);
			const isCancelled = this.getExecutionCancelSignal()?.aborted;
			if (!this.continueOnFail() || isCancelled) throw reason;
			// n8n limits the items to it, and an invalid limit would remove the error.
			requestData.maxResults = undefined;
			return [{ json: withError(this, reason), pairedItem }];
		}
	};
}

/** The query for the first page of a list. Limit has already set the page size, unless all rows are wanted. */
function paged({ page_size, ...qs }: IDataObject = {}, maxResults?: unknown): IDataObject {
	return { page_size: maxResults === undefined ? LARGEST_PAGE : page_size, ...qs };
}

/**
 * The input's fields and the error's details. They do not go into the item's own `error`, since every n8n replaces that
 * with the bare title (WorkflowExecute, normalizeNodeErrors). For the error output, n8n adds the input's fields, and
 * treats an item as failed only if `error` is its only field.
 */
function withError(context: IExecutePaginationFunctions, reason: Error): IDataObject {
	const error = { ...detailsOf(reason) };
	if (context.getNode().onError === 'continueErrorOutput') return { error };
	return { ...context.getInputData().json, error };
}

/** The parameters that the user added to collections. Not evaluated: only their names matter. */
function namesOf({ parameters }: INode): string[] {
	return Object.values(parameters).flatMap((value) =>
		typeof value === 'object' && value !== null ? Object.keys(value as IDataObject) : [],
	);
}
