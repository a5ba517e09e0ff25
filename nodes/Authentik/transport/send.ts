import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

import { refusalOf } from '../hooks/refusal';
import { permissions } from '../shared/permissions';
import { exchange } from './exchange';
import type { Page } from './pages';
import { isPage, readRows } from './pages';
import { secretsIn } from './redact';
import { sessionOf } from './session';

type RequestData = DeclarativeRestApiSettings.ResultOptions;

type Items = INodeExecutionData[];

/**
 * The node's `requestOperations.pagination`: n8n hands every request of every operation to it, so that it
 * passes the gate.
 * @returns the items of the answer, each paired with the input item that asked for it; with Continue On
 *   Fail, an item that carries the error
 * @throws NodeOperationError when a hook refused the input, NodeApiError see exchange()
 */
export async function send(
	this: IExecutePaginationFunctions,
	requestData: RequestData,
): Promise<Items> {
	const pairedItem = { item: this.getItemIndex() };
	const [outcome] = await Promise.allSettled([exchangeItem(this, requestData)]);
	if (outcome.status === 'fulfilled') {
		return outcome.value.map((item) => ({ ...item, pairedItem }));
	}
	const error = outcome.reason as NodeApiError;
	if (!this.continueOnFail() || this.getExecutionCancelSignal()?.aborted) throw error;
	return [{ json: {}, error, pairedItem }];
}

/** One item's exchange. An answer that is a page of a list is read on to its end, or to the limit. */
async function exchangeItem(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
): Promise<Items> {
	const refusal = refusalOf(requestData.options);
	if (refusal) throw refusal;

	const session = await sessionOf(context);
	const secrets = [...session.secrets, ...secretsIn(requestData.options.body)];
	const resource = context.getNodeParameter('resource') as string;
	const operation = context.getNodeParameter('operation') as string;

	const once = async (options: RequestData['options']) =>
		await exchange(context, {
			...session,
			secrets,
			method: options.method ?? 'GET',
			signal: context.getExecutionCancelSignal(),
			subject: { permissions: permissions[resource]?.[operation] ?? [] },
			itemIndex: context.getItemIndex(),
			send: async () =>
				await context.makeRoutingRequest({ ...requestData, options: { ...options } }),
		});

	const items = await once(requestData.options);
	const first: unknown = items[0]?.json;
	if (!isPage(first)) return items;

	const rows = await readRows(first, {
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
