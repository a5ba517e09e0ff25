import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Exchange, RequestData, Work } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { failOnFailedSync, startWith, TIME_LIMIT_S, timeLimit, waitForCompletion } from './options';
import { providerId, readProvider } from './provider';
import type { Trouble } from './syncLog';
import { badEnd, shownLine } from './syncLog';
import type { Waited, Watch } from './syncRun';
import { waitFor, watchFullSync } from './syncRun';
import { inSyncTurn } from './syncTurn';
import type { Task } from './tasks';
import { readSchedules, troubles } from './tasks';

/** How often a sync is started when somebody else's sync of the same provider was faster. */
const MAX_STARTS = 3;

/** Starts a full sync when it is its turn and, when asked to, waits for its end and returns the result. */
export const syncProvider: Work = async (context, requestData, exchange) => {
	const waits = waitForCompletion.read(context, false);
	const seconds = timeLimit.read(context, TIME_LIMIT_S);
	const pk = providerId(context);

	for (let starts = 1; ; starts++) {
		let watched: Watch | undefined;
		let started = '';
		const [{ json: provider }] = await inSyncTurn(context, {
			provider: pk,
			save: async () => {
				if (waits) watched = await watchFullSync(context, pk);
				started = new Date().toISOString();
				const how = startWith.read(context, 'save');
				return [{ json: await start(context, requestData, exchange, pk, how) }];
			},
		});
		const report = reportOf(provider, pk, started);
		if (!waits) return [{ json: report }];
		if (!watched) return [{ json: { ...report, ...unseen(report) } }];

		const waited = await waitFor(watched, seconds, context.getExecutionCancelSignal());
		if (!waited.tasks) return [{ json: { ...report, ...unseen(report) } }];
		if (wasSkipped(waited)) {
			if (starts < MAX_STARTS) continue;
			return [{ json: { ...report, ...overtaken(report) } }];
		}
		const finished = { ...report, ...outcome(waited), ...dropped(provider, waited) };
		if (failOnFailedSync.read(context, true)) refuseBadEnd(context, finished, waited, seconds);
		return [{ json: finished }];
	}
};

/** What is known of a sync that was started. */
function reportOf(provider: IDataObject, pk: number, started: string): IDataObject {
	return {
		provider: pk,
		name: provider.name,
		application: provider.assigned_backchannel_application_slug ?? null,
		dry_run: provider.dry_run,
		started,
		result: 'started',
		warnings: warningsFor(provider),
	};
}

/** Saving starts a sync with the least privilege on every release; a schedule can be sent by superusers only. */
async function start(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	exchange: Exchange,
	pk: number,
	how: string,
): Promise<IDataObject> {
	if (how === 'save') {
		const [{ json }] = await exchange(requestData);
		return json;
	}
	const [schedule] = await readSchedules(context, pk);
	if (schedule === undefined) {
		throw new Refusal(
			'This SCIM provider has no schedule to send',
			'No sync was started. Releases before 2025.8 have no schedules, and 2025.8 makes them at the next restart of authentik. Start With: Save works everywhere.',
		);
	}
	const provider = await readProvider(context, pk);
	requestData.options.method = 'POST';
	requestData.options.url = `/tasks/schedules/${schedule}/send/`;
	await exchange(requestData);
	return provider;
}

function warningsFor({ name, dry_run, ...provider }: IDataObject): string[] {
	const warnings = [];
	if (!provider.assigned_backchannel_application_slug) {
		warnings.push(
			`'${String(name)}' is not attached to an application as backchannel provider. authentik then syncs nothing, unless it is the main provider of one.`,
		);
	}
	if (dry_run === true) {
		warnings.push(`'${String(name)}' is in dry run: authentik changes nothing at the target.`);
	}
	return warnings;
}

/** What is told when no task of the sync can be seen. */
function unseen({ warnings }: IDataObject): IDataObject {
	return {
		result: 'unknown',
		warnings: [
			...(warnings as string[]),
			"The tasks of the sync cannot be seen, so how it ended is not known. The token's user needs the permissions authentik_tasks.view_task and authentik_tasks_schedules.view_schedule (authentik_events.view_systemtask up to 2025.6). On 2025.8, providers share a schedule until authentik is restarted, and only one of them shows tasks.",
		],
	};
}

/** How the sync ended, from the log lines of its tasks: their states say done whatever happened. */
function outcome({ tasks = [], timedOut }: Waited): IDataObject {
	const log = tasks.flatMap((task) => task.log);
	// Python leaves a fraction of zero out, so that texts do not sort as times do.
	const times = log.map(({ timestamp }) => timestamp).sort((a, b) => Date.parse(a) - Date.parse(b));
	const trouble = tasks.flatMap((task) => troubleOf(task, timedOut));
	const pages = (kind: string) =>
		log.filter(({ event }) => new RegExp(`^Syncing page \\d+ o[rf] ${kind}`).test(event)).length;
	return {
		...(times.length ? { started: times[0] } : {}),
		finished: timedOut ? null : (times[times.length - 1] ?? null),
		result: timedOut ? 'timed_out' : trouble.length > 0 ? 'failed' : 'successful',
		user_pages: pages('Users'),
		group_pages: pages('Groups'),
		failures: trouble.length,
		log: trouble.map(shownLine),
	};
}

/** What a sync in dry run would have sent to the target. */
function dropped({ dry_run }: IDataObject, { tasks = [] }: Waited): IDataObject {
	if (dry_run !== true) return {};
	const lines = tasks
		.flatMap(({ log }) => log)
		.filter(({ event }) => event.startsWith('Dropping mutating request'));
	const shown = lines.map(({ attributes: { method, url, obj = null } = {} }) => ({
		method,
		url,
		object: obj,
	}));
	return { would_send: shown };
}

/** Whether authentik ended the sync at once, since another one of the provider was running. */
function wasSkipped({ tasks = [] }: Waited): boolean {
	const log = tasks.flatMap((task) => task.log);
	return log.some(({ event }) => event.startsWith('Synchronization is already running'));
}

/** What is returned when others kept starting syncs of the provider. */
function overtaken({ warnings }: IDataObject): IDataObject {
	return {
		result: 'unknown',
		warnings: [
			...(warnings as string[]),
			'Another sync of this provider was running each time, so authentik skipped this one. Whether the other includes your changes is not known. Sync again later.',
		],
	};
}

function refuseBadEnd(
	context: IExecutePaginationFunctions,
	{ result, name }: IDataObject,
	{ tasks = [], timedOut }: Waited,
	seconds: number,
): void {
	if (result !== 'failed' && result !== 'timed_out') return;
	const trouble = tasks.flatMap((task) => troubleOf(task, timedOut));
	const { message, description } = badEnd(
		`'${String(name)}'`,
		trouble,
		timedOut ? seconds : undefined,
	);
	throw new NodeOperationError(context.getNode(), message, {
		description,
		itemIndex: context.getItemIndex(),
	});
}

/**
 * The lines of one task that tell of trouble; when a page crashed, only its task's name tells whether users
 * or groups are on it.
 * @param open whether the task is not over: what its earlier tries logged is then all that there is
 */
function troubleOf({ uid, log, earlier }: Task, open: boolean): Trouble[] {
	const [, kind] = /:(user|group):\d+$/.exec(uid) ?? [];
	const about = kind ? { about: `a ${kind}` } : {};
	return troubles(open ? [...earlier, ...log] : log).map((line) => ({ ...line, ...about }));
}
