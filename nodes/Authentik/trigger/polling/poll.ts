import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { count as wholeNumber } from '../../rules/scalars';
import type { LoggedEvent } from '../../shared/apiTypes';
import { currentUser } from '../../transport/currentUser';
import { withLock } from '../../transport/lock';
import { sessionOf } from '../../transport/session';
import { settled } from '../../transport/settled';
import type { Choice } from '../choice';
import { checkedFilters, choiceOf, isWanted } from '../choice';
import { itemOf } from '../event';
import { asTriggerError, isDownAtStart } from '../errors';
import { keyOf } from '../key';
import { Memory } from '../memory';
import { noteUpdate } from '../relations';
import { EventLog } from './log';
import type { PollData, Position } from './position';
import { advanced, choicesFor } from './position';
import { queryFor } from './query';
import { DEFAULT_MAXIMUM } from './settings';

/** The last sentence of refusals. */
const NOTHING_READ = 'No events were read.';

/** How many events the editor shows. */
const SAMPLES = 10;

/** The default severity of events from a rule, also used by the webhook trigger's rule. */
const severity = 'notice';

/** The options of the node. */
interface Options {
	maximumEvents?: unknown;
	rawOutput?: boolean;
	startFromNow?: boolean;
}

/** The activations whose first poll is over; n8n creates a context for each. */
const begun = new WeakSet<IPollFunctions>();

/**
 * Reads the events that authentik has logged since the last poll.
 * @returns null if no event starts the workflow
 * @throws NodeApiError or NodeOperationError; the position then stays the same
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isTest = context.getMode() === 'manual';
	const reading = isTest
		? sampleEvents(context)
		: withLock(keyOf(context), async () => await newEvents(context));
	const outcome = await settled(reading);
	if (outcome.status === 'rejected') {
		const error = outcome.reason as Error;
		if (begun.has(context) || !isDownAtStart(context, error)) {
			throw asTriggerError(context, error, NOTHING_READ);
		}
		begun.add(context);
		context.logger.warn(`${context.getNode().name}: could not read events yet: ${error.message}`);
		return null;
	}
	begun.add(context);
	const { rawOutput } = optionsOf(context);
	const items = outcome.value.map((event) => ({
		json: rawOutput ? event : itemOf({ ...event, severity }),
	}));
	return items.length > 0 ? [items] : null;
}

/** The newest events that would start the workflow; they are not remembered. */
async function sampleEvents(context: IPollFunctions): Promise<LoggedEvent[]> {
	const { choice, log } = await opened(context);
	const { pk: self } = await currentUser(context);
	const wantedOf = (events: LoggedEvent[]) => {
		const memory = new Memory();
		return events.filter((event) =>
			isWanted(choice, event, { changesRelation: noteUpdate(event, memory), self }),
		);
	};
	const events = await log.samples((found) => wantedOf(found).length >= SAMPLES);
	return wantedOf(events).slice(-SAMPLES);
}

async function newEvents(context: IPollFunctions): Promise<LoggedEvent[]> {
	const data = context.getWorkflowStaticData('node') as PollData;
	const { choice, log, maximum } = await opened(context);
	const { server } = await sessionOf(context);
	const stored = data.position as Position | undefined;
	const keep = (position: Position) => (data.position = position as Position & IDataObject);

	if (stored?.server !== server || startsFromNow(context)) {
		const start = { server, floor: 0, seen: [], choice, earlier: [] };
		const events = await log.end();
		keep(advanced(start, events, new Set(events.map(({ pk }) => pk))));
		return [];
	}
	const { position, newest } = await withChoice(stored, choice, log);
	if (position !== stored) keep(position);

	const done = new Set(position.seen);
	const excerpt = await log.after(position, done, maximum);
	const { quiet = 0 } = position;
	if (!excerpt.events) {
		keep({ ...position, count: excerpt.count, quiet: quiet + 1 });
		return [];
	}
	const { events, count, isCut } = excerpt;
	const hasNews = events.some(({ pk }) => !done.has(pk));
	const wants = hasNews ? await wanting(context, position) : () => false;
	const found: LoggedEvent[] = [];
	const memory = new Memory();
	for (const event of events) {
		const changesRelation = noteUpdate(event, memory);
		if (done.has(event.pk)) continue;
		if (found.length === maximum) break;
		done.add(event.pk);
		if (wants(event, changesRelation)) found.push(event);
	}
	const isAll = !isCut && events.every(({ pk }) => done.has(pk));
	const next = advanced(position, events, done, isAll ? newest : 0);
	keep({ ...next, count: isAll ? count : undefined, quiet: hasNews ? 0 : quiet + 1 });
	return found;
}

/** The log, filtered by the chosen events. */
async function opened(context: IPollFunctions) {
	const { filters, ...rest } = choiceOf(context);
	const choice: Choice = { ...rest, filters: checkedFilters(filters) };
	const log = new EventLog(context, await queryFor(context, choice));
	const { maximumEvents = DEFAULT_MAXIMUM } = optionsOf(context);
	return { choice, log, maximum: wholeNumber(maximumEvents, 'Maximum Events') };
}

/** Whether this is the first poll after the workflow was published, and earlier events do not matter. */
function startsFromNow(context: IPollFunctions): boolean {
	const isFirst = context.getActivationMode() === 'activate' && !begun.has(context);
	return isFirst && optionsOf(context).startFromNow === true;
}

/**
 * The position for these parameters. Events from before a change of the parameters must also match the earlier choice:
 * nobody expects days of events that the trigger ignored until then.
 * @returns also the time of the newest event at the change
 */
async function withChoice(position: Position, choice: Choice, log: EventLog) {
	if (JSON.stringify(choice) === JSON.stringify(position.choice)) return { position, newest: 0 };
	const newest = await log.newest();
	const earlier = [...position.earlier, { ...position.choice, until: newest }];
	return { position: { ...position, choice, earlier, count: undefined }, newest };
}

/** Returns a check whether an event after a position starts the workflow. */
async function wanting(context: IPollFunctions, position: Position) {
	const { pk: self } = await currentUser(context);
	return (event: LoggedEvent, changesRelation: boolean) =>
		choicesFor(position, event).every((choice) =>
			isWanted(choice, event, { changesRelation, self }),
		);
}

function optionsOf(context: IPollFunctions): Options {
	return context.getNodeParameter('options', {}) as Options;
}
