import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Page } from '../shared/apiTypes';
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

type ToEntry<Row> = (row: Row) => Entry;

/** The list that a picker searches, and what the user needs to see it. */
interface List {
	url: string;
	/** What narrows or sorts the list beside the user's search text. */
	qs?: Readonly<IDataObject>;
	permission: string;
}

/** A list search as n8n calls it: one page of the list that the user's text narrows. */
type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/**
 * What a locator's picker searches.
 * The search throws NodeApiError, see exchange(), and IncompleteList when another page comes back.
 */
export function searchOf<Row extends IDataObject>(
	{ url, qs, permission }: List,
	toEntry: ToEntry<Row>,
): ListSearch {
	return async function (filter, paginationToken) {
		const number = Number(paginationToken ?? 1);
		const search = filter ? { search: filter } : {};
		const page = { page: number, page_size: PICKER_PAGE };
		const answer = await request<Page<Row>>(
			this,
			{ url, qs: { ordering: 'name', ...qs, ...search, ...page } },
			{ permissions: [permission] },
		);
		const { pagination, results } = pageOf<Row>(answer, number);
		const { server } = await sessionOf(this);
		return {
			results: results.map(toEntry).map(({ page: address, ...entry }) => ({
				...entry,
				url: pageAddress(server, `/if/admin/#${address}`),
			})),
			...(pagination.next > 0 ? { paginationToken: String(pagination.next) } : {}),
		};
	};
}

/** An object as most pickers show it. @param pageFor gives the object's page */
export function byPk<Row extends { name: string; pk: string }>(
	pageFor: (row: Row) => string,
): ToEntry<Row> {
	return (row) => ({ name: row.name, value: row.pk, page: pageFor(row) });
}

/** A list of the admin interface with what `text` finds, for objects that have no page of their own. */
export function found(list: string, text: string): string {
	return withState(list, { search: text });
}

/** A page in some state, such as with a search text; it stands in the address (elements/router/RouteMatch.ts). */
export function withState(page: string, state: IDataObject): string {
	return `${page};${encodeURIComponent(JSON.stringify(state))}`;
}
