import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { pageAddress } from '../transport/apiRoot';
import { pageOf } from '../transport/pages';
import { request } from '../transport/request';
import { sessionOf } from '../transport/session';

/** How many entries a picker shows before it loads more. */
const PICKER_PAGE = 50;

/** What a picker shows of one object, and the page of authentik's admin interface on which it is. */
interface Entry {
	name: string;
	value: string | number;
	description?: string;
	/** As the address has it behind its `#` (web/src/admin/Routes.ts). */
	page: string;
}

type ToEntry = (row: IDataObject) => Entry;

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
	const { server } = await sessionOf(context);
	return {
		results: results.map(toEntry).map(({ page, ...entry }) => ({
			...entry,
			url: pageAddress(server, `/if/admin/#${page}`),
		})),
		...(pagination.next > 0 ? { paginationToken: String(pagination.next) } : {}),
	};
}

/** An object as most pickers show it. @param pageFor gives the object's page */
export function byPk(pageFor: (row: IDataObject) => string): ToEntry {
	return (row) => ({ name: String(row.name), value: String(row.pk), page: pageFor(row) });
}

/** A list of the admin interface with what `text` finds, for objects that have no page of their own. */
export function found(list: string, text: unknown): string {
	return withState(list, { search: String(text) });
}

/** A page in some state, such as with a search text; it stands in the address (elements/router/RouteMatch.ts). */
export function withState(page: string, state: IDataObject): string {
	return `${page};${encodeURIComponent(JSON.stringify(state))}`;
}
