import type { IDataObject } from 'n8n-workflow';

import type { Page } from '../shared/apiTypes';

/**
 * From 2025.12 on, authentik returns at most this many rows per page. A large page costs hardly more than a small one.
 */
export const LARGEST_PAGE = 100;

/** The pages of a list do not add up: some of its rows would be missing silently. */
export class IncompleteList extends Error {
	readonly description =
		'Check for a proxy or cache in front of authentik that ignores the query string (such as ?page=2) or returns old responses. If many rows are changing, run again later. If several rows share a value of the field that the list is sorted by, sort by another field. Nothing is returned, because rows would be missing.';
}

/** Whether a response is a page of a list. */
export function isPage<Row extends IDataObject>(body: unknown): body is Page<Row> {
	if (typeof body !== 'object' || body === null) return false;
	const { pagination, results } = body as Partial<Page<Row>>;
	return typeof pagination === 'object' && Array.isArray(results);
}

/**
 * The response as the requested page, checked.
 * @param number of the page, counted from 1
 * @throws IncompleteList if it is another page, or contradicts itself: behind a cache that ignores the query string,
 *   every page is the first
 */
export function pageOf<Row extends IDataObject>(body: unknown, number: number): Page<Row> {
	if (!isPage<Row>(body) || body.pagination === null) {
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

/** Which rows of a list are wanted, if authentik can't filter them, and whether it hides some. */
export interface Bounds<Row extends IDataObject = IDataObject> {
	/** True for the row at which the list ends: neither it nor a later one is wanted. */
	until?: (row: Row) => boolean;
	/** Whether a row is wanted, if the server can't filter it. */
	keep?: (row: Row) => boolean;
	/**
	 * Whether the server hides rows after it has split the list into pages, which then have fewer rows than they count.
	 */
	hidesRows?: boolean;
}
