import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import type { Send, Execute } from '../../../operation/types';
import { resolveScimProvider } from '../../../parameters/paths';
import { Refusal } from '../../../rules/refusal';
import type { LogLine, ScimProvider } from '../../../shared/apiTypes';
import type { RequestData } from '../../../transport/exchangeItem';
import { readProvider } from '../../common/scimProvider';
import { inSyncTurn } from '../../common/syncTurns';
import {
	continueOnFailedSync,
	runSchedule,
	TIME_LIMIT_S,
	timeLimit,
	waitForCompletion,
} from '../options';
import type { Trouble } from './log';
import { syncError, linesAbout, logLineOutput } from './log';
import type { Watch } from './watch';
import { waitFor, watchFullSync } from './watch';
import type { Task } from './tasks';
import { linesOf, readSchedules, troubles } from './tasks';

/** How often to start a sync if another sync of the same provider runs first. */
const MAX_STARTS = 3;

/** Starts a full sync when it is its turn. If requested, waits for its end and returns the result. */
export const syncProvider: Execute = async (context, requestData, send) => {
	const waits = waitForCompletion.read(context, false);
	const seconds = timeLimit.read(context, TIME_LIMIT_S);
	const pk = await resolveScimProvider(context);

	for (let starts = 1; ; starts++) {
		let watched: Watch | undefined;
		let started = '';
		const [{ json: provider }] = await inSyncTurn(context, {
			provider: pk,
			save: async () => {
				if (waits) watched = await watchFullSync(context, pk);
				started = new Date().toISOString();
				return [{ json: await start(context, requestData, send, pk) }];
			},
		});
		const report = reportOf(provider, pk, started);
		if (!waits) return [{ json: report }];
		if (!watched) return [{ json: unknown(report, UNSEEN) }];

		const signal = context.getExecutionCancelSignal();
		const { tasks, timedOut } = await waitFor(watched, seconds, signal);
		if (!tasks) return [{ json: unknown(report, UNSEEN) }];
		const log = tasks.flatMap((task) => task.log);
		// authentik ended it at once, since another sync of the provider was running.
		if (linesAbout('skipped', log).length > 0) {
			if (starts < MAX_STARTS) continue;
			return [{ json: unknown(report, OVERTAKEN) }];
		}
		const trouble = tasks.flatMap((task) => troubleOf(task, timedOut));
		if ((timedOut || trouble.length > 0) && !continueOnFailedSync.read(context, false)) {
			const what = `'${provider.name}'`;
			throw syncError(context, what, trouble, timedOut ? seconds : undefined);
		}
		const json = { ...report, ...outcome(log, trouble, timedOut), ...unsent(provider, log) };
		return [{ json }];
	}
};

/** The output for a started sync. */
function reportOf(provider: ScimProvider, pk: number, started: string): IDataObject {
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

/** In every release, saving starts a sync with the least privilege; only superusers can send a schedule. */
async function start(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	send: Send,
	pk: number,
): Promise<ScimProvider> {
	if (!runSchedule.read(context, false)) {
		const [{ json }] = await send<ScimProvider>(requestData);
		return json;
	}
	const [schedule] = await readSchedules(context, pk);
	if (schedule === undefined) {
		throw new Refusal(
			'This SCIM provider has no sync schedule',
			'No sync was started. Remove the option Run Schedule: saving works in every release. Schedules exist in authentik 2025.8 and later, which creates them when it restarts.',
		);
	}
	const provider = await readProvider(context, pk);
	requestData.options.method = 'POST';
	requestData.options.url = `/tasks/schedules/${schedule}/send/`;
	await send(requestData);
	return provider;
}

function warningsFor({ name, dry_run, ...provider }: ScimProvider): string[] {
	const warnings = [];
	if (!provider.assigned_backchannel_application_slug) {
		warnings.push(
			`'${name}' is not attached to an application as a backchannel provider. authentik syncs nothing unless it is an application's main provider.`,
		);
	}
	if (dry_run === true) {
		warnings.push(`Dry Run is on for '${name}': authentik changes nothing at the target.`);
	}
	return warnings;
}

const UNSEEN =
	"The sync's tasks are not visible, so the result is unknown. The token's user needs the permissions authentik_tasks.view_task and authentik_tasks_schedules.view_schedule (up to 2025.6: authentik_events.view_systemtask). On 2025.8, providers share a schedule until authentik is restarted, and only one of them shows tasks.";
/** Other syncs of the provider kept running. */
const OVERTAKEN =
	'Another sync of this provider was running at every attempt, so authentik skipped this one. The other sync may not include your changes. Sync again later.';

/** The output for a sync whose result is unknown, and why. */
function unknown(report: IDataObject, why: string): IDataObject {
	return { ...report, result: 'unknown', warnings: [...(report.warnings as string[]), why] };
}

/** The result of a sync, from the log lines of its tasks: their states are always "done". */
function outcome(log: LogLine[], trouble: Trouble[], timedOut: boolean): IDataObject {
	// Python omits a fraction of zero, so texts do not sort by time.
	const times = log.map(({ timestamp }) => timestamp).sort((a, b) => Date.parse(a) - Date.parse(b));
	const pages = (kind: string) =>
		log.filter(({ event }) => new RegExp(`^Syncing page \\d+ o[rf] ${kind}`).test(event)).length;
	return {
		...(times.length ? { started: times[0] } : {}),
		finished: timedOut ? null : (times[times.length - 1] ?? null),
		result: timedOut ? 'timed_out' : trouble.length > 0 ? 'failed' : 'successful',
		user_pages: pages('Users'),
		group_pages: pages('Groups'),
		failures: trouble.length,
		log: trouble.map(logLineOutput),
	};
}

/** What a dry-run sync would have sent to the target. */
function unsent({ dry_run }: ScimProvider, log: LogLine[]): IDataObject {
	if (dry_run !== true) return {};
	const lines = linesAbout('unsent', log);
	const shown = lines.map(({ attributes: { method, url, obj = null } = {} }) => ({
		method,
		url,
		object: obj,
	}));
	return { would_send: shown };
}

/** The problem lines of one task. If a page crashed, only its task's name shows whether users or groups are on it. */
function troubleOf(task: Task, timedOut: boolean): Trouble[] {
	const [, kind] = /:(user|group):\d+$/.exec(task.uid) ?? [];
	const about = kind ? { about: `a ${kind}` } : {};
	return troubles(linesOf(task, !timedOut)).map((line) => ({ ...line, ...about }));
}
