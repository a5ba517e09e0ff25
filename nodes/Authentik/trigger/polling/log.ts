import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { LoggedEvent, Page } from '../../shared/apiTypes';
import { viewPermissions } from '../../shared/permissions';
import { pageOf } from '../../transport/pages';
import { request } from '../../transport/request';
import { readRows } from '../../transport/rows';
import { sessionOf } from '../../transport/session';
import type { Position } from './position';
import { CAPACITY, settledBefore, timeOf } from './position';

/** How many pages of a long backlog to read at a time, in addition to those already processed. */
const STEP = 10;

/**
 * After polls without news, one in this many reads everything after the floor; the others read only the newest page.
 */
const QUIET_POLLS = 4;

/** How many pages to search for samples. */
const SAMPLE_PAGES = 10;

/** A part of the log. */
export interface Excerpt {
	/** Oldest first. */
	events: LoggedEvent[];
	/** How many events there are in total, including those that were not read. */
	count: number;
	/** Whether later events were omitted. */
	isCut: boolean;
}

/** A log without new events. Old ones may have expired. */
interface Unchanged {
	events?: undefined;
	count: number;
}

type LogPage = Page<LoggedEvent>;

type Read = (page: number) => Promise<LogPage>;

/** The event log of a server, filtered by a query and newest first. */
export class EventLog {
	private readonly read: Read;

	constructor(
		private readonly context: IPollFunctions,
		private readonly query: IDataObject,
	) {
		this.read = async (page) =>
			await request<LogPage>(
				context,
				{ url: '/events/events/', qs: { ...query, page } },
				{ permissions: [viewPermissions.event] },
			);
	}

	/** The newest events, as far back as late ones may still appear between them. */
	async end(): Promise<LoggedEvent[]> {
		const first = pageOf<LoggedEvent>(await this.read(1), 1);
		const [newest] = first.results;
		if (!newest) return [];
		const floor = settledBefore(timeOf(newest));
		return await this.readBack(first, this.read, floor, CAPACITY + 1);
	}

	/** The time of the newest event, regardless of the query; 0 if there is none. */
	async newest(): Promise<number> {
		const { ordering } = this.query;
		const whole = new EventLog(this.context, { ordering, page_size: 1 });
		const [event] = (await whole.read(1)).results;
		return event ? timeOf(event) : 0;
	}

	/**
	 * The events after a position, including those already processed. For a long backlog, the oldest of them.
	 * @param done the IDs of the position
	 * @param wanted how many events are needed
	 */
	async after(
		{ floor, count = -1, quiet = 0 }: Position,
		done: ReadonlySet<string>,
		wanted: number,
	): Promise<Excerpt | Unchanged> {
		const first = pageOf<LoggedEvent>(await this.read(1), 1);
		const total = first.pagination.count;
		const isDone = (event: LoggedEvent) => timeOf(event) <= floor || done.has(event.pk);
		// Late events further back than this page make the list longer, unless as many events were removed in the meantime.
		const isTrusted = quiet % QUIET_POLLS > 0;
		if (isTrusted && total <= count && first.results.every(isDone)) return { count: total };

		const size = Math.max(1, first.results.length);
		const pagesOf = (events: number) => Math.ceil(events / size);
		const span = Math.max(STEP, pagesOf(wanted)) + pagesOf(done.size) + 1;
		const skipped = await this.pagesBefore(first, floor, span);
		const isCut = skipped > 0;
		const read: Read = async (page) => withoutFirst(skipped, size, await this.read(page + skipped));
		const events = await this.readBack(isCut ? await read(1) : first, read, floor);
		return { events, count: total, isCut };
	}

	/** Candidates for samples, oldest first: reads pages from the newest on until `isEnough`. */
	async samples(isEnough: (events: LoggedEvent[]) => boolean): Promise<LoggedEvent[]> {
		const events: LoggedEvent[] = [];
		for (let number = 1; number <= SAMPLE_PAGES; number++) {
			const page = pageOf<LoggedEvent>(await this.read(number), number);
			events.unshift(...page.results.reverse());
			if (page.pagination.next === 0 || isEnough(events)) break;
		}
		return events;
	}

	private async readBack(
		first: LogPage,
		read: Read,
		floor: number,
		wanted = Infinity,
	): Promise<LoggedEvent[]> {
		const { limit: concurrency } = await sessionOf(this.context);
		const until = (event: LoggedEvent) => timeOf(event) <= floor;
		const rows = await readRows(first, { read, wanted, concurrency, until });
		// Rows that moved to a page that was already read come after it.
		return rows.reverse().sort((a, b) => timeOf(a) - timeOf(b));
	}

	/** How many pages are newer than the `span` pages that end with the floor; found by binary search. */
	private async pagesBefore(first: LogPage, floor: number, span: number): Promise<number> {
		const reaches = (page: LogPage) =>
			page.pagination.next === 0 || page.results.some((event) => timeOf(event) <= floor);
		let later = span;
		let last = first.pagination.total_pages;
		if (reaches(first) || last <= span || reaches(await this.read(span))) return 0;
		while (last - later > 1) {
			const middle = Math.floor((later + last) / 2);
			if (reaches(await this.read(middle))) last = middle;
			else later = middle;
		}
		return last - span;
	}
}

/** A page as part of a list without its first `skipped` pages of this size. */
function withoutFirst(skipped: number, size: number, page: LogPage): LogPage {
	const { next, count, total_pages, current } = page.pagination;
	return {
		...page,
		pagination: {
			next: next && next - skipped,
			count: count - skipped * size,
			total_pages: total_pages - skipped,
			current: current && current - skipped,
		},
	};
}
