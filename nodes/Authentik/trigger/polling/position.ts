import type { IDataObject } from 'n8n-workflow';

import type { LoggedEvent } from '../../shared/apiTypes';
import type { Choice } from '../choice';

/**
 * How long an event may take from its time to the log, in microseconds: authentik notes the time first, and others
 * see the event when its transaction ends. A minute is what proxies give a request. Clocks of several authentik
 * processes may differ as much.
 */
const MARGIN = 60_000_000;

/** How many IDs a position holds, unless more events than that are of one microsecond. */
export const CAPACITY = 1_000;

/** What was chosen before the parameters changed. */
interface EarlierChoice extends Choice {
	/** The newest event in the log when they changed. */
	until: number;
}

/** How far a trigger has read the event log, in authentik's own times. */
export interface Position {
	/** Root of the API that the log belongs to. */
	server: string;
	/** Everything up to this time is done with, in microseconds. */
	floor: number;
	/** IDs of the later events that are done with. */
	seen: string[];
	/** How long the list was when everything in it was done with; undefined while something is not. */
	count?: number;
	/** How many polls in a row have had no news. */
	quiet?: number;
	choice: Choice;
	earlier: EarlierChoice[];
}

/** The static data of the node. */
export interface PollData extends IDataObject {
	position?: Position & IDataObject;
}

/** The time of an event in microseconds, of which JavaScript's own dates only know milliseconds. */
export function timeOf({ created }: Pick<LoggedEvent, 'created'>): number {
	const [, micros = 0] = /\.\d{3}(\d{3})/.exec(created) ?? [];
	return Date.parse(created) * 1000 + Number(micros);
}

/**
 * Up to when nothing can turn up any more that is not in the log yet, given its newest event. n8n's clock only
 * makes it earlier: while authentik's is ahead, it may be set right, and later events get earlier times.
 */
export function settledBefore(newest: number): number {
	return Math.min(newest, Date.now() * 1000) - MARGIN;
}

/** The choices that an event must fit: the present one, and what was chosen when it happened. */
export function choicesFor({ choice, earlier }: Position, event: LoggedEvent): Choice[] {
	const time = timeOf(event);
	return [choice, ...earlier.filter(({ until }) => time <= until)];
}

/**
 * The position after some more events are done with.
 * @param events all that are later than its floor, oldest first, or the oldest of them
 * @param done IDs of those that are done with
 * @param newest a time that the log has reached, when all before it is done with
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
	// As few IDs as that, but never one of the newest moment: more events of it may come.
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
