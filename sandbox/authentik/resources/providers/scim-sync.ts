import { sleep } from 'n8n-workflow';

import { has, type Answer, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { ScimProviderRow } from '../../../core/state/models';
import type { TaskRow } from '../../../core/state/task-models';
import { Crash } from '../../../drf/errors';
import { boolean, choice, text } from '../../../drf/fields';
import { Serializer } from '../../../drf/serializer';
import { Lines, pageLogger } from '../../scim/classic';
import { queuePage } from '../../scim/full';
import { failureOf, syncPage, type Page } from '../../scim/page';
import { relatedTo } from '../../scim/start';
import { endedTasks } from '../tasks/schedules';
import { showSystemTasks } from '../tasks/system-tasks';
import { statusOf } from '../tasks/tasks';

/** How long a request waits for the result of a task, in milliseconds. */
const RESULT_TIMEOUT = 10_000;
const STEP = 5;

/** However short authentik's waits are here, a task that finds a free thread has started by then. */
const START = 100;

const MODELS = {
	'authentik.core.models.User': 'user',
	'authentik.core.models.Group': 'group',
} as const;

/** The object to sync, as sent. */
interface Sent {
	sync_object_model: keyof typeof MODELS;
	sync_object_id: string;
	override_dry_run?: boolean;
}

const body = new Serializer<Sent>({
	sync_object_model: choice(
		Object.entries(MODELS).map(([value, label]) => ({ value, label })),
		{ required: true },
	),
	sync_object_id: text(),
	override_dry_run: boolean({ default: false }),
});

/** The outcome of the last full sync. What the release does not have is left out. */
export function syncStatus(row: ScimProviderRow, call: Call): Answer {
	const { state } = call.authentik;
	const is_running = state.syncing.isHeld(row.pk);
	if (!has(call, BEHAVIOUR.schedules))
		return { status: 200, body: { is_running, tasks: showSystemTasks(row, call) } };
	const schedule = state.schedules.find(({ related }) => related.id === String(row.pk));
	const ended = schedule ? endedTasks(schedule, call) : [];
	const good = ended.find((task) => /^(done|info)$/.test(statusOf(task, call)));
	return {
		status: 200,
		body: {
			is_running,
			...(good ? { last_successful_sync: good.mtime } : {}),
			...(ended[0] ? { last_sync_status: statusOf(ended[0], call) } : {}),
		},
	};
}

/** Syncs one user or group, and waits for it. */
export async function syncObject(row: ScimProviderRow, call: Call): Promise<Answer> {
	const sent = body.read(call.body(), call, 'create') as Sent;
	const kind = MODELS[sent.sync_object_model];
	const page = { kind, number: 1, only: sent.sync_object_id };
	if (!has(call, BEHAVIOUR.schedules)) return await syncClassically(row, page, sent, call);
	const { authentik } = call;
	const options = { related: relatedTo(row.pk), overrideDryRun: sent.override_dry_run };
	const task = queuePage(row.pk, page, options, authentik);
	await result(task, authentik.timeScale);
	const messages = has(call, BEHAVIOUR.taskLogs) ? [] : task.logs;
	return { status: 200, body: { messages } };
}

async function syncClassically(
	row: ScimProviderRow,
	page: Page,
	{ override_dry_run: overrides }: Sent,
	{ authentik }: Call,
): Promise<Answer> {
	const lines = new Lines(pageLogger(page));
	const provider = overrides ? { ...row, dry_run: false } : row;
	let failure: unknown;
	const task = authentik.tasks.enqueue({
		actor: 'scim_sync_objects',
		work: async () => void (failure = await failureOf(syncPage(provider, page, authentik, lines))),
	});
	await authentik.tasks.ended(task);
	if (failure !== undefined) throw new Crash('the sync failed');
	return { status: 200, body: { messages: lines.all } };
}

/**
 * Waits for a task's result: in vain where no thread is free for it, or where it fails, since its next try comes too
 * late.
 */
async function result(task: TaskRow, timeScale: number): Promise<void> {
	for (let waited = 0; task.state !== 'done'; waited += STEP) {
		if (waited >= patience(task, timeScale) || task.state === 'rejected')
			throw new Crash('no result');
		await sleep(STEP);
	}
}

/** How long to wait for a task in its current state. A running one takes as much time as its target. */
function patience({ state, retries }: TaskRow, timeScale: number): number {
	if (retries > 0) return RESULT_TIMEOUT * timeScale;
	if (state === 'running') return RESULT_TIMEOUT;
	return Math.max(RESULT_TIMEOUT * timeScale, START);
}
