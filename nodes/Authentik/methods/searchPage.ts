import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Page } from '../transport/pages';
import { request } from '../transport/request';

/** How many entries a picker shows before it loads more. */
const PICKER_PAGE = 50;

/** What a picker shows of one object. */
type ToEntry = (row: IDataObject) => INodeListSearchResult['results'][number];

/**
 * One page of a locator's list.
 * @param qs what narrows the list beside the user's search text
 * @throws NodeApiError see exchange()
 */
export async function searchPage(
	context: ILoadOptionsFunctions,
	{ url, qs, permission }: { url: string; qs?: IDataObject; permission: string },
	toEntry: ToEntry,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = await request<Page>(
		context,
		{
			url,
			qs: {
				ordering: 'name',
				...qs,
				...(filter ? { search: filter } : {}),
				page: paginationToken ?? 1,
				page_size: PICKER_PAGE,
			},
		},
		{ permissions: [permission] },
	);
	const { next } = page.pagination;
	return {
		results: page.results.map(toEntry),
		...(next > 0 ? { paginationToken: String(next) } : {}),
	};
}

/** An object as most pickers show it. */
export function byPk({ name, pk }: IDataObject) {
	return { name: String(name), value: String(pk) };
}
