import { ifVisible } from '../../../transport/request';
import { pause } from '../../../transport/retry';
import type { Sender } from '../../../transport/session';
import { readStatus } from '../../common/scimProvider';
import type { Related, Task } from './tasks';
import { readSchedules, readTasks, systemTasks } from './tasks';
import type { SyncedObject } from './objectTasks';
import { tasksOf } from './objectTasks';

/** The result of waiting for tasks. */
export interface Waited {
	/** undefined if no task was visible: whether the sync failed is then unknown. */
	tasks?: Task[];
	timedOut: boolean;
}

/** Reads the tasks of one kind, and whether authentik reports them as running. Can be repeated. */
type Look = () => Promise<{ tasks: Task[]; running: boolean }>;

/** What to wait for: the earlier runs, how to look for new ones, and which of them are required. */
export interface Watch {
	before: Set<string>;
	look: Look;
	complete: (tasks: Task[]) => boolean;
}

/** If a task has not appeared within this time, it is not visible. */
const BLIND_AFTER_MS = 15_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/**
 * Prepares to watch the full syncs of a provider; call it before the sync is started.
 * @returns undefined if the token's user may not see tasks
 */
export async function watchFullSync(sender: Sender, provider: number): Promise<Watch | undefined> {
	const look = async () => {
		const status = await readStatus(sender, provider);
		if (status.tasks) return { tasks: systemTasks(status), running: status.is_running };
		const schedules = await readSchedules(sender, provider);
		const tasks = await Promise.all(
			schedules.map(
				async (pk) => await readTasks(sender, { model: 'authentik_tasks_schedules.schedule', pk }),
			),
		);
		return { tasks: tasks.flat(), running: false };
	};
	return await watch(look, (tasks) => tasks.some(({ full }) => full));
}

/** Prepares to watch the sync of one object, whose task belongs to the provider itself (from 2025.8 on). */
export async function watchObjectSync(
	sender: Sender,
	provider: number,
	object: SyncedObject,
): Promise<Watch | undefined> {
	const related: Related = {
		model: 'authentik_providers_scim.scimprovider',
		pk: String(provider),
	};
	return await watch(
		async () => ({ tasks: tasksOf(object, await readTasks(sender, related)), running: false }),
		(tasks) => tasks.length > 0,
	);
}

async function watch(look: Look, complete: Watch['complete']): Promise<Watch | undefined> {
	const seen = await ifVisible(look());
	return seen && { before: new Set(seen.tasks.map(({ run }) => run)), look, complete };
}

/**
 * Checks with growing pauses until the new tasks exist and are finished, or the time is up.
 * @param seconds how long to wait at most
 */
export async function waitFor(
	{ before, look, complete }: Watch,
	seconds: number,
	signal?: AbortSignal,
): Promise<Waited> {
	const start = Date.now();
	const until = start + seconds * 1000;
	for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
		const seen = await look();
		const tasks = seen.tasks.filter(({ run }) => !before.has(run));
		const finished = complete(tasks) && tasks.every((task) => task.finished);
		if (finished) return { tasks, timedOut: false };
		const blind = tasks.length === 0 && !seen.running && Date.now() - start > BLIND_AFTER_MS;
		if (blind) return { timedOut: false };
		const left = until - Date.now();
		if (left <= 0) return { tasks, timedOut: true };
		await pause(Math.min(wait, left), signal);
	}
}
