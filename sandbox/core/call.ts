import type { Release } from '../../nodes/Authentik/shared/releases';
import { holds, type When } from './releases';
import type { UserRow } from './state/models';
import type { Notification, TransportRow } from './state/notification-models';
import type { EventRow } from './state/signin-models';
import type { State } from './state/state';
import type { TaskQueue } from './tasks/queue';

/** Notifies people of events. */
export interface Notifier {
	/** Checks an event against every rule. */
	dispatch(event: EventRow, authentik: Authentik): void;
	/** Sends a notification; returns the answer in words. */
	send(
		transport: TransportRow,
		notification: Notification,
		authentik: Authentik,
	): Promise<string[]>;
}

/** The server that a request reaches: its release, its settings and its state. */
export interface Authentik {
	readonly release: Release;
	readonly version: string;
	readonly state: State;
	readonly pageSize: { default: number; max: number };
	/** The worker, for what no request waits for. */
	readonly tasks: TaskQueue;
	readonly notifications: Notifier;
	/** Aborted when the sandbox is closed. */
	readonly closing: AbortSignal;
	/** Milliseconds that a full sync takes for each page, besides its requests. */
	readonly pageDuration: number;
	/** The duration of an authentik minute here: 1 is real time. */
	readonly timeScale: number;
	/** Whether deletions crash while a task that is deleted along with them runs. */
	readonly deletesCrash: boolean;
	/** Whether SCIM targets and webhooks on other machines may be reached. */
	readonly allowRemoteTargets: boolean;
	/** Its address, known once it listens. */
	url: string;
}

/** One request, as the views see it. */
export interface Call {
	readonly authentik: Authentik;
	readonly method: string;
	/** With `/api/v3`. */
	readonly path: string;
	/** The value of the answer's `X-authentik-id`. */
	readonly id: string;
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string>>;
	/** The body as it was sent. */
	readonly text: string;
	/** The caller; undefined without a sign-in. */
	readonly user: UserRow | undefined;
	/** The parsed JSON body. An invalid one is refused at the first read, as late as in authentik. */
	body(): unknown;
}

/** The answer. Without a body it is empty. */
export interface Answer {
	status: number;
	body?: unknown;
}

/** Whether the called release has something that exists `when`. */
export function has(call: Call, when: When): boolean {
	return holds(call.authentik.release, when);
}

/** The value of a boolean query parameter that authentik reads itself (not a filter). */
export function flag(call: Call, name: string, otherwise: boolean): boolean {
	const value = call.query.get(name)?.toLowerCase();
	if (value === undefined) return otherwise;
	return ['true', 't', 'yes', 'y', 'on', '1'].includes(value);
}
