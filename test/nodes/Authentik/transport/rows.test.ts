import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Page } from '../../../../nodes/Authentik/shared/apiTypes';
import { IncompleteList } from '../../../../nodes/Authentik/transport/pages';
import type { Paging } from '../../../../nodes/Authentik/transport/rows';
import { readRows } from '../../../../nodes/Authentik/transport/rows';
import { authentikNode } from '../../../support/engine';
import { nextTurn } from '../../../support/turn';

/** A list on a server: pages of `size`, as authentik/api/pagination.py makes them. */
class List {
	asked: number[] = [];

	constructor(
		readonly rows: IDataObject[],
		private readonly size: number,
		/** What happens to the rows after the nth page was read. */
		private readonly after: Record<number, (rows: IDataObject[]) => void> = {},
	) {}

	read = async (page: number): Promise<Page> => {
		this.asked.push(page);
		const answer = this.pageAt(page);
		this.after[this.asked.length]?.(this.rows);
		return answer;
	};

	get pages(): number {
		return Math.max(1, Math.ceil(this.rows.length / this.size));
	}

	/** @throws NodeApiError when there is no such page */
	pageAt(page: number): Page {
		const { rows, size, pages } = this;
		if (page > pages) {
			throw new NodeApiError(authentikNode({}), {}, { message: 'Invalid page.', httpCode: '404' });
		}
		const next = page < pages ? page + 1 : 0;
		return structuredClone({
			pagination: { next, count: rows.length, current: page, total_pages: pages },
			results: rows.slice((page - 1) * size, page * size),
		});
	}

	async all(wanted = Infinity, concurrency = 3, bounds: Pick<Paging, 'until' | 'keep'> = {}) {
		const paging = { read: this.read, wanted, concurrency, ...bounds };
		return await readRows(await this.read(1), paging);
	}
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, pk) => ({ pk: pk * 10 }));

it('any number of rows, any page size, any limit: the rows in order, and no extra page', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.nat(200),
			fc.integer({ min: 1, max: 50 }),
			fc.option(fc.integer({ min: 1, max: 250 }), { nil: Infinity }),
			fc.integer({ min: 1, max: 8 }),
			async (count, size, wanted, concurrency) => {
				const list = new List(rowsOf(count), size);
				expect(await list.all(wanted, concurrency)).toEqual(rowsOf(count).slice(0, wanted));
				const pages = Math.max(1, Math.ceil(Math.min(count, wanted) / size));
				expect(list.asked.sort((a, b) => a - b)).toEqual(
					Array.from({ length: pages }, (_, index) => index + 1),
				);
			},
		),
	);
});

it('rows inserted in the meantime: none twice, and no earlier row is missing', async () => {
	const insertion = fc.record({ after: fc.integer({ min: 1, max: 8 }), at: fc.nat(60) });
	await fc.assert(
		fc.asyncProperty(
			fc.nat(60),
			fc.integer({ min: 1, max: 10 }),
			fc.array(insertion, { maxLength: 5 }),
			fc.option(fc.integer({ min: 1, max: 70 }), { nil: Infinity }),
			async (count, size, insertions, wanted) => {
				let next = 1;
				const list = new List(
					rowsOf(count),
					size,
					Object.fromEntries(
						insertions.map(({ after, at }) => [
							after,
							(rows: IDataObject[]) => rows.splice(at, 0, { pk: next++ * 10 + 5 }),
						]),
					),
				);
				const keys = (await list.all(wanted)).map(({ pk }) => Number(pk));
				expect(new Set(keys).size).toBe(keys.length);
				const old = keys.filter((key) => key % 10 === 0);
				expect(old).toEqual(
					rowsOf(count)
						.slice(0, old.length)
						.map(({ pk }) => pk),
				);
				if (wanted === Infinity) expect(old).toHaveLength(count);
				else expect(keys).toHaveLength(Math.min(wanted, Math.max(count, keys.length)));
			},
		),
	);
});

it('rows deleted in the meantime: no remaining row is missing', async () => {
	const deletion = fc.record({ after: fc.integer({ min: 1, max: 20 }), at: fc.nat(60) });
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 1, max: 10 }),
			fc.array(deletion, { maxLength: 10 }),
			async (count, size, deletions) => {
				const list = new List(
					rowsOf(count),
					size,
					Object.fromEntries(
						deletions.map(({ after, at }) => [after, (rows: IDataObject[]) => rows.splice(at, 1)]),
					),
				);
				const keys = (await list.all()).map(({ pk }) => pk);
				expect(new Set(keys).size).toBe(keys.length);
				expect(keys).toEqual(expect.arrayContaining(list.rows.map(({ pk }) => pk)));
			},
		),
	);
});

