import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Send, Execute } from '../../operation/types';
import { resolveScimProvider } from '../../parameters/paths';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import type { SyncStatus } from '../../shared/apiTypes';
import { hasStatus } from '../../transport/failure';
import { limiterOf } from '../../transport/concurrencyLimiter';
import { ifVisible } from '../../transport/request';
import { pause } from '../../transport/retry';
import type { Session } from '../../transport/session';
import { sessionOf } from '../../transport/session';
import { isAttached, readStatus } from './scimProvider';

/*
 * Every save of an attached provider starts a full sync. Each full sync blocks a thread of authentik's worker while the
 * tasks of its pages need another (authentik/lib/sync/outgoing/tasks.py). By default, a worker has two threads: two
 * full syncs at once stop all its background work. So saves that start a full sync take turns. An item does not wait
 * for the sync that it started; the next save does.
 */

/** A full sync that was started in this process and may still be running. */
interface StartedSync {
	provider: number;
	/** When it was started, in milliseconds. */
	at: number;
	/** Whether it has been seen running. */
	seen: boolean;
	/** The state of earlier syncs in the status before this one was started, see markOf(). */
	mark?: string;
	/** Whether the response showed no application: the provider may still be the main one of an application. */
	isUnclear: boolean;
	/** How many checks in a row found it not running: a new provider starts two syncs, one after the other. */
	idle: number;
	isNew: boolean;
}

/** A sync that is not seen running within this time blocks nothing. */
const BLIND_AFTER_MS = 5000;
const SHORTEST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 5000;
/** The pause between two checks of a new provider, whose second sync begins when the first has ended. */
const SECOND_LOOK_MS = 300;

/** The turns of one authentik server, across all items, nodes and executions. */
class SyncTurns {
	/** Syncs that may still be running. */
	readonly started = new Set<StartedSync>();
	/** Providers that were just created, and when: their first syncs may still be waiting. */
	readonly created = new Map<number, number>();
	/** How many saves that start a sync are in progress. */
	private saving = 0;

	/** Whether one more sync may be started. */
	isFree(limit: number): boolean {
		return this.started.size + this.saving < limit;
	}

	/** Takes the place of one sync if there is one; must be followed by leave(). */
	take(limit: number): boolean {
		if (!this.isFree(limit)) return false;
		this.saving++;
		return true;
	}

	leave(): void {
		this.saving--;
	}
}

const turns = new Map<string, SyncTurns>();

function turnsOf(server: string): SyncTurns {
	const known = turns.get(server) ?? new SyncTurns();
	turns.set(server, known);
	return known;
}

/** The save that a turn is for. */
export interface Saving<T> {
	/** The provider that is saved; undefined if it is created. */
	provider?: number;
	/** Whether to take a turn even if the provider does not belong to an application yet. */
	isAttaching?: boolean;
	save: () => Promise<T>;
}

/**
 * Runs a save that starts a full sync when it is its turn: when fewer syncs than the credential's Max Concurrent Syncs
 * are running on this server, and none of the same provider, regardless of what started it. Providers without an
 * application do not take part. Turns are taken in the order of the requests, within one n8n process.
 * @throws Refusal if a sync is still running after Max Wait for a Sync, with nothing sent; what `save` throws; the
 *   signal's reason if the execution is canceled
 */
export async function inSyncTurn<T extends INodeExecutionData[]>(
	context: IExecuteSingleFunctions,
	{ provider, isAttaching = false, save }: Saving<T>,
): Promise<T> {
	const session = await sessionOf(context);
	const known = turnsOf(session.server);
	if (provider === undefined && !isAttaching) {
		const items = await save();
		known.created.set(Number(items[0]?.json.pk), Date.now());
		return items;
	}
	const limiter = limiterOf(`${session.server} syncs`);
	const isBusy = !limiter.idle || known.started.size > 0;
	if (provider !== undefined && isBusy && (await isAttached(context, provider)) === false) {
		const items = await save();
		if (belongsToApplication(items)) note(known, { provider, at: Date.now() });
		return items;
	}
	return await limiter.run(session.syncLimit, context.getExecutionCancelSignal(), async () => {
		await untilTaken(context, session, known);
		try {
			return await saveNow(context, session, known, { provider, save });
		} finally {
			known.leave();
		}
	});
}

/** Sends in turn. @param provider the one that is saved; undefined if it is created */
export function sendingInTurn(
	context: IExecuteSingleFunctions,
	send: Send,
	provider?: number,
): Send {
	return async (data, more) =>
		await inSyncTurn(context, { provider, save: async () => await send(data, more) });
}

/** Saves the provider that the operation works on, in turn. */
export const saveInTurn: Execute = async (context, requestData, send) =>
	await sendingInTurn(context, send, await resolveScimProvider(context))(requestData);

/**
 * Waits until the syncs that the creation of a provider started are over. They end at once while the provider belongs
 * to no application, and do all their work if they begin after it is attached.
 */
export async function afterCreation(
	context: IExecuteSingleFunctions,
	provider: number,
): Promise<void> {
	const session = await sessionOf(context);
	const { created } = turnsOf(session.server);
	const at = created.get(provider);
	if (at === undefined) return;
	created.delete(provider);
	await untilOver(context, session, startedSync({ provider, at, isNew: true, mark: '' }));
}

