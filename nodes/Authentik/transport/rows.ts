import type { IDataObject } from 'n8n-workflow';

import type { Page } from '../shared/apiTypes';
import type { Subject } from './explain';
import { hasStatus } from './failure';
import type { Selection } from './pageCollector';
import { PageCollector, rowKey, wantedRows } from './pageCollector';
import type { Bounds } from './pages';
import { IncompleteList, LARGEST_PAGE, pageOf } from './pages';
import { request } from './request';
import type { Sender } from './session';
import { sessionOf } from './session';
import { settled } from './settled';

/**
 * All rows of a list, outside n8n's routing.
 * @throws NodeApiError see exchange(); IncompleteList see readRows()
 */
export async function allRows<Row extends IDataObject = IDataObject>(
	sender: Sender,
	{ url, qs }: { url: string; qs?: IDataObject },
	subject: Subject,
	bounds: Bounds<Row> = {},
): Promise<Row[]> {
	const read = async (page: number) =>
		await request<Page<Row>>(
			sender,
			{ url, qs: { ...qs, page, page_size: LARGEST_PAGE } },
			subject,
		);
	const { limit } = await sessionOf(sender);
	return await readRows(await read(1), { ...bounds, read, wanted: Infinity, concurrency: limit });
}

/** How a list is read. */
export interface Paging<Row extends IDataObject = IDataObject> extends Selection<Row> {
	/** Reads one page, counted from 1. */
	read: (page: number) => Promise<Page<Row>>;
	/** How many pages to request at the same time. */
	concurrency: number;
}

/** How often a list is read before it counts as incomplete. */
const MAX_PASSES = 3;

/**
 * All rows of a list, or the first `wanted`, in the server's order. The server determines the page size. Rows that move
 * while the list is read are neither lost nor repeated.
 * @param first page 1, which has already been read
 * @throws IncompleteList if the pages do not add up to the list; anything that `read` throws
 */
export async function readRows<Row extends IDataObject>(
	first: Page<Row>,
	paging: Paging<Row>,
): Promise<Row[]> {
	const seen = new Map<string, Row>();
	let start = first;
	for (let pass = 1; ; pass++) {
		const list = await readOnce(pageOf<Row>(start, 1), paging);
		if (list.isComplete) return wantedRows(list.rows, paging);
		for (const row of list.rows) if (!seen.has(rowKey(row))) seen.set(rowKey(row), row);
		if (pass === MAX_PASSES) {
			// While rows are added and removed at the same rate, no single pass sees them all.
			if (list.isCovered(seen.size)) return wantedRows([...seen.values()], paging);
			throw list.incomplete;
		}
		start = await paging.read(1);
	}
}

async function readOnce<Row extends IDataObject>(
	first: Page<Row>,
	paging: Paging<Row>,
): Promise<PageCollector<Row>> {
	const list = new PageCollector(first, paging);
	if (list.isDone) return list;
	const read = reader(first, paging);
	for await (const { number, page } of pagesAfter(first, paging, read)) {
		// If pages are requested at the same time, a later one may be the older response.
		const current = list.isFollowedBy(page) ? page : await read(number);
		const slipped = list.isFollowedBy(current) ? [] : await readBack(list, number, read);
		list.advance(number, current);
		slipped.forEach((earlier, back) => list.add(back, earlier));
		if (list.isDone) break;
	}
	return list;
}

/**
 * Reads and checks pages, up to a limit that follows from the length of the list. A page that no longer exists counts
 * as empty: the list has become shorter.
 */
function reader<Row extends IDataObject>(
	{ pagination }: Page<Row>,
	paging: Paging<Row>,
): Paging<Row>['read'] {
	let left = 3 * pagination.total_pages + 10;
	return async (number) => {
		if (left-- <= 0) throw new IncompleteList('The list is changing faster than it can be read');
		const outcome = await settled(paging.read(number));
		if (outcome.status === 'fulfilled') return pageOf(outcome.value, number);
		const { reason } = outcome as { reason: unknown };
		if (!hasStatus(reason, 404)) throw reason;
		return { pagination: { next: 0, count: -1, total_pages: 0 }, results: [] };
	};
}

/** The pages from the second on, in order. Those that will be needed are requested in advance. */
async function* pagesAfter<Row extends IDataObject>(
	first: Page<Row>,
	{ wanted, concurrency }: Paging<Row>,
	read: Paging<Row>['read'],
): AsyncGenerator<{ number: number; page: Page<Row> }> {
	const needed = pagesFor(first, wanted);
	const underWay: Array<Promise<PromiseSettledResult<Page<Row>>>> = [];
	let asked = 1;
	try {
		for (let number = 2; ; number++) {
			while (asked < number || (asked < needed && underWay.length < concurrency)) {
				underWay.push(settled(read(++asked)));
			}
			const outcome = await (underWay.shift() as Promise<PromiseSettledResult<Page<Row>>>);
			if (outcome.status === 'rejected') throw outcome.reason;
			yield { number, page: outcome.value };
		}
	} finally {
		await Promise.all(underWay);
	}
}

/** How many pages contain the wanted rows, at the size of the first page. */
function pagesFor({ results, pagination }: Page, wanted: number): number {
	return results.length === 0
		? 1
		: Math.min(pagination.total_pages, Math.ceil(wanted / results.length));
}

/**
 * If rows were removed since the previous page was read, others have moved to pages that were already read. Reads these
 * again, back to a known row.
 * @returns the pages by their number
 */
async function readBack<Row extends IDataObject>(
	list: PageCollector<Row>,
	number: number,
	read: Paging<Row>['read'],
): Promise<Array<Page<Row>>> {
	const pages: Array<Page<Row>> = [];
	for (let back = number - 1; back > 0; back--) {
		pages[back] = await read(back);
		if (list.knows(pages[back])) break;
	}
	return pages;
}
