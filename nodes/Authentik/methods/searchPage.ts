import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { pageOf } from '../transport/pages';
import { request } from '../transport/request';

/** How many entries a picker shows before it loads more. */
const PICKER_PAGE = 50;

/** What a picker shows of one object. */
type ToEntry = (row: IDataObject) => INodeListSearchResult['results'][number];

/**
 * One page of a locator's list.
 * @param qs what narrows the list beside the user's search text
 * @throws NodeApiError see exchange(); IncompleteList when another page comes back
 */
export async function searchPage(
	context: ILoadOptionsFunctions,
	{ url, qs, permission }: { url: string; qs?: IDataObject; permission: string },
	toEntry: ToEntry,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const number = Number(paginationToken ?? 1);
	const answer = await request<unknown>(
		context,
		{
			url,
			qs: {
				ordering: 'name',
				...qs,
				...(filter ? { search: filter } : {}),
				page: number,
				page_size: PICKER_PAGE,
			},
		},
		{ permissions: [permission] },
	);
	const { pagination, results } = pageOf(answer, number);
	return {
		results: results.map(toEntry),
		...(pagination.next > 0 ? { paginationToken: String(pagination.next) } : {}),
	};
}

/** An object as most pickers show it. */
export function byPk({ name, pk }: IDataObject) {
	return { name: String(name), value: String(pk) };
}
