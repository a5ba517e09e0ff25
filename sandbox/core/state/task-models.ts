import type { Dictionary } from './models';

/** What a task or a schedule belongs to. */
export interface Related {
	app: string;
	model: string;
	id: string;
}

/** One line of a task's log. */
export interface LogLine {
	timestamp: string;
	log_level: 'info' | 'warning' | 'error';
	logger: string;
	event: string;
	attributes: Dictionary;
}

export type TaskState = 'queued' | 'running' | 'rejected' | 'done';

/** A piece of background work, from 2025.8 on. */
export interface TaskRow {
	pk: string;
	actor_name: string;
	/** What follows the actor's name in `uid`. */
	uid?: string;
	related?: Related;
	state: TaskState;
	mtime: string;
	retries: number;
	eta: string | null;
	logs: LogLine[];
	previous: LogLine[];
}

/** A recurring task, from 2025.8 on. */
export interface ScheduleRow {
	pk: string;
	identifier: string | null;
	actor_name: string;
	uid: string;
	related: Related;
	/** The provider that is synced, which may differ from the related one: see `saveSchedule`. */
	provider: number;
	crontab: string;
	paused: boolean;
	/** Paused schedules are due as soon as they are resumed. */
	next_run: string;
}

/** The outcome of a task's last run, up to 2025.6. */
export interface SystemTaskRow {
	pk: string;
	name: string;
	uid: string;
	description: string;
	start_timestamp: string;
	finish_timestamp: string;
	duration: number;
	status: 'successful' | 'warning' | 'error';
	messages: LogLine[];
	expires: string;
	/** The provider that was synced. */
	provider: number;
}
