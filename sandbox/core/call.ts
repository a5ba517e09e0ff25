import type { Release } from '../../nodes/Authentik/shared/releases';
import { holds, type When } from './releases';
import type { UserRow } from './state/models';
import type { Notification, TransportRow } from './state/notification-models';
import type { EventRow } from './state/signin-models';
import type { State } from './state/state';
import type { TaskQueue } from './tasks/queue';

/** What tells people of events. */
export interface Notifier {
	/** Holds an event against every rule. */
	dispatch(event: EventRow, authentik: Authentik): void;
	/** Sends a notification; the answer in words. */
	send(
		transport: TransportRow,
		notification: Notification,
		authentik: Authentik,
	): Promise<string[]>;
}

/** The server that a request reaches: its release, its settings and what it remembers. */
export interface Authentik {
	readonly release: Release;
	readonly version: string;
	readonly state: State;
	readonly pageSize: { default: number; max: number };
	/** The worker, which does what no request waits for. */
	readonly tasks: TaskQueue;
	readonly notifications: Notifier;
	/** Aborted when the sandbox is closed. */
	readonly closing: AbortSignal;
	/** Milliseconds that a full sync takes for each page, besides its requests. */
	readonly pageDuration: number;
	/** How long an authentik minute takes here: 1 is as long as elsewhere. */
	readonly timeScale: number;
	/** Whether deleting crashes while something is being done for what goes with it. */
	readonly deletesCrash: boolean;
	/** Whether SCIM targets and webhooks on other machines may be reached. */
	readonly allowRemoteTargets: boolean;
	/** Where it is reached, known once it listens. */
	url: string;
}

/** One request, as the views see it. */
export interface Call {
	readonly authentik: Authentik;
	readonly method: string;
	/** With `/api/v3`. */
	readonly path: string;
	/** What the answer's `X-authentik-id` says. */
	readonly id: string;
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string>>;
	/** The body as it was sent. */
	readonly text: string;
	/** Who asks; undefined for nobody. */
	readonly user: UserRow | undefined;
	/** The parsed JSON body. Refuses it the first time it is asked for, as late as authentik does. */
	body(): unknown;
}

/** What is sent back. Without a body it is empty. */
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
