import type { IDataObject } from 'n8n-workflow';

import { isUuid, withDashes } from '../rules/ids';
import { isObject } from '../rules/json';
import type { EventUser, LoggedEvent } from '../shared/apiTypes';

/** The event as n8n receives it from our body mapping (see webhook/expressions.ts). */
export type AuthentikEvent = LoggedEvent & { severity: string; body: string };

/** The event in the body of a delivery; undefined if the body contains none. */
export function eventFrom(body: unknown): AuthentikEvent | undefined {
	if (!isObject(body)) return undefined;
	const { pk, action, user, context } = body;
	const complete = typeof pk === 'string' && isUuid(pk) && typeof action === 'string';
	// Empty dictionaries arrive as such, but other kinds of mappings omit them.
	if (!complete || !isObject(user) || !isObject(context)) return undefined;
	return body as AuthentikEvent;
}

/** `app.model` of the object that an event is about, if any. */
export function modelOf({ context }: LoggedEvent): string | undefined {
	const { app, model_name } = context.model ?? {};
	return app && model_name ? `${app}.${model_name}` : undefined;
}

/** The item that a workflow starts with: the event, what it is about, and who caused it. */
export function itemOf(event: Omit<AuthentikEvent, 'body'>): IDataObject {
	const { pk, action, app, user, client_ip, created, severity } = event;
	const context = dashed(event.context) as LoggedEvent['context'];
	// In the order in which the editor shows them, the most important first.
	return {
		action,
		model: context.model ?? null,
		changed_by: actorOf(user),
		client_ip,
		// In the API's format; a delivery contains Python's format for UTC.
		created: created.replace(/\+00:00$/, 'Z'),
		severity,
		app,
		pk: withDashes(pk),
		user,
		context,
	};
}

/** The user who caused the event, also while impersonating another user; null if nobody was signed in. */
function actorOf({ pk, username, email, is_anonymous }: EventUser): IDataObject | null {
	return username === undefined || is_anonymous ? null : { pk, username, email };
}

/** authentik removes the dashes from UUIDs in events; the API expects them. */
function dashed(value: unknown, key = ''): unknown {
	if (typeof value === 'string') return /(?:^pk|uuid)$/.test(key) ? withDashes(value) : value;
	if (Array.isArray(value)) return value.map((entry) => dashed(entry, key));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [name, dashed(entry, name)]),
	);
}
