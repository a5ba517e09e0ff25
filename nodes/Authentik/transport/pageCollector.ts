import type { IDataObject } from 'n8n-workflow';

import type { Page } from '../shared/apiTypes';
import type { Bounds } from './pages';
import { IncompleteList } from './pages';

/** Reading stops once the pages without a new row exceed those with one by more than this. */
const MAX_BARREN = 20;

/** The same for lists in which authentik hides rows: whole pages without rows are normal. */
const MAX_BARREN_THINNED = 1000;

/** Which rows are wanted, and how many. */
export interface Selection<Row extends IDataObject = IDataObject> extends Bounds<Row> {
	/** How many rows are wanted; Infinity for all. */
	wanted: number;
}

/** Collects the rows of a list, page by page, and checks whether they can be all of it. */
export class PageCollector<Row extends IDataObject> {
	/** Rows by page. Rows found later on a page that was already read are appended to it. */
	private readonly pages: Row[][] = [];

	private readonly known = new Set<string>();

	/** The furthest page read so far. */
	private last: Page<Row>;

	private kept = 0;

	private ended = false;

	/** How many rows a full page has. */
	private size = 1;

	/** The lowest row count of the list so far. */
	private lowest: number;

	/** How many rows were repeated or missing, beyond those that the list's growth explains. */
	private excess = 0;

	private fruitful = 0;

	private barren = 0;

	constructor(
		first: Page<Row>,
		private readonly paging: Selection<Row>,
	) {
		this.last = first;
		this.lowest = first.pagination.count;
		this.advance(1, first);
	}

	/** Whether no further page is needed. */
	get isDone(): boolean {
		return this.last.pagination.next === 0 || this.ended || this.isEnough;
	}

	/** Whether all wanted rows have been read. */
	get isComplete(): boolean {
		const readToTheEnd = !this.ended && !this.isEnough;
		const isShort = readToTheEnd && !this.paging.hidesRows && this.known.size < this.lowest;
		return this.excess <= 0 && !isShort;
	}

	/** All rows, wanted or not, in the server's order. */
	get rows(): Row[] {
		return this.pages.flat();
	}

	/** Whether `count` different rows can be the whole list. */
	isCovered(count: number): boolean {
		return !this.paging.hidesRows && count >= this.lowest;
	}

	/** The error to throw if it is not complete. */
	get incomplete(): IncompleteList {
		return new IncompleteList(
			`The pages of the list are inconsistent: they contain ${this.known.size} different rows, but authentik counts ${this.last.pagination.count}`,
		);
	}

	/** Whether no row can be missing between the furthest page and this one, which is the next. */
	isFollowedBy(page: Page<Row>): boolean {
		return page.pagination.count >= this.last.pagination.count || this.knows(page);
	}

	knows({ results }: Page<Row>): boolean {
		return results.some((row) => this.known.has(rowKey(row)));
	}

	/**
	 * Adds the new rows of a page.
	 * @returns how many there are
	 */
	add(number: number, { results }: Page<Row>): number {
		const { until, keep } = this.paging;
		const before = this.known.size;
		const rows = (this.pages[number] ??= []);
		for (const row of results) {
			const key = rowKey(row);
			if (this.known.has(key)) continue;
			this.known.add(key);
			rows.push(row);
			this.ended ||= until?.(row) === true;
			if (!keep || keep(row)) this.kept++;
		}
		return this.known.size - before;
	}

	/**
	 * Adds the page after the furthest one.
	 * @throws IncompleteList if pages contain too few new rows
	 */
	advance(number: number, page: Page<Row>): void {
		const { results, pagination } = page;
		const isLast = pagination.next === 0;
		const isGone = pagination.count < 0;
		const added = this.add(number, page);
		this.size = Math.max(this.size, results.length);
		if (added > 0) this.fruitful++;
		else if (!isLast) this.barren++;

		const isHidden = this.paging.hidesRows || isLast;
		const missing = results.length === 0 && !isHidden ? this.size : 0;
		const grown = isGone ? 0 : Math.max(0, pagination.count - this.last.pagination.count);
		this.excess += results.length - added + missing - grown;
		if (!isGone) this.lowest = Math.min(this.lowest, pagination.count);
		this.last = page;

		const patience = this.paging.hidesRows ? MAX_BARREN_THINNED : MAX_BARREN;
		if (this.excess >= 2 * this.size || this.barren > this.fruitful + patience) {
			throw new IncompleteList(
				`The pages of the list repeat the same rows or are empty, up to page ${number}`,
			);
		}
	}

	private get isEnough(): boolean {
		return this.kept >= this.paging.wanted;
	}
}

/** The wanted rows. */
export function wantedRows<Row extends IDataObject>(
	rows: Row[],
	{ until, keep, wanted }: Selection<Row>,
): Row[] {
	const end = until ? rows.findIndex(until) : -1;
	const inside = end < 0 ? rows : rows.slice(0, end);
	return (keep ? inside.filter(keep) : inside).slice(0, wanted);
}

/** authentik's objects have a `pk`; its links to remote objects have an `id`. */
export function rowKey(row: IDataObject): string {
	return String(row.pk ?? row.id ?? JSON.stringify(row));
}
