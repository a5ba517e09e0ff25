import type { IDataObject } from 'n8n-workflow';

import { hasStatus } from './failure';
import { PageCollector, IncompleteList, keyOf, wantedRows } from './pageCollector';
import { settled } from './settled';

/** authentik gives no more rows a page from 2025.12 on, and a large page costs hardly more than a small one. */
export const LARGEST_PAGE = 100;

/** One page of a list, as authentik answers it (authentik/api/pagination.py). */
export interface Page {
	pagination: { next: number; count: number; total_pages: number; current?: number };
	results: IDataObject[];
}

/** Whether an answer is a page of a list. */
export function isPage(body: unknown): body is Page {
	if (typeof body !== 'object' || body === null) return false;
	const { pagination, results } = body as Partial<Page>;
	return typeof pagination === 'object' && Array.isArray(results);
}

/**
 * An answer as the page that was asked for.
 * @param number of the page, counted from 1
 * @throws IncompleteList when it is another page, or contradicts itself: with a cache in front that ignores the
 *   query string, every page is the first
 */
export function pageOf(body: unknown, number: number): Page {
	if (!isPage(body) || body.pagination === null) {
		throw new IncompleteList(`authentik's response is not page ${number} of a list`);
	}
	const { next, count, total_pages, current = number } = body.pagination;
	const areNumbers = [next, count, total_pages, current].every(
		(value) => Number.isSafeInteger(value) && value >= 0,
	);
	if (!areNumbers) {
		throw new IncompleteList(`Page ${number} of the list does not contain valid page numbers`);
	}
	if (current !== number) {
		throw new IncompleteList(
			`Page ${number} of the list was requested, but page ${current} was returned`,
		);
	}
	const expected = number < total_pages ? number + 1 : 0;
	if (next !== expected || total_pages > Math.max(1, count)) {
		throw new IncompleteList(
			`The page numbers of the list are inconsistent: page ${number} of ${total_pages}, then page ${next}, and ${count} rows in total`,
		);
	}
	return body;
}

/** Which rows of a list are wanted, where authentik cannot tell, and whether it hides some. */
export interface Bounds {
	/** True for the row at which the list ends: neither it nor a later one is wanted. */
	until?: (row: IDataObject) => boolean;
	/** Whether a row is wanted, where the server cannot tell. */
	keep?: (row: IDataObject) => boolean;
	/** Whether the server hides rows after it has cut the list into pages, which then have fewer rows than they count. */
	hidesRows?: boolean;
}

/** How a list is read. */
export interface Paging extends Bounds {
	/** Reads one page, counted from 1. */
	read: (page: number) => Promise<Page>;
	/** How many rows are wanted; Infinity for all. */
	wanted: number;
	/** How many pages to ask for at the same time. */
	concurrency: number;
}

/** How often a list is read before it counts as incomplete. */
const MAX_PASSES = 3;

/**
 * All rows of a list, or the first `wanted`, in the server's order. The size of the pages is what the
 * server made it. Rows that move while the list is read are neither lost nor repeated.
 * @param first page 1, which is already there
 * @throws IncompleteList when the pages do not add up to the list; whatever `read` throws
 */
export async function readRows(first: Page, paging: Paging): Promise<IDataObject[]> {
	const seen = new Map<string, IDataObject>();
	let start = first;
	for (let pass = 1; ; pass++) {
		const list = await readOnce(pageOf(start, 1), paging);
		if (list.isComplete) return wantedRows(list.rows, paging);
		for (const row of list.rows) if (!seen.has(keyOf(row))) seen.set(keyOf(row), row);
		if (pass === MAX_PASSES) {
			// While as many rows come as go, no single pass sees them all.
			if (list.isCovered(seen.size)) return wantedRows([...seen.values()], paging);
			throw list.incomplete;
		}
		start = await paging.read(1);
	}
}

async function readOnce(first: Page, paging: Paging): Promise<PageCollector> {
	const list = new PageCollector(first, paging);
	if (list.isDone) return list;
	const read = reader(first, paging);
	for await (const { number, page } of pagesAfter(first, paging, read)) {
		// Of pages that are asked for at the same time, a later one may be the older answer.
		const current = list.isFollowedBy(page) ? page : await read(number);
		const slipped = list.isFollowedBy(current) ? [] : await readBack(list, number, read);
		list.advance(number, current);
		slipped.forEach((earlier, back) => list.add(back, earlier));
		if (list.isDone) break;
	}
	return list;
}

/**
 * Reads pages, checked, and no more of them than a list of this length can need.
 * A page that is gone by the time it is asked for counts as empty: the list became shorter.
 */
function reader({ pagination }: Page, paging: Paging): Paging['read'] {
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

/** The pages from the second on, in their order; as many as will be needed are asked for ahead of their turn. */
async function* pagesAfter(
	first: Page,
	{ wanted, concurrency }: Paging,
	read: Paging['read'],
): AsyncGenerator<{ number: number; page: Page }> {
	const needed = pagesFor(first, wanted);
	const underWay: Array<Promise<PromiseSettledResult<Page>>> = [];
	let asked = 1;
	try {
		for (let number = 2; ; number++) {
			while (asked < number || (asked < needed && underWay.length < concurrency)) {
				underWay.push(settled(read(++asked)));
			}
			const outcome = await (underWay.shift() as Promise<PromiseSettledResult<Page>>);
			if (outcome.status === 'rejected') throw outcome.reason;
			yield { number, page: outcome.value };
		}
	} finally {
		await Promise.all(underWay);
	}
}

/** How many pages hold the rows that are wanted, at the size that the server gave the first. */
function pagesFor({ results, pagination }: Page, wanted: number): number {
	return results.length === 0
		? 1
		: Math.min(pagination.total_pages, Math.ceil(wanted / results.length));
}

/**
 * When rows went away since the page before was read, others slipped to pages that were read already: reads these
 * again, back to a row that is known.
 * @returns the pages by their number
 */
async function readBack(
	list: PageCollector,
	number: number,
	read: Paging['read'],
): Promise<Page[]> {
	const pages: Page[] = [];
	for (let back = number - 1; back > 0; back--) {
		pages[back] = await read(back);
		if (list.knows(pages[back])) break;
	}
	return pages;
}
