/** Whatever happens to the log, and to its readers: what matches comes out, in order, once. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { FaultRule, Sandbox } from '../../../../../sandbox';
import { startSandbox } from '../../../../../sandbox';
import { callApi } from '../../../../support/api';
import { PollHost } from '../../../../support/poller';

/** Later than its margin, an event counts as lost: see position.ts. */
const LATEST = 59;

const matches = fc.boolean();
const late = fc.nat({ max: LATEST });
const is = <Kind extends string>(kind: Kind) => fc.constant(kind);
const step = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({ kind: is('log'), matches, gap: fc.constantFrom(0, 0, 1, 30, 200) }),
	},
	{ weight: 2, arbitrary: fc.record({ kind: is('late'), matches, late }) },
	{ weight: 1, arbitrary: fc.record({ kind: is('burst'), size: fc.integer({ min: 5, max: 45 }) }) },
	{ weight: 4, arbitrary: fc.record({ kind: is('poll') }) },
	{ weight: 1, arbitrary: fc.record({ kind: is('outage'), request: fc.nat({ max: 8 }) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			kind: is('change'),
			request: fc.nat({ max: 8 }),
			matches,
			late,
			gone: fc.nat({ max: 2 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: is('restart') }) },
	{ weight: 1, arbitrary: fc.record({ kind: is('expire'), size: fc.integer({ min: 1, max: 8 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** An event that turns up late, further back than a page, while another one goes: the list keeps its length. */
const LATE_WHILE_EXPIRING: Step[] = [
	{ kind: 'log', matches: false, gap: 0 },
	{ kind: 'log', matches: false, gap: 0 },
	{ kind: 'log', matches: false, gap: 1 },
	{ kind: 'log', matches: false, gap: 1 },
	{ kind: 'poll' },
	{ kind: 'change', request: 0, matches: true, late: 2, gone: 1 },
];

/** Runs this when a request waits for it. */
function onceReached(happens: () => Promise<void>): PromiseLike<void> {
	return { then: async (...handlers) => await happens().then(...handlers) };
}

/** A log to which events are added, and an n8n that reads it. */
class Run {
	/** The IDs that must come out, with their times. */
	private readonly expected = new Map<string, number>();
	private clock = Date.parse('2026-01-01T00:00:00Z');
	private hasLate = false;

	constructor(
		private readonly sandbox: Sandbox,
		private readonly host: PollHost,
	) {}

	/** An event that is logged now, or was logged `late` seconds ago and turns up now. */
	log(matches: boolean, late = 0): void {
		const time = this.clock - late * 1000;
		const { pk } = this.sandbox.addEvent({
			action: matches ? 'login' : 'logout',
			app: 'authentik.events.signals',
			user: { pk: 5, username: 'ada', email: '' },
			created: new Date(time).toISOString().replace('Z', '001Z'),
		});
		if (matches) this.expected.set(String(pk), time);
		this.hasLate ||= late > 0;
	}

	async take(one: Step): Promise<void> {
		switch (one.kind) {
			case 'log':
				this.clock += one.gap * 1000;
				return this.log(one.matches);
			case 'late':
				return this.log(one.matches, one.late);
			case 'burst':
				return this.logAll(one.size);
			case 'poll':
				return void (await this.host.poll());
			case 'outage':
				return await this.pollWith({ skip: one.request, html: 500 });
			case 'change': {
				// While the answer to a request is on its way.
				const hold = onceReached(async () => {
					this.log(one.matches, one.late);
					if (one.gone > 0) await this.expire(one.gone);
				});
				return await this.pollWith({ path: '/events/events/', skip: one.request, hold });
			}
			case 'restart':
				return await this.host.activate('init');
			case 'expire':
				return await this.expire(one.size);
		}
	}

	private logAll(size: number): void {
		for (let index = 0; index < size; index++) {
			this.clock += 1000;
			this.log(index % 3 > 0);
		}
	}

	/** A poll that fails, or not, if it reports its failure. */
	private async pollWith(fault: FaultRule): Promise<void> {
		this.sandbox.fault({ ...fault, times: 1 });
		await this.host.poll().catch(({ message }: Error) => {
			expect(message).toMatch(/^authentik failed to process the GET request$|of the list/);
		});
		this.sandbox.clearFaults();
	}

	/** Deletes the oldest events that have come out. */
	private async expire(count: number): Promise<void> {
		const path = `/events/events/?ordering=created&page_size=${count}`;
		const { body } = await callApi(this.sandbox, 'GET', path);
		for (const { pk } of body.results as IDataObject[]) {
			const isOpen = this.expected.has(String(pk)) && !this.pks.includes(String(pk));
			if (isOpen) return;
			await callApi(this.sandbox, 'DELETE', `/events/events/${String(pk)}/`);
		}
	}

	private get pks(): string[] {
		return this.host.items.map(({ pk }) => String(pk));
	}

	async assertComplete(): Promise<void> {
		// Of a long backlog, a poll may read only what does not match; and one of four reads more than a page without news.
		for (let quiet = 0; quiet < 4; ) quiet = (await this.host.poll()).length > 0 ? 0 : quiet + 1;
		expect([...this.pks].sort()).toEqual([...this.expected.keys()].sort());
		const times = this.host.executions.map((items) =>
			items.map(({ created }) => Date.parse(String(created))),
		);
		for (const list of this.hasLate ? times : [times.flat()]) {
			expect(list).toEqual([...list].sort((a, b) => a - b));
		}
	}
}

it.each([
	// Filtered by authentik, and by n8n; pages of three, of which ten are read at a time.
	['2026.2', 4],
	['2026.2', 100],
	['2025.4', 4],
] as const)(
	'any stream of events, in %s with at most %s a poll',
	async (release, maximum) => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
				const pageSize = { default: 3, max: 3 };
				const sandbox = await startSandbox({ release, pageSize });
				const options = { maximumEvents: maximum, allowOwnEvents: true };
				// Two actions, which old releases cannot filter by.
				const host = await PollHost.start(sandbox, {
					events: ['login', 'passwordChanged'],
					options,
				});
				try {
					await host.activate();
					const run = new Run(sandbox, host);
					for (const one of steps) await run.take(one);
					await run.assertComplete();
				} finally {
					await sandbox.close();
				}
			}),
			{ numRuns: 60, examples: [[LATE_WHILE_EXPIRING]] },
		);
	},
	300_000,
);
