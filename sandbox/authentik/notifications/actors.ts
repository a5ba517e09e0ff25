/** Names and descriptions of the background work for notifications. */
const DESCRIPTIONS = {
	event_trigger_handler:
		'Check if policies attached to NotificationRule match event and dispatch notification tasks.',
	notification_transport: 'Send notification.',
} as const;

export type NotificationActor = keyof typeof DESCRIPTIONS;

const MODULE = 'authentik.events.tasks.';

/** The full name of an actor. */
export function notificationActor(name: NotificationActor): string {
	return MODULE + name;
}

/** The description of an actor; undefined if it is none of these. */
export function notificationDescription(actor: string): string | undefined {
	return DESCRIPTIONS[actor.slice(MODULE.length) as NotificationActor];
}
