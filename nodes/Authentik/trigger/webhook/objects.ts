import type { IDataObject } from 'n8n-workflow';

/** The last sentence of refusals before the first object. */
export const NOTHING_CREATED = 'Nothing was created in authentik.';

type Action = 'add' | 'delete' | 'view';

/** The kinds of objects that make authentik call a webhook. */
interface ObjectKind {
	/** Its name in errors. */
	noun: string;
	url: string;
	/** The app and model of authentik's permissions. */
	permission: (action: Action) => string;
	/** A body that authentik refuses without saving anything, unless it refuses the user. */
	incomplete: IDataObject;
}

export const WEBHOOK_OBJECTS = {
	mapping: {
		noun: 'webhook mapping',
		url: '/propertymappings/notification/',
		permission: (action) => `authentik_events.${action}_notificationwebhookmapping`,
		incomplete: { name: '' },
	},
	group: {
		noun: 'group',
		url: '/core/groups/',
		permission: (action) => `authentik_core.${action}_group`,
		incomplete: { name: '' },
	},
	transport: {
		noun: 'notification transport',
		url: '/events/transports/',
		permission: (action) => `authentik_events.${action}_notificationtransport`,
		incomplete: { name: '' },
	},
	rule: {
		noun: 'notification rule',
		url: '/events/rules/',
		permission: (action) => `authentik_events.${action}_notificationrule`,
		incomplete: { name: '' },
	},
	matcher: {
		noun: 'event matcher policy',
		url: '/policies/event_matcher/',
		permission: (action) => `authentik_policies_event_matcher.${action}_eventmatcherpolicy`,
		// authentik crashes without an action.
		incomplete: { action: null, name: '' },
	},
	binding: {
		noun: 'policy binding',
		url: '/policies/bindings/',
		permission: (action) => `authentik_policies.${action}_policybinding`,
		incomplete: { order: 0 },
	},
} as const satisfies Record<string, ObjectKind>;

export type WebhookObject = keyof typeof WEBHOOK_OBJECTS;

/** An object that a registration created. */
export interface CreatedObject {
	/** See Creation in plan.ts. */
	key: string;
	kind: WebhookObject;
	pk: string;
}

/** The order in which authentik allows the objects to be deleted. Bindings are deleted with their rule. */
export const REMOVAL_ORDER: WebhookObject[] = ['rule', 'matcher', 'transport', 'mapping', 'group'];

/** The permissions that a token's user needs to activate, check and deactivate the trigger. */
export function permissionsOn(
	kind: WebhookObject,
): Record<'add' | 'view', string> & { delete?: string } {
	const { permission } = WEBHOOK_OBJECTS[kind];
	const removal = REMOVAL_ORDER.includes(kind) ? { delete: permission('delete') } : {};
	return { view: permission('view'), add: permission('add'), ...removal };
}
