import type { Authentik } from '../../core/call';
import { BEHAVIOUR, holds } from '../../core/releases';
import type { Notification } from '../../core/state/notification-models';
import type { EventRow } from '../../core/state/signin-models';
import type { PythonObject } from '../../python/run';
import { userObject } from './expressions';

/** An event as expressions see it. */
export function eventObject({ pk, created, expires, ...columns }: EventRow): PythonObject {
	const key = { $kind: 'UUID', value: pk };
	return {
		$kind: 'Event',
		$model: 'authentik_events.event',
		...columns,
		pk: key,
		event_uuid: key,
		created: { $kind: 'datetime', value: created },
		expires: { $kind: 'datetime', value: expires },
	};
}

/** A notification as expressions see it: it is not saved yet, so it has no date. */
export function notificationObject(
	{ event, body, severity, user }: Notification,
	{ state, release }: Authentik,
): PythonObject {
	const hasLink = holds(release, BEHAVIOUR.notificationLinks);
	return {
		$kind: 'Notification',
		body,
		severity,
		event: eventObject(event),
		user: userObject(user, state),
		created: null,
		seen: false,
		...(hasLink ? { hyperlink: null, hyperlink_label: null } : {}),
	};
}