it('ends at the first row that ends it: the rows before, and few further pages', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.nat(200),
			fc.integer({ min: 1, max: 50 }),
			fc.nat(220),
			fc.option(fc.integer({ min: 1, max: 250 }), { nil: Infinity }),
			fc.integer({ min: 1, max: 8 }),
			async (count, size, end, wanted, concurrency) => {
				const list = new List(rowsOf(count), size);
				const until = ({ pk }: IDataObject) => Number(pk) >= end * 10;
				const rows = await list.all(wanted, concurrency, { until });
				expect(rows).toEqual(rowsOf(Math.min(count, end)).slice(0, wanted));

				expect(new Set(list.asked).size).toBe(list.asked.length);
				// Pages that were requested at the same time as the last one are read in vain.
				const ends = Math.floor(end / size) + 1;
				expect(Math.max(...list.asked)).toBeLessThan(ends + concurrency);
			},
		),
	);
});

it('filters rows, and reads on until there are as many as requested', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.nat(200),
			fc.integer({ min: 1, max: 50 }),
			fc.integer({ min: 1, max: 9 }),
			fc.option(fc.nat(220), { nil: Infinity }),
			fc.option(fc.integer({ min: 1, max: 100 }), { nil: Infinity }),
			fc.integer({ min: 1, max: 8 }),
			async (count, size, every, end, wanted, concurrency) => {
				const list = new List(rowsOf(count), size);
				const keep = ({ pk }: IDataObject) => Number(pk) % (every * 10) === 0;
				const until = ({ pk }: IDataObject) => Number(pk) >= end * 10;
				const rows = await list.all(wanted, concurrency, { keep, until });
				expect(rows).toEqual(rowsOf(Math.min(count, end)).filter(keep).slice(0, wanted));
				expect(new Set(list.asked).size).toBe(list.asked.length);
			},
		),
	);
});

it('reads a list whose rows the server hides, including whole pages', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.boolean(), { maxLength: 200 }),
			fc.integer({ min: 1, max: 50 }),
			fc.option(fc.integer({ min: 1, max: 100 }), { nil: Infinity }),
			fc.integer({ min: 1, max: 8 }),
			async (shown, size, wanted, concurrency) => {
				const list = new List(rowsOf(shown.length), size);
				const isShown = ({ pk }: IDataObject) => shown[Number(pk) / 10];
				const read = async (page: number) => {
					const answer = await list.read(page);
					return { ...answer, results: answer.results.filter(isShown) };
				};
				const paging = { read, wanted, concurrency, hidesRows: true };
				expect(await readRows(await read(1), paging)).toEqual(
					rowsOf(shown.length).filter(isShown).slice(0, wanted),
				);
				expect(new Set(list.asked).size).toBe(list.asked.length);
			},
		),
	);
});

it('accepts no list that hides rows where authentik hides none', async () => {
	const list = new List(rowsOf(30), 5);
	const read = async (page: number) => {
		const answer = await list.read(page);
		return { ...answer, results: answer.results.slice(1) };
	};
	await expect(readRows(await read(1), { read, wanted: Infinity, concurrency: 2 })).rejects.toThrow(
		'they contain 24 different rows, but authentik counts 30',
	);
});

it('requests no further page after one failed', async () => {
	const list = new List(rowsOf(100), 5);
	const read = async (page: number) => {
		if (page === 3) throw new Error('broken');
		return await list.read(page);
	};
	await expect(
		readRows(await list.read(1), { read, wanted: Infinity, concurrency: 2 }),
	).rejects.toThrow('broken');
	await nextTurn();
	expect(list.asked.length).toBeLessThan(6);
});

it('does not treat a failure as the end of the list', async () => {
	const list = new List(rowsOf(10), 5);
	const read = async (page: number) => {
		if (page === 1) return await list.read(page);
		throw new NodeApiError(authentikNode({}), {}, { message: 'No.', httpCode: '403' });
	};
	await expect(
		readRows(await list.read(1), { read, wanted: Infinity, concurrency: 1 }),
	).rejects.toThrow('No.');
});

it.each([Infinity, 7])(
	'loses none of the remaining rows in a list that keeps losing some (%p requested)',
	async (wanted) => {
		const lose = (rows: IDataObject[]) => rows.splice(0, 1);
		const list = new List(rowsOf(30), 5, { 1: lose, 3: lose, 5: lose });
		const rows = await list.all(wanted, 1);
		expect(rows).toEqual(rowsOf(30).slice(0, wanted));
		expect(list.asked.length).toBeLessThan(20);
	},
);

it('finds a row that moved to an earlier page while it read on for it', async () => {
	const list = new List(rowsOf(30), 5, { 1: (rows) => rows.splice(0, 1) });
	const keep = ({ pk }: IDataObject) => pk === 50;
	expect(await list.all(1, 3, { keep })).toEqual([{ pk: 50 }]);
});

