import type { Dictionary } from '../state/models';
import { now } from '../state/state';
import type { LogLine, TaskRow } from '../state/task-models';

/** What work can log while it runs. */
export interface Notes {
	info(event: string, attributes?: Dictionary): void;
	warning(event: string, attributes?: Dictionary): void;
}

/** The log of one task. */
export class TaskLog implements Notes {
	constructor(
		private readonly row: TaskRow,
		/** The logger of what happens to the task itself. */
		private readonly machinery: string,
	) {}

	/** What follows the actor's name, where the task sets it only when it runs. */
	name(uid: string): void {
		this.row.uid = uid;
	}

	info(event: string, attributes?: Dictionary): void {
		this.row.logs.push(line('info', taskUid(this.row), event, attributes));
	}

	warning(event: string, attributes?: Dictionary): void {
		this.row.logs.push(line('warning', taskUid(this.row), event, attributes));
	}

	/** What happened to the task. */
	middleware(event: string, attributes?: Dictionary): void {
		this.row.logs.push(line('info', this.machinery, event, attributes));
	}

	/** The task's failure. */
	failed(error: unknown): void {
		const exception = exceptionOf(error);
		this.row.logs.push(line('error', this.machinery, textOf(error), { exception }));
	}
}

/** A task's full name. */
export function taskUid({ actor_name: actor, uid }: Pick<TaskRow, 'actor_name' | 'uid'>): string {
	return uid === undefined ? actor : `${actor}:${uid}`;
}

/** A line as it is stored. */
export function line(
	log_level: LogLine['log_level'],
	logger: string,
	event: string,
	attributes: Dictionary = {},
): LogLine {
	return {
		timestamp: now(),
		log_level,
		logger,
		event,
		attributes: jsonb(attributes) as Dictionary,
	};
}

/** An exception as authentik stores it. */
export function exceptionOf(error: unknown): unknown[] {
	const type = error instanceof Error ? error.constructor.name : 'Exception';
	return storedException(type, textOf(error));
}

/** The same for an exception of an expression. */
export function storedException(type: string, value: string): unknown[] {
	return [{ frames: [], is_cause: false, exc_type: type, exc_notes: [], exc_value: value }];
}

function textOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** A value as PostgreSQL returns it: the shorter keys first, then alphabetically. */
export function jsonb(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(jsonb);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(
		([a], [b]) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0),
	);
	return Object.fromEntries(entries.map(([key, item]) => [key, jsonb(item)]));
}
