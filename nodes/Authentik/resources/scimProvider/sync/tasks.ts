import type { IDataObject } from 'n8n-workflow';

import type { LogLine, Page, Schedule, SyncStatus, WorkerTask } from '../../../shared/apiTypes';
import { rights } from '../../../shared/permissions';
import { LARGEST_PAGE } from '../../../transport/pages';
import { request } from '../../../transport/request';
import type { Sender } from '../../../transport/session';

/** One task of authentik's worker, regardless of the release's names for its parts. */
export interface Task {
	/** Different for each run. */
	run: string;
	/** Whether it is the full sync itself, not one of its pages. */
	full: boolean;
	uid: string;
	finished: boolean;
	log: LogLine[];
	/** The log of earlier tries: a task that crashes is retried, with growing pauses. */
	earlier: LogLine[];
}

/** The object that tasks belong to: `<app label>.<model>`, and its key. */
export interface Related {
	model: 'authentik_tasks_schedules.schedule' | 'authentik_providers_scim.scimprovider';
	pk: string;
}

const LAST_STATES = ['done', 'rejected'];
const HARMLESS = ['info', 'debug', 'notset'];

/** The newest tasks of an object, from 2025.8 on. */
export async function readTasks(sender: Sender, related: Related): Promise<Task[]> {
	const { results } = await request<Page<WorkerTask>>(
		sender,
		{
			url: '/tasks/tasks/',
			qs: { ...relatedTo(related), ordering: '-mtime', page_size: LARGEST_PAGE },
		},
		{ permissions: [rights.task.view] },
	);
	return results.map((row) => ({
		run: row.message_id,
		full: row.actor_name.endsWith('.scim_sync'),
		uid: row.uid,
		finished: LAST_STATES.includes(row.state),
		// 2025.8 calls them messages, later releases logs.
		log: row.logs ?? row.messages ?? [],
		earlier: row.previous_logs ?? row.previous_messages ?? [],
	}));
}

/** The IDs of the schedules that sync a provider; none on some patches of 2025.8 until the first restart. */
export async function readSchedules(sender: Sender, provider: number): Promise<string[]> {
	const related = { model: 'authentik_providers_scim.scimprovider', pk: String(provider) } as const;
	const { results } = await request<Page<Schedule>>(
		sender,
		{ url: '/tasks/schedules/', qs: relatedTo(related) },
		{ permissions: [rights.schedule.view] },
	);
	return results.map(({ id }) => id);
}

/** System tasks as tasks: one row per provider, overwritten by each run. */
export function systemTasks({ tasks = [], is_running }: SyncStatus): Task[] {
	return tasks.map(({ uuid, finish_timestamp, messages }) => ({
		run: `${uuid} ${finish_timestamp}`,
		full: true,
		uid: uuid,
		finished: !is_running,
		log: messages,
		earlier: [],
	}));
}

/**
 * The log lines of a task. One that crashes is retried for longer than a run can wait: until it is over, only the lines
 * of its earlier tries exist.
 */
export function linesOf({ log, earlier }: Task, isOver: boolean): LogLine[] {
	return isOver ? log : [...earlier, ...log];
}

/** The lines about problems. authentik calls a task done regardless of them. */
export function troubles(log: LogLine[]): LogLine[] {
	return log.filter(({ log_level }) => !HARMLESS.includes(log_level));
}

function relatedTo({ model, pk }: Related): IDataObject {
	const [app, name] = model.split('.');
	return {
		rel_obj_content_type__app_label: app,
		rel_obj_content_type__model: name,
		rel_obj_id: pk,
	};
}
