import type { Release } from '../nodes/Authentik/shared/releases';
import { Notifications, type Delivery } from './authentik/notifications/notifications';
import { routesOf } from './authentik/routes';
import { Faults, type DeliveryFault, type FaultRule } from './control/faults';
import { fixtures, type Fields, type TokenOptions } from './control/fixtures';
import { install } from './control/install';
import { RequestLog, type RequestRecord } from './control/log';
import { seed } from './control/seed';
import type { Authentik } from './core/call';
import { BEHAVIOUR, holds, NEWEST_PATCH } from './core/releases';
import type { DeviceKind } from './core/state/signin-models';
import { State } from './core/state/state';
import { TaskQueue } from './core/tasks/queue';
import { usualPageSize } from './drf/pages';
import { createServer } from './http/server';

export type { DeliveryFault, FaultRule } from './control/faults';
export type { TokenOptions } from './control/fixtures';
export type { RequestRecord } from './control/log';
export type { Delivery } from './authentik/notifications/notifications';

export interface SandboxOptions {
	/** Defaults to 2026.2. */
	release?: Release;
	/** The version that it reports; defaults to the newest patch of the release. */
	version?: string;
	/** Defaults to any free port. */
	port?: number;
	/** Defaults to 127.0.0.1. */
	host?: string;
	/** A sub-path for everything, such as `/auth`. */
	basePath?: string;
	/** Demo data on top of a fresh install. */
	seed?: boolean;
	/** The API token of akadmin; random by default. */
	token?: string;
	pageSize?: { default: number; max: number };
	/** How many requests are processed at the same time; unlimited by default. */
	workers?: number;
	/**
	 * Threads of the worker that does what no request waits for. Defaults to 2, as in authentik, which two concurrent
	 * full syncs block from 2025.8 on.
	 */
	threads?: number;
	/**
	 * Milliseconds that a full sync takes for each of its pages, besides its requests; defaults to 0. There are at least
	 * two, one of users and one of groups.
	 */
	pageDuration?: number;
	/** Milliseconds that each request takes. */
	latency?: number;
	/**
	 * The duration of authentik's pauses between attempts, and of its waits for tasks: 1 (the default) is real time,
	 * 0.001 a thousandth.
	 */
	timeScale?: number;
	/**
	 * Whether deleting a provider, its application or a rule crashes (an empty 405) while one of its tasks is running, as
	 * in authentik from 2025.10 on. Defaults to true.
	 */
	deletesCrash?: boolean;
	/** SCIM targets and webhooks on other machines are called too; by default, they are unreachable. */
	allowRemoteTargets?: boolean;
}

/** A worker that never blocks and never makes a deletion crash: to try things out. */
export const SAFE = { threads: Infinity, deletesCrash: false } satisfies SandboxOptions;

/** What the background worker is doing. */
export interface WorkerState {
	/** How many threads are in use. */
	readonly busy: number;
	/** How many tasks are not finished: queued, running, or waiting for a retry. */
	readonly unfinished: number;
	/** How many full syncs are running now, and the highest number so far. */
	readonly fullSyncs: number;
	readonly maxFullSyncs: number;
}

