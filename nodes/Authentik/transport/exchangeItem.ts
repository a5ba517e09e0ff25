import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Page } from '../shared/apiTypes';
import { exchange } from './exchange';
import type { Subject } from './explain';
import type { Bounds } from './pages';
import { isPage } from './pages';
import { secretsIn } from './redact';
import { readRows } from './rows';
import { sessionOf } from './session';

/** The request that n8n built from the parameters, and how it handles the response. */
export type RequestData = DeclarativeRestApiSettings.ResultOptions;

/** An item whose JSON is an object from authentik. */
export interface Item<Row extends IDataObject> extends INodeExecutionData {
	json: Row;
}

/** What a deletion returns to the next node, by n8n's guidelines. */
export const DELETED = { deleted: true };

/**
 * Sends the request that n8n built for an item, see exchange(). For a page of a list, reads on to its end, or to the
 * limit. A list becomes one item per entry.
 * @param bounds whether a page of a list is expected, and which of its rows are wanted
 * @throws IncompleteList if the pages of a list do not add up; NodeApiError see exchange()
 */
export async function exchangeItem<Row extends IDataObject>(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	subject: Subject,
	{ isList, ...bounds }: Bounds<Row> & { isList: boolean },
): Promise<Array<Item<Row>>> {
	const session = await sessionOf(context);
	const secrets = [...session.secrets, ...secretsIn(requestData.options.body)];
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

	// Not in requestDefaults, where it would cost an expression per item.
	requestData.options.skipSslCertificateValidation ||= session.ignoreSslIssues;
	const items = await once(requestData.options);
	const answer: unknown = items[0]?.json;
	if (Array.isArray(answer)) return answer.map((json) => ({ json }));
	if (!isList || !isPage<Row>(answer)) return items as Array<Item<Row>>;

	const rows = await readRows(answer, {
		...bounds,
		wanted: requestData.maxResults === undefined ? Infinity : Number(requestData.maxResults),
		concurrency: session.limit,
		read: async (page) => {
			const { options } = requestData;
			const [item] = await once({ ...options, qs: { ...options.qs, page } });
			return item.json as Page<Row>;
		},
	});
	return rows.map((json) => ({ json }));
}