it('recognizes a row by its id where it has no pk, even if it changed in the meantime', async () => {
	const rows = Array.from({ length: 10 }, (_, id) => ({ id: `link ${id}`, synced: 1 }));
	const list = new List(rows as IDataObject[], 5, {
		1: (all) => {
			const changed = all.map((row) => ({ ...row, synced: 2 }));
			all.splice(0, all.length, { id: 'new', synced: 1 }, ...changed);
		},
	});
	const ids = (await list.all()).map(({ id }) => id);
	expect(ids).toEqual(Array.from({ length: 10 }, (_, id) => `link ${id}`));
});

/** How an answer for page `number` of the correct list is falsified. */
type Lie = (answer: Page, number: number, list: List, requests: number) => Page;

const paginated =
	(
		change: (pagination: Page['pagination'], number: number, requests: number) => IDataObject,
	): Lie =>
	(answer, number, _list, requests) => ({
		...answer,
		pagination: { ...answer.pagination, ...change(answer.pagination, number, requests) },
	});
const withRows =
	(results: (answer: Page, list: List) => IDataObject[]): Lie =>
	(answer, _number, list) => ({ ...answer, results: results(answer, list) });

const number = fc.oneof(fc.integer({ min: -3, max: 40 }), fc.constant(1e9));
const nonsense = fc.constantFrom('2', 'x', null, undefined, Number.NaN, 1.5, Infinity);

/** What a server, or a cache in front of it, may get wrong. */
const lies: Record<string, fc.Arbitrary<Lie>> = {
	'pages that are another one': fc.nat(5).map(
		(at): Lie =>
			(_answer, _number, list) =>
				list.pageAt(Math.min(at + 1, list.pages)),
	),
	'rows of another page': fc
		.nat(5)
		.map((at) => withRows((_answer, list) => list.pageAt(Math.min(at + 1, list.pages)).results)),
	'no rows': fc.constant(withRows(() => [])),
	'fewer rows': fc.nat(3).map((kept) => withRows(({ results }) => results.slice(0, kept))),
	'a wrong next': fc.oneof(number, nonsense).map((next) => paginated(() => ({ next }))),
	'a next that stays': fc.constant(paginated((_pagination, at) => ({ next: at }))),
	'a next that jumps back': fc.constant(paginated(() => ({ next: 1 }))),
	'a wrong count': fc.oneof(number, nonsense).map((count) => paginated(() => ({ count }))),
	'a wrong number of pages': fc
		.oneof(number, nonsense)
		.map((total_pages) => paginated(() => ({ total_pages }))),
	'a list that has a next page for ever': fc.integer({ min: 1, max: 100 }).map((more) =>
		paginated(({ count }, at, requests) => ({
			next: at + 1,
			count: count + more * requests,
			total_pages: at + 1,
		})),
	),
	'a huge list': fc.constant(
		paginated((_pagination, at) => ({ next: at + 1, count: 1e11, total_pages: 1e9 })),
	),
	'a shrinking count': fc.constant(
		paginated(({ count }, _at, requests) => ({ count: Math.max(count - requests, 1) })),
	),
	'another current page': number.map((current) => paginated(() => ({ current }))),
};

describe.each(Object.entries(lies))('a server that answers with %s', (_what, lie) => {
	it.each([
		['always', fc.constant([0, Infinity] as const)],
		['from some page on', fc.integer({ min: 2, max: 6 }).map((from) => [from, Infinity] as const)],
		['once', fc.integer({ min: 2, max: 6 }).map((page) => [page, page] as const)],
	])('%s: all rows or an error, and few requests', async (_when, span) => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(60),
				fc.integer({ min: 1, max: 10 }),
				fc.integer({ min: 1, max: 5 }),
				fc.boolean(),
				lie,
				span,
				async (count, size, concurrency, names, change, [from, to]) => {
					const list = new List(rowsOf(count), size);
					let requests = 0;
					const read = async (page: number): Promise<Page> => {
						requests++;
						const honest = list.pageAt(to === Infinity ? Math.min(page, list.pages) : page);
						const lied = page >= from && page <= to ? change(honest, page, list, requests) : honest;
						if (!names) delete lied.pagination.current;
						return lied;
					};
					const work = (async () =>
						await readRows(await read(1), { read, wanted: Infinity, concurrency }))();
					const [outcome] = await Promise.allSettled([work]);

					expect(requests).toBeLessThanOrEqual(9 * list.pages + 30);
					if (outcome.status === 'fulfilled') expect(outcome.value).toEqual(rowsOf(count));
					else expect(outcome.reason).toBeInstanceOf(IncompleteList);
				},
			),
		);
	});
});