/** An embedded authentik: answers like a real one, and keeps its state only while it runs. */
export interface Sandbox {
	/** Without a trailing slash. */
	readonly url: string;
	/** API token of the superuser akadmin. */
	readonly token: string;
	readonly release: Release;
	/** Every request in order of arrival. */
	readonly requests: RequestRecord[];
	/** Every full sync that was started; each save of a provider starts one. */
	readonly syncs: Array<{ provider: number; at: number }>;
	/** How many requests are being handled now, and the highest number so far. */
	readonly inFlight: number;
	readonly maxInFlight: number;
	readonly worker: WorkerState;
	/** Every webhook call in order, including repeated ones. */
	readonly deliveries: Delivery[];
	fault(rule: FaultRule): void;
	/** What goes wrong with webhook calls: lost ones are repeated, late ones are overtaken. */
	deliveryFault(rule: DeliveryFault): void;
	clearFaults(): void;
	/** Clears requests, syncs, deliveries, and the highest numbers in flight and of full syncs. */
	clearLog(): void;
	/** These add an object directly to the state and return it as the API shows it. */
	addProvider(fields?: Fields): Fields;
	addGroup(fields?: Fields): Fields;
	addUser(fields?: Fields): Fields;
	addMapping(fields?: Fields): Fields;
	addOAuthSource(fields?: Fields): Fields;
	addFlow(fields?: Fields): Fields;
	addSession(fields: Fields & { user: number }): Fields;
	/** An authenticator device of a user, as `/authenticators/admin/all/` shows it. */
	addDevice(kind: DeviceKind, fields: Fields & { user: number }): Fields;
	addReputation(fields?: Fields): Fields;
	addEvent(fields?: Fields): Fields;
	addToken(options: TokenOptions): { key: string; user: number };
	/**
	 * Acts as the browser of a signed-in person at the address that an OAuth2 client opens: consents. Returns the address
	 * that it is redirected to. Throws where authentik shows an error page.
	 */
	authorize(address: string, user: number): string;
	/** The brand has no recovery flow until then; `emailStage` can send its links. */
	addRecoveryFlow(fields?: Fields): { flow: Fields; emailStage: string };
	/** The emails that were sent, in order. */
	readonly mails: Array<{ to: string; link: string }>;
	/** Resolves when no sync and no delivery is queued, running or waiting for another attempt. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

/** Starts a sandbox. Close it when done. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { release = '2026.2', host = '127.0.0.1', basePath = '' } = options;
	const state = new State();
	const closing = new AbortController();
	const { timeScale = 1, allowRemoteTargets = false } = options;
	const middleware = holds(release, BEHAVIOUR.taskLogs) ? 'TaskLog' : 'Messages';
	const machinery = `authentik.tasks.middleware.${middleware}Middleware`;
	const tasks = new TaskQueue(state.tasks, machinery, timeScale, options.threads ?? 2);
	const deliveryFaults = new Faults<DeliveryFault>();
	const notifications = new Notifications((path) => deliveryFaults.next('POST', path));
	const authentik: Authentik = {
		release,
		version: options.version ?? NEWEST_PATCH[release],
		state,
		tasks,
		notifications,
		pageDuration: options.pageDuration ?? 0,
		timeScale,
		deletesCrash: options.deletesCrash ?? true,
		allowRemoteTargets,
		closing: closing.signal,
		pageSize: options.pageSize ?? usualPageSize(holds(release, BEHAVIOUR.smallPages)),
		url: '',
	};
	const token = install(authentik, options.token);
	if (options.seed) seed(authentik);

	const log = new RequestLog();
	const faults = new Faults();
	const { workers = Infinity, latency = 0 } = options;
	const around = { authentik, log, faults, basePath: trimmed(basePath), workers, latency };
	const server = createServer(routesOf(release), around);
	const address = await server.listen({ host, port: options.port ?? 0 });
	authentik.url = `${address}${trimmed(basePath)}`;

	return {
		url: authentik.url,
		token,
		release,
		requests: log.requests,
		syncs: authentik.state.syncs,
		mails: authentik.state.mails,
		get inFlight() {
			return log.inFlight;
		},
		get maxInFlight() {
			return log.maxInFlight;
		},
		worker: {
			get busy() {
				return tasks.busy;
			},
			get unfinished() {
				return tasks.unfinished;
			},
			get fullSyncs() {
				return state.syncing.count;
			},
			get maxFullSyncs() {
				return state.syncing.most;
			},
		},
		deliveries: notifications.deliveries,
		fault: (rule) => faults.add(rule),
		deliveryFault: (rule) => deliveryFaults.add(rule),
		clearFaults() {
			faults.clear();
			deliveryFaults.clear();
		},
		clearLog() {
			log.clear();
			authentik.state.syncs.length = 0;
			state.syncing.clear();
			notifications.deliveries.length = 0;
		},
		...fixtures(authentik),
		settled: async () => await tasks.settled(),
		async close() {
			tasks.close();
			closing.abort();
			await server.close();
		},
	};
}

function trimmed(basePath: string): string {
	const path = basePath.replace(/^\/+|\/+$/g, '');
	return path === '' ? '' : `/${path}`;
}
