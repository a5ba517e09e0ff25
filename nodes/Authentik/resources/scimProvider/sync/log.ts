import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { LogLine } from '../../../shared/apiTypes';

/** The beginnings of lines in a sync's log (authentik/lib/sync/outgoing/tasks.py). */
const BEGINNINGS = {
	page: 'Syncing page ',
	unsent: 'Dropping mutating request',
	skipped: 'Synchronization is already running',
	detached: 'No provider found',
} as const;

/** The lines of one type. */
export function linesAbout(what: keyof typeof BEGINNINGS, log: LogLine[]): LogLine[] {
	return log.filter(({ event }) => event.startsWith(BEGINNINGS[what]));
}

/** A line about a problem, and what it is about if the line itself does not say so. */
export interface Trouble extends LogLine {
	about?: string;
}

const SHOWN_LINES = 5;

const RUNNING_ON =
	'authentik continues the sync. Raise the Time Limit, or check it later with Get Sync Status.';

/** What to do if no specific remedy is known. */
const CHECK =
	'Check the SCIM target, and the mappings of the provider with the operation Test of SCIM Mapping.';

/** Remedies for lines that do not name one. */
const REMEDIES: ReadonlyArray<[applies: (line: LogLine) => boolean, remedy: string]> = [
	[
		(line) => linesAbout('detached', [line]).length > 0,
		'The provider is not attached to an application. Use Attach to Application, then sync again.',
	],
	[
		isConflict,
		'The object already exists at the target. Link it with the operation Link of Provisioned User or Provisioned Group, or delete it at the target. Then sync again.',
	],
];

/**
 * The error of a sync that failed or did not end in time, for full syncs and for those of one object.
 * @param what the name of the sync, for use in a sentence
 * @param trouble the lines about problems; at least one unless the time is up
 * @param seconds the time limit, if it was exceeded
 */
export function syncError(
	context: IExecutePaginationFunctions,
	what: string,
	trouble: Trouble[],
	seconds?: number,
): NodeOperationError {
	const causes = trouble.filter((line) => !isEcho(line));
	const lines = causes.length > 0 ? causes : trouble;
	const texts = [...new Set(lines.map(textOf))];
	const more = texts.length - SHOWN_LINES;
	const message =
		seconds === undefined
			? `The sync of ${what} failed: ${texts[0]}`
			: [
					`The sync of ${what} is still running after ${seconds} seconds`,
					...texts.slice(0, 1),
				].join(': ');
	const remedies = REMEDIES.filter(([applies]) => lines.some(applies)).map(([, remedy]) => remedy);
	if (seconds !== undefined) remedies.push(RUNNING_ON);
	const description = [
		...(remedies.length > 0 ? remedies : [CHECK]),
		// A single line is already in the title.
		...(texts.length > 1 ? ['authentik logged:', ...texts.slice(0, SHOWN_LINES)] : []),
		...(more > 0 ? [`and ${more} more`] : []),
	].join('\n');
	const itemIndex = context.getItemIndex();
	return new NodeOperationError(context.getNode(), message, { description, itemIndex });
}

/** A log line as the item contains it. */
export function logLineOutput({ timestamp, log_level, event, attributes }: LogLine): IDataObject {
	const object = attributes?.obj;
	return { timestamp, level: log_level, message: event, ...(object ? { object } : {}) };
}

/** The task of a full sync only repeats that one of its pages failed (dramatiq's ResultFailure). */
function isEcho({ event }: LogLine): boolean {
	return event.startsWith('actor raised');
}

/** Whether the target answered 409; authentik logs only the exception's text and type. */
function isConflict({ event, attributes }: LogLine): boolean {
	const [exception] = attributes?.exception ?? [];
	return (
		exception?.exc_type === 'ObjectExistsSyncException' ||
		/<Response \[409\]>|'status': '?409\b/.test(event)
	);
}

/** A line in words: a conflict is logged only as `<Response [409]>`. */
function textOf(line: Trouble): string {
	const about = objectIn(line) ?? line.about;
	if (!isConflict(line)) return line.event.trim().replace(/\s*\n\s*/g, ' ');
	return `The target returned 409 (conflict)${about ? ` for ${about}` : ''}`;
}

function objectIn({ attributes }: LogLine): string | undefined {
	const { username, name } = attributes?.obj ?? {};
	if (username !== undefined) return `the user '${username}'`;
	return name === undefined ? undefined : `the group '${name}'`;
}
