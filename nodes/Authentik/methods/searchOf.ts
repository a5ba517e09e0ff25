import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Page } from '../shared/apiTypes';
import { pageAddress } from '../transport/apiRoot';
import { pageOf } from '../transport/pages';
import { request } from '../transport/request';
import { sessionOf } from '../transport/session';

/** How many entries a picker shows before it loads more. */
const PICKER_PAGE = 50;

/** What a picker shows for one object, and the object's page in authentik's admin interface. */
interface Entry {
	name: string;
	value: string | number;
	description?: string;
	/** The part of the URL after its `#` (web/src/admin/Routes.ts). */
	page: string;
}

type ToEntry<Row> = (row: Row) => Entry;

/** The list that a picker searches, and the permission to see it. */
interface List {
	url: string;
	/** Parameters that filter or sort the list in addition to the user's search text. */
	qs?: Readonly<IDataObject>;
	permission: string;
}

/** A list search as n8n calls it: one page of the list, filtered by the user's text. */
type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/**
 * The search of a locator's picker.
 * It throws NodeApiError, see exchange(), and IncompleteList if a different page is returned.
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

/** An object as most pickers show it. @param pageFor returns the object's page */
export function byPk<Row extends { name: string; pk: string }>(
	pageFor: (row: Row) => string,
): ToEntry<Row> {
	return (row) => ({ name: row.name, value: row.pk, page: pageFor(row) });
}

/** A list of the admin interface, searched for `text`, for objects without a page of their own. */
export function found(list: string, text: string): string {
	return withState(list, { search: text });
}

/** A page in some state, such as with a search text; the state is in the URL (elements/router/RouteMatch.ts). */
export function withState(page: string, state: IDataObject): string {
	return `${page};${encodeURIComponent(JSON.stringify(state))}`;
}
