import type { ArmOptions } from './arms/arm.mts';
import type { Job } from './child.mts';
import type { Result } from './processes.mts';
import type { ServerOptions } from './server.mts';

/** What is measured. */
export interface Scenario extends Pick<Job, 'items' | 'warmUp'> {
	id: number;
	title: string;
	server: Partial<ServerOptions>;
	/** How often to run it, and the figure that selects the run that counts. Defaults to once. */
	repeat?: number;
	median?: (result: Result) => number;
	runs: ArmRun[];
	/** The columns of its table. */
	figures: Figure[];
	/** The targets for the figures of our node. */
	targets: Target[];
}

/** An arm with these options and a name. */
interface ArmRun extends Pick<Job, 'arm' | 'options'> {
	name: string;
}

interface Figure {
	title: string;
	of: (result: Result) => number;
	show?: (value: number) => string;
}

export interface Bound {
	what: string;
	atMost?: number;
	atLeast?: number;
}

interface Target extends Bound {
	/** Replaces the number of its scenario. */
	id?: number;
	/** The arm is skipped if this is not installed. */
	needs?: string;
	of: (results: Results) => number;
}

/** By the names of the runs. */
export type Results = Record<string, Result>;

const WORKERS = { workers: 8, delay: 40, refuseAbove: 64 };
const BREATHING = { batchSize: 10, batchInterval: 1 };
const ALL_AT_ONCE = { batchSize: 1, batchInterval: 0 };

const ours = (options: ArmOptions = {}, name = 'authentik'): ArmRun => ({
	name,
	arm: 'authentik',
	options,
});
const httpRequest = (options: ArmOptions = {}, name = 'HTTP Request'): ArmRun => ({
	name,
	arm: 'httpRequest',
	options,
});
const minimal = (options: ArmOptions, name: string): ArmRun => ({ name, arm: 'minimal', options });
const undici = (concurrency: number): ArmRun => ({
	name: 'undici pool',
	arm: 'undici',
	options: { concurrency },
});

const round = (digits: number) => (value: number) => value.toFixed(digits);
const figure = {
	lost: { title: 'lost items', of: ({ lost }) => lost },
	updated: { title: 'items updated on the server', of: ({ server }) => server.updated },
	repeated: { title: 'updated more than once', of: ({ server }) => server.repeated },
	requests: { title: 'requests', of: ({ server }) => server.requests },
	refused: { title: '503 responses', of: ({ server }) => server.refused },
	broken: { title: 'connections broken', of: ({ server }) => server.broken },
	inFlight: { title: 'max in flight', of: ({ server }) => server.maxInFlight },
	syncs: { title: 'most syncs at the same time', of: ({ server }) => server.maxSyncs },
	wall: { title: 'wall time, s', of: ({ wallMs }) => wallMs / 1000, show: round(2) },
	distinct: { title: 'distinct objects', of: ({ distinct }) => distinct },
	block: { title: 'longest block, ms', of: ({ longestBlockMs }) => longestBlockMs, show: round(0) },
	blockCpu: {
		title: 'CPU in it, ms',
		of: ({ longestBlockCpuMs }) => longestBlockCpuMs,
		show: round(0),
	},
	blockAt: {
		title: 'when (share of the run)',
		of: ({ longestBlockAt }) => longestBlockAt * 100,
		show: (value) => `${value.toFixed(0)} %`,
	},
	blocks: { title: 'blocks over 50 ms', of: ({ blocksOver50Ms }) => blocksOver50Ms },
	rssBefore: { title: 'RSS before, MB', of: ({ rssBeforeMb }) => rssBeforeMb, show: round(0) },
	rss: { title: 'peak RSS, MB', of: ({ rssPeakMb }) => rssPeakMb, show: round(0) },
	heap: { title: 'peak heap, MB', of: ({ heapPeakMb }) => heapPeakMb, show: round(0) },
} satisfies Record<string, Figure>;

const cpuPerItem = (items: number): Figure => ({
	title: 'CPU per item, ms',
	of: ({ cpuMs }) => cpuMs / items,
	show: round(3),
});

const wallRatio = (a: string, b: string) => (results: Results) =>
	results[a].wallMs / results[b].wallMs;
const lostTarget: Target = { what: 'lost items', atMost: 0, of: ({ authentik }) => authentik.lost };

