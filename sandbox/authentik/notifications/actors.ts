/** What the background work of notifications is called, and how it is described. */
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

/** What an actor says that it does; undefined: it is none of these. */
export function notificationDescription(actor: string): string | undefined {
	return DESCRIPTIONS[actor.slice(MODULE.length) as NotificationActor];
}
