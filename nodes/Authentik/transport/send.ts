import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

import { labelsIn } from '../shared/labels';
import { permissionsFor } from '../shared/permissions';
import { exchange } from './exchange';
import type { Page, Paging } from './pages';
import { isPage, readRows } from './pages';
import { secretsIn } from './redact';
import { sessionOf } from './session';
import { asNodeError, verdictOn } from './verdict';

type RequestData = DeclarativeRestApiSettings.ResultOptions;
type Items = INodeExecutionData[];

/** What n8n's guidelines want a deletion to give to the next node. */
export const DELETED = { deleted: true };

/** What n8n calls instead of sending a request itself. */
type Send = (this: IExecutePaginationFunctions, requestData: RequestData) => Promise<Items>;

/**
 * Changes a request, sends others before it, or throws. What it returns is the item's answer, and the
 * request is not sent.
 */
export type Action = (
	this: IExecuteSingleFunctions,
	requestOptions: IHttpRequestOptions,
) => IDataObject | void | Promise<IDataObject | void>;

/** One item's way to its answer. */
export type Work = (
	context: IExecutePaginationFunctions,
	requestData: RequestData,
) => Promise<Items>;

/**
 * The node's `requestOperations.pagination`: n8n hands every request of every operation to it, so that it
 * passes the gate.
 * @returns the items of the answer, each paired with the input item that asked for it; with Continue On
 *   Fail, an item that carries the error
 * @throws NodeOperationError when a hook refused the input, NodeApiError see exchange()
 */
export const send: Send = sending(exchangeItem);

/**
 * A `pagination` function for an operation that does more than send its request.
 * @param work does what the operation does; it calls exchangeItem() for the request of the description.
 *   It must not hold the gate while it sends others, so it is no postReceive action.
 */
export function sending(work: Work): Send {
	return async function (requestData) {
		const pairedItem = { item: this.getItemIndex() };
		const [outcome] = await Promise.allSettled([decided(requestData) ?? work(this, requestData)]);
		if (outcome.status === 'fulfilled') {
			return outcome.value.map((item) => ({ ...item, pairedItem }));
		}
		const error = asNodeError(this, outcome.reason as Error) as NodeApiError;
		if (!this.continueOnFail() || this.getExecutionCancelSignal()?.aborted) throw error;
		return [{ json: {}, error, pairedItem }];
	};
}

/**
 * A `pagination` function that calls `actions`, in their order, before `work`: for what has to see the
 * request after all fields were checked and put into it, or sends requests of its own. n8n calls the
 * preSend actions of an operation before those of its fields.
 */
export function sendingAfter(actions: Action[], work: Work = exchangeItem): Send {
	return sending(async (context, requestData) => {
		for (const action of actions) {
			const answer = await action.call(context, requestData.options as IHttpRequestOptions);
			if (answer) return [{ json: answer }];
		}
		return await work(context, requestData);
	});
}

/** Read without evaluating: neither parameter takes expressions, and of fields only the names matter. */
function permissionsOf({ parameters }: INode): readonly string[] {
	const { resource, operation, ...others } = parameters;
	const collections = Object.values(others).filter((value) => typeof value === 'object');
	const fields = collections.flatMap((collection) => Object.keys(collection ?? {}));
	return permissionsFor(String(resource), String(operation), fields);
}

/** The end of an item for which a hook decided that nothing is sent. */
function decided({ options }: RequestData): Promise<Items> | undefined {
	const verdict = verdictOn(options);
	if (!verdict) return undefined;
	return 'error' in verdict
		? Promise.reject(verdict.error)
		: Promise.resolve([{ json: verdict.answer }]);
}

/**
 * Sends the item's request. An answer that is a page of a list is read on
 * to its end, or to the limit; an answer that is a list becomes one item for each entry.
 * @param bounds which rows of a list are wanted
 */
export async function exchangeItem(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	bounds: Pick<Paging, 'until' | 'keep'> = {},
): Promise<Items> {
	const session = await sessionOf(context);
	const secrets = [...session.secrets, ...secretsIn(requestData.options.body)];
	const subject = {
		permissions: permissionsOf(context.getNode()),
		labels: labelsIn(requestData.options),
	};
	const once = async (options: RequestData['options']) =>
		await exchange(context, {
			...session,
			secrets,
			method: options.method ?? 'GET',
			signal: context.getExecutionCancelSignal(),
			subject,
			itemIndex: context.getItemIndex(),
			...(options.method === 'DELETE' ? { gone: [{ json: DELETED }] } : {}),
			send: async () =>
				await context.makeRoutingRequest({ ...requestData, options: { ...options } }),
		});

	// Not in requestDefaults, where it would cost an expression for each item.
	requestData.options.skipSslCertificateValidation ||= session.ignoreSslIssues;
	const items = await once(requestData.options);
	const answer: unknown = items[0]?.json;
	if (Array.isArray(answer)) return answer.map((json) => ({ json }));
	if (!isPage(answer)) return items;

	const rows = await readRows(answer, {
		...bounds,
		wanted: requestData.maxResults === undefined ? Infinity : Number(requestData.maxResults),
		concurrency: session.limit,
		read: async (page) => {
			const { options } = requestData;
			const [item] = await once({ ...options, qs: { ...options.qs, page } });
			return item.json as unknown as Page;
		},
	});
	return rows.map((json) => ({ json }));
}