export const scenarios: Scenario[] = [
	{
		id: 1,
		title: '2,000 updates; 8 workers of 40 ms, 503 above 64 in flight; Max Concurrent Requests 8',
		items: 2000,
		server: WORKERS,
		runs: [ours({ concurrency: 8 }), httpRequest(), undici(8)],
		figures: [figure.lost, figure.updated, figure.refused, figure.inFlight, figure.wall],
		targets: [
			lostTarget,
			{
				what: 'wall time relative to undici',
				atMost: 1.15,
				of: wallRatio('authentik', 'undici pool'),
			},
		],
	},
	{
		id: 2,
		title:
			'The same, plus 503 for 1 of 20 requests, a reset for 1 of 50, and all connections dropped every 1,000',
		items: 2000,
		server: { ...WORKERS, refuseEvery: 20, resetEvery: 50, dropAllEvery: 1000 },
		runs: [ours({ concurrency: 8 }), httpRequest()],
		figures: [
			figure.lost,
			figure.updated,
			figure.repeated,
			figure.requests,
			figure.refused,
			figure.broken,
			figure.wall,
		],
		targets: [lostTarget],
	},
	{
		id: 3,
		title: 'Return All of 10,000 objects, 100 per page, 30 ms per page',
		items: 1,
		server: { delay: 30, objects: 10_000 },
		runs: [
			ours({ list: true, concurrency: 1 }, 'page by page'),
			ours({ list: true }, '4 at a time (default)'),
			ours({ list: true, concurrency: 8 }, '8 at a time'),
		],
		figures: [figure.distinct, figure.requests, figure.inFlight, figure.wall],
		targets: [
			...['4 at a time (default)', '8 at a time'].map((name) => ({
				what: `times as fast as page by page, ${name}`,
				atLeast: name.startsWith('8') ? 4 : undefined,
				of: wallRatio('page by page', name),
			})),
			{
				what: 'runs with different objects or order',
				atMost: 0,
				of: (results) => {
					const [first, ...others] = Object.values(results);
					return others.filter(({ ordered }) => ordered !== first.ordered).length;
				},
			},
		],
	},
	{
		id: 4,
		title:
			'CPU of an update: 2,000 items, a server that responds immediately, Max Concurrent Requests 16',
		items: 2000,
		warmUp: 300,
		repeat: 3,
		median: ({ cpuMs }) => cpuMs,
		server: {},
		runs: [
			ours({ concurrency: 16 }),
			httpRequest(),
			{ name: 'Okta', arm: 'okta', options: {} },
			minimal({}, 'minimal declarative'),
			undici(16),
		],
		figures: [cpuPerItem(2000), figure.wall, figure.lost],
		targets: [
			{
				what: 'CPU per item relative to HTTP Request',
				needs: 'HTTP Request',
				atMost: 2,
				of: (results) => results.authentik.cpuMs / results['HTTP Request'].cpuMs,
			},
		],
	},
	{
		id: 5,
		title: 'Event loop and memory (6): 10,000 items, a server that responds immediately',
		items: 10_000,
		server: {},
		runs: [
			ours({ concurrency: 16 }),
			ours({ concurrency: 16, batching: ALL_AT_ONCE }, 'authentik, no batches'),
			ours({ concurrency: 16, batching: BREATHING }, 'authentik, 10 a batch'),
			minimal({ batching: ALL_AT_ONCE }, 'minimal declarative, no batches'),
			minimal({ batching: BREATHING }, 'minimal declarative, 10 a batch'),
			httpRequest(),
			httpRequest({ batching: BREATHING }, 'HTTP Request, 10 a batch'),
		],
		figures: [
			figure.block,
			figure.blockCpu,
			figure.blockAt,
			figure.blocks,
			figure.rssBefore,
			figure.rss,
			figure.heap,
			figure.inFlight,
			figure.wall,
			figure.lost,
		],
		targets: [
			{
				what: 'longest block of the event loop, ms',
				atMost: 250,
				of: ({ authentik }) => authentik.longestBlockMs,
			},
			{
				id: 6,
				what: 'peak RSS relative to HTTP Request',
				needs: 'HTTP Request',
				atMost: 1.3,
				of: (results) => results.authentik.rssPeakMb / results['HTTP Request'].rssPeakMb,
			},
		],
	},
	{
		id: 8,
		title:
			'Skip If Unchanged: 200 updates of which 5 change anything; 2 workers, 170 ms per request',
		items: 200,
		server: { workers: 2, delay: 170, objects: 200 },
		runs: [ours({ fiveDiffer: 'skip' }), ours({ fiveDiffer: 'save' }, 'without the option')],
		figures: [figure.requests, figure.updated, figure.lost, figure.wall],
		targets: [
			{ what: 'requests', atMost: 7, of: ({ authentik }) => authentik.server.requests },
			{ what: 'saves (and syncs)', atMost: 5, of: ({ authentik }) => authentik.server.updated },
		],
	},
	{
		id: 9,
		title:
			'60 updates of 60 providers with applications, each of which starts a full sync of 0.5 s',
		items: 60,
		server: { workers: 2, delay: 10, objects: 60, isAttached: true, sync: 500 },
		runs: [ours()],
		figures: [figure.syncs, figure.requests, figure.updated, figure.lost, figure.wall],
		targets: [
			lostTarget,
			{
				what: 'most syncs at the same time',
				atMost: 1,
				of: ({ authentik }) => authentik.server.maxSyncs,
			},
			{
				what: 'wall time relative to the sum of the syncs',
				atMost: 1.15,
				of: ({ authentik }) => authentik.wallMs / (60 * 500),
			},
		],
	},
	{
		id: 10,
		title:
			'200 polls without news, with 100,000 events in the log; the server responds immediately',
		items: 200,
		warmUp: 20,
		server: { objects: 100_000 },
		runs: [{ name: 'authentik Poll Trigger', arm: 'polling', options: {} }],
		figures: [
			figure.requests,
			{ title: 'time per poll, ms', of: ({ wallMs }) => wallMs / 200, show: round(2) },
			{ ...cpuPerItem(200), title: 'CPU per poll, ms' },
			figure.lost,
		],
		targets: [
			{
				what: 'requests per poll without news',
				atMost: 1,
				of: (results) => results['authentik Poll Trigger'].server.requests / 200,
			},
		],
	},
];
