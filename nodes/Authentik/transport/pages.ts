import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

/** authentik gives no more rows a page from 2025.12 on, and a large page costs hardly more than a small one. */
export const LARGEST_PAGE = 100;

/** One page of a list, as authentik answers it (authentik/api/pagination.py). */
export interface Page {
	pagination: { next: number; count: number; total_pages: number };
	results: IDataObject[];
}

/** Whether an answer is a page of a list. */
export function isPage(body: unknown): body is Page {
	if (typeof body !== 'object' || body === null) return false;
	const { pagination, results } = body as Partial<Page>;
	return typeof pagination === 'object' && Array.isArray(results);
}

export interface Paging {
	/** Reads one page, counted from 1. */
	read: (page: number) => Promise<Page>;
	/** How many rows are wanted; Infinity for all. */
	wanted: number;
	/** How many pages to ask for at the same time. */
	concurrency: number;
	/** True for the row at which the list ends: neither it nor a later one is wanted. */
	until?: (row: IDataObject) => boolean;
	/** Whether a row is wanted, where the server cannot tell. */
	keep?: (row: IDataObject) => boolean;
}

/** How often a list is read anew because rows went away while it was read. */
const MAX_PASSES = 3;

/**
 * All rows of a list, or the first `wanted`, in the server's order. The size of the pages is what the
 * server made it. Rows that move back a page while the list is read come twice and are dropped once;
 * when rows went away, others may have slipped between two pages, so the list is read again.
 * @param first page 1, which is already there
 */
export async function readRows(first: Page, paging: Paging): Promise<IDataObject[]> {
	const seen = new Map<string, IDataObject>();
	let start: Page = first;
	for (let pass = 1; ; pass++) {
		const { rows, complete } = await readPass(start, paging);
		if (complete) return rows;
		for (const row of rows) seen.set(keyOf(row), row);
		if (pass === MAX_PASSES) return [...seen.values()].slice(0, paging.wanted);
		start = await paging.read(1);
	}
}

/** Reads the list once; not complete when its count went down between two of its pages. */
async function readPass(
	first: Page,
	{ read, wanted, concurrency, until, keep }: Paging,
): Promise<{ rows: IDataObject[]; complete: boolean }> {
	const pages: Page[] = [first];
	let shrunk = false;
	const ends = ({ results }: Page) => until !== undefined && results.some(until);
	let need = ends(first) ? 1 : pagesFor(first, wanted);

	let page = 2;
	const readOn = async () => {
		while (page <= need && !shrunk) {
			const number = page++;
			const [read_] = await Promise.allSettled([readPresent(read, number)]);
			if (read_.status === 'rejected') {
				page = need + 1;
				throw read_.reason;
			}
			pages[number - 1] = read_.value;
			if (ends(read_.value)) need = Math.min(need, number);
			shrunk ||= read_.value.pagination.count < first.pagination.count;
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, need - 1) }, readOn));

	const wantedOf = (read_: Page[]) => upTo(distinct(read_), until).filter(keep ?? (() => true));
	let rows = wantedOf(pages);
	let last = pages[need - 1];
	while (!shrunk && rows.length < wanted && last.pagination.next > 0 && !ends(last)) {
		last = await readPresent(read, last.pagination.next);
		pages.push(last);
		shrunk = last.pagination.count < first.pagination.count;
		rows = wantedOf(pages);
	}
	return { rows: rows.slice(0, wanted), complete: !shrunk };
}

/** How many pages hold the rows that are wanted, at the size that the server gave the first. */
function pagesFor(first: Page, wanted: number): number {
	const size = first.results.length;
	const all = first.pagination.next > 0 ? first.pagination.total_pages : 1;
	return size === 0 ? 1 : Math.min(all, Math.ceil(wanted / size));
}

/** A page that is gone by the time it is asked for counts as empty: the list became shorter. */
async function readPresent(read: Paging['read'], page: number): Promise<Page> {
	const [outcome] = await Promise.allSettled([read(page)]);
	if (outcome.status === 'fulfilled') return outcome.value;
	const { reason } = outcome as { reason: unknown };
	if (!(reason instanceof NodeApiError) || reason.httpCode !== '404') throw reason;
	return { pagination: { next: 0, count: -1, total_pages: 0 }, results: [] };
}

/** The rows before the first at which the list ends. */
function upTo(rows: IDataObject[], until: Paging['until']): IDataObject[] {
	const end = until ? rows.findIndex(until) : -1;
	return end < 0 ? rows : rows.slice(0, end);
}

function distinct(pages: Page[]): IDataObject[] {
	const rows = new Map<string, IDataObject>();
	for (const { results } of pages.filter(Boolean)) {
		for (const row of results) {
			const key = keyOf(row);
			if (!rows.has(key)) rows.set(key, row);
		}
	}
	return [...rows.values()];
}

/** authentik's objects carry `pk`, its links to remote objects `id`. */
function keyOf(row: IDataObject): string {
	return String(row.pk ?? row.id ?? JSON.stringify(row));
}
