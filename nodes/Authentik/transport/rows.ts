import type { IDataObject } from 'n8n-workflow';

import type { Subject } from './explain';
import type { Bounds, Page } from './pages';
import { LARGEST_PAGE, readRows } from './pages';
import { request } from './request';
import type { Sender } from './session';
import { sessionOf } from './session';

/**
 * All rows of a list, outside n8n's routing.
 * @throws NodeApiError see exchange(); IncompleteList see readRows()
 */
export async function allRows(
	sender: Sender,
	{ url, qs }: { url: string; qs?: IDataObject },
	subject: Subject,
	bounds: Bounds = {},
): Promise<IDataObject[]> {
	const read = async (page: number) =>
		await request<Page>(sender, { url, qs: { ...qs, page, page_size: LARGEST_PAGE } }, subject);
	const { limit } = await sessionOf(sender);
	return await readRows(await read(1), { ...bounds, read, wanted: Infinity, concurrency: limit });
}
