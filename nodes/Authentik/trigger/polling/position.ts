import type { IDataObject } from 'n8n-workflow';

import type { LoggedEvent } from '../../shared/apiTypes';
import type { Choice } from '../choice';

/**
 * How long an event may take to appear in the log, in microseconds: authentik sets its time first, and others see the
 * event when its transaction ends. A minute is the usual time limit of proxies. The clocks of authentik's processes may
 * also differ by as much.
 */
const MARGIN = 60_000_000;

/** How many IDs a position holds, unless more events than that share the same microsecond. */
export const CAPACITY = 1_000;

/** The choice before the parameters changed. */
interface EarlierChoice extends Choice {
	/** The newest event in the log at the time of the change. */
	until: number;
}

/** How far a trigger has read the event log, in authentik's own time. */
export interface Position {
	/** Root of the API that the log belongs to. */
	server: string;
	/** Everything up to this time has been processed, in microseconds. */
	floor: number;
	/** IDs of the later events that have been processed. */
	seen: string[];
	/** The length of the list when everything in it had been processed; undefined while something has not. */
	count?: number;
	/** How many polls in a row had no news. */
	quiet?: number;
	choice: Choice;
	earlier: EarlierChoice[];
}

/** The static data of the node. */
export interface PollData extends IDataObject {
	position?: Position & IDataObject;
}

/** The time of an event in microseconds; JavaScript's own dates have only milliseconds. */
export function timeOf({ created }: Pick<LoggedEvent, 'created'>): number {
	const [, micros = 0] = /\.\d{3}(\d{3})/.exec(created) ?? [];
	return Date.parse(created) * 1000 + Number(micros);
}

/**
 * The time up to which no more events can appear late, given the log's newest event. n8n's clock can only make it
 * earlier: if authentik's clock is ahead and gets corrected, later events have earlier times.
 */
export function settledBefore(newest: number): number {
	return Math.min(newest, Date.now() * 1000) - MARGIN;
}

/** The choices that an event must match: the current one, and those that applied when it happened. */
export function choicesFor({ choice, earlier }: Position, event: LoggedEvent): Choice[] {
	const time = timeOf(event);
	return [choice, ...earlier.filter(({ until }) => time <= until)];
}

/**
 * The position after more events have been processed.
 * @param events all that are later than its floor, oldest first, or the oldest of them
 * @param done IDs of the processed ones
 * @param newest a time that the log has reached, if everything before it has been processed
 */
export function advanced(
	position: Position,
	events: LoggedEvent[],
	done: ReadonlySet<string>,
	newest = 0,
): Position {
	const finished = events.filter(({ pk }) => done.has(pk));
	const open = events.find(({ pk }) => !done.has(pk));
	const beforeOpen = open ? timeOf(open) - 1 : Infinity;
	const last = finished.length > 0 ? timeOf(finished[finished.length - 1]) : 0;
	const settled = settledBefore(Math.max(last, newest));
	// At most that many IDs, but never without those of the newest time: more events may share it.
	const excess = finished[finished.length - CAPACITY - 1];
	const bounded = excess ? Math.min(timeOf(excess), last - 1) : 0;
	const floor = Math.max(position.floor, Math.min(Math.max(settled, bounded), beforeOpen));
	return {
		...position,
		floor,
		seen: finished.filter((event) => timeOf(event) > floor).map(({ pk }) => pk),
		earlier: position.earlier.filter(({ until }) => until > floor),
	};
}