async function saveNow<T extends INodeExecutionData[]>(
	context: IExecuteSingleFunctions,
	session: Session,
	known: SyncTurns,
	{ provider, save }: Saving<T>,
): Promise<T> {
	const before = provider === undefined ? undefined : await untilIdle(context, session, provider);
	const isNew = provider === undefined;
	const mark = isNew ? '' : before && markOf(before);
	const at = Date.now();
	const items = await save().catch((error: unknown) => {
		if (provider !== undefined && mayHaveSaved(error)) note(known, { provider, at, mark });
		throw error;
	});
	const pk = provider ?? Number(items[0]?.json.pk);
	note(known, { provider: pk, at, mark, isNew, isUnclear: !belongsToApplication(items) });
	return items;
}

function note(known: SyncTurns, sync: Pick<StartedSync, 'provider' | 'at'> & Partial<StartedSync>) {
	for (const other of known.started) {
		if (other.provider === sync.provider) known.started.delete(other);
	}
	known.started.add(startedSync(sync));
}

function startedSync(
	sync: Pick<StartedSync, 'provider' | 'at'> & Partial<StartedSync>,
): StartedSync {
	return { seen: false, idle: 0, isNew: false, isUnclear: false, ...sync };
}

/** Waits until another sync may be started, and takes its place. */
async function untilTaken(
	context: IExecuteSingleFunctions,
	session: Session,
	known: SyncTurns,
): Promise<void> {
	const asked = Date.now();
	for (;;) {
		for (const sync of known.started) {
			if (known.isFree(session.syncLimit)) break;
			if (await isOver(context, sync)) known.started.delete(sync);
		}
		if (known.take(session.syncLimit)) return;
		// There is none if others, whose credential allows more syncs, are about to start theirs.
		const [oldest] = [...known.started].sort((a, b) => a.at - b.at);
		await waitOn(context, session, oldest?.at ?? asked, oldest?.provider);
	}
}

/** Waits until a sync is over. */
async function untilOver(
	context: IExecuteSingleFunctions,
	session: Session,
	sync: StartedSync,
): Promise<void> {
	while (!(await isOver(context, sync))) await waitOn(context, session, sync.at, sync.provider);
}

/**
 * Waits until no sync of a provider is running, such as a scheduled one.
 * @returns its status then; undefined if the token may not see it
 */
async function untilIdle(
	context: IExecuteSingleFunctions,
	session: Session,
	provider: number,
): Promise<SyncStatus | undefined> {
	const since = Date.now();
	for (;;) {
		const status = await ifVisible(readStatus(context, provider));
		if (!status?.is_running) return status;
		await waitOn(context, session, since, provider);
	}
}

/** Checks whether a sync is over, as far as the token may see. */
async function isOver(context: IExecuteSingleFunctions, sync: StartedSync): Promise<boolean> {
	const status = await ifVisible(readStatus(context, sync.provider));
	if (!status) return true;
	if (status.is_running) {
		sync.seen = true;
		sync.idle = 0;
		return false;
	}
	if (sync.isUnclear && (await isAttached(context, sync.provider)) === false) return true;
	// Up to 2025.6, a new provider without an application leaves no trace, and syncs do not block each other.
	if (sync.isNew && status.tasks && !sync.seen) return true;
	const hasEnded = sync.seen || (sync.mark !== undefined && markOf(status) !== sync.mark);
	if (!hasEnded) return Date.now() - sync.at > BLIND_AFTER_MS;
	sync.idle++;
	if (!sync.isNew || sync.idle > 1) return true;
	await pause(SECOND_LOOK_MS, context.getExecutionCancelSignal());
	return false;
}

/** The parts of the status that change when another sync has ended. */
function markOf({ last_successful_sync, tasks = [] }: SyncStatus): string {
	return [last_successful_sync, ...tasks.map((task) => task.finish_timestamp)].join(' ').trim();
}

/**
 * Pauses before the next check of a sync, longer each time.
 * @param since when the sync was started, or first seen running
 * @throws Refusal if that is too long ago; the signal's reason if the execution is canceled
 */
async function waitOn(
	context: IExecuteSingleFunctions,
	{ syncPatience }: Session,
	since: number,
	provider?: number,
): Promise<void> {
	const waited = Date.now() - since;
	if (provider !== undefined && waited > syncPatience) {
		throw new Refusal(
			`A full sync of SCIM provider ${provider} is still running after ${Math.round(syncPatience / 60_000)} minutes`,
			`${NOTHING_SENT} Check the provider's tasks in authentik. If they make no progress, restart the worker and set AUTHENTIK_WORKER__THREADS to 4 or more. To wait longer, raise Max Wait for a Sync in the credential. The sync started at ${new Date(since).toISOString()} or earlier. Two full syncs at once can stall authentik's worker.`,
		);
	}
	const wait = Math.min(Math.max(SHORTEST_PAUSE_MS, waited * 0.08), LONGEST_PAUSE_MS);
	await pause(wait, context.getExecutionCancelSignal());
}

/** Whether a response shows that the provider belongs to an application. */
function belongsToApplication(items: INodeExecutionData[]): boolean {
	return Boolean(items[0]?.json.assigned_backchannel_application_slug);
}

/** Whether authentik may have saved although the request failed: only a refusal rules it out. */
function mayHaveSaved(error: unknown): boolean {
	return !hasStatus(error, 400, 401, 403, 404, 415, 429);
}
