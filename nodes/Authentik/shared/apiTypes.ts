import type { IDataObject } from 'n8n-workflow';

/*
 * The responses of authentik's API: for each object, the fields that this package reads. Fields that some releases lack
 * are optional. Aliases instead of interfaces, because only an alias is assignable to n8n's IDataObject.
 * test/contract/apiTypes.ts compares them with the official clients, whose own types are in camelCase.
 */

/** A page of any list (authentik/api/pagination.py). */
export type Page<Row extends IDataObject = IDataObject> = {
	pagination: { next: number; count: number; total_pages: number; current?: number };
	results: Row[];
};

/** An object of any kind, for code that works with more than one kind and reads its other fields by variable names. */
export type AnyObject = IDataObject & { pk: number | string; name?: string; username?: string };

/** `/admin/version/` */
export type Version = { version_current?: string };

/** A user: `/core/users/`. */
export type User = {
	pk: number;
	username: string;
	name: string;
	is_active: boolean;
	type: string;
	/** IDs of the groups that the user is a direct member of. */
	groups: string[];
	/** The same groups; null in lists without `include_groups`. */
	groups_obj: Array<Pick<Group, 'pk' | 'name'>> | null;
};

/** A single user, which always has its groups: `/core/users/<pk>/`. */
export type UserWithGroups = User & { groups_obj: NonNullable<User['groups_obj']> };

/** The owner of the token: `/core/users/me/`. */
export type Self = { user: CurrentUser };

/** The user in the response of `/core/users/me/`. */
export type CurrentUser = { pk: number; username: string; is_superuser: boolean };

/** The response of `/core/users/service_account/`. */
export type ServiceAccount = { user_pk: number; username: string };

/** A session of a user: `/core/authenticated_sessions/`. */
export type UserSession = { uuid: string; user: number };

/** An authenticator of a user: `/authenticators/admin/all/`. */
export type Device = {
	pk: number | string;
	name: string;
	/** Such as `authentik_stages_authenticator_totp.totpdevice`. */
	meta_model_name: string;
};

/** A token: `/core/tokens/`. */
export type Token = {
	identifier: string;
	/** ID of the owner. */
	user: number;
	user_obj: Pick<User, 'username'> | null;
	description: string;
	expires: string | null;
	expiring: boolean;
	/** Set for tokens that authentik itself manages. */
	managed: string | null;
};

/** The key of a token: `/core/tokens/<identifier>/view_key/`. */
export type TokenKey = { key: string };

/** A group: `/core/groups/`. */
export type Group = {
	pk: string;
	name: string;
	/** IDs of the direct members. */
	users: number[];
	/** The same users; null without `include_users`. */
	users_obj: Array<Pick<User, 'pk' | 'username'>> | null;
	/** Up to 2025.10. */
	parent?: string | null;
	/** From 2025.12 on. */
	parents?: string[];
	/** From 2025.8 on. */
	children?: string[];
};

/** A group with its members: `/core/groups/<pk>/` with `include_users`. */
export type GroupWithMembers = Group & { users_obj: NonNullable<Group['users_obj']> };

/** A role: `/rbac/roles/`. */
export type Role = { pk: string; name: string };

/** A permission of the server: `/rbac/permissions/`. */
export type Permission = { name: string; codename: string; app_label: string; model: string };

/** An application: `/core/applications/`. */
export type Application = {
	pk: string;
	/** The ID in bindings, in the releases that distinguish it from `pk`. */
	pbm_uuid?: string;
	name: string;
	slug: string;
	launch_url: string | null;
	/** IDs of the providers that sync, such as SCIM providers. */
	backchannel_providers: number[];
	backchannel_providers_obj: Array<Pick<Provider, 'pk' | 'name'>>;
};

/** Whether an application lets a user in: `/core/applications/<slug>/check_access/`. */
export type AccessCheck = { passing: boolean };

/** One of the rows that decide who may open an application: `/policies/bindings/`. */
export type PolicyBinding = {
	pk: string;
	order: number;
	enabled: boolean;
	negate: boolean;
	group: string | null;
	policy: string | null;
	user: number | null;
};

/** A policy of any type: `/policies/all/`. */
export type Policy = { pk: string; name: string; verbose_name: string };

/**
 * A provider of any type: `/providers/all/`. Without an application, the slugs are missing up to 2025.6, and null
 * later.
 */
export type Provider = {
	pk: number;
	name: string;
	verbose_name: string;
	assigned_application_slug?: string | null;
	assigned_backchannel_application_slug?: string | null;
};

/** A SCIM provider: `/providers/scim/`. */
export type ScimProvider = {
	pk: number;
	name: string;
	url: string;
	dry_run?: boolean;
	exclude_users_service_account: boolean;
	/** ID of a group; up to 2025.12. */
	filter_group?: string | null;
	/** IDs of groups; from 2026.2 on. */
	group_filters?: string[];
	/** IDs of the mappings for users, and for groups. */
	property_mappings: string[];
	property_mappings_group: string[];
	/** See Provider. */
	assigned_backchannel_application_slug?: string | null;
	assigned_backchannel_application_name?: string | null;
};

/** The status of a provider's sync: `/providers/scim/<ID>/sync/status/`. */
export type SyncStatus = {
	is_running: boolean;
	/** Up to 2025.6. */
	tasks?: SystemTask[];
	last_successful_sync?: string;
};

/** A task of authentik's worker, up to 2025.6. */
export type SystemTask = { uuid: string; finish_timestamp: string; messages: LogLine[] };

/** The response of `/providers/scim/<ID>/sync/object/`. */
export type ObjectSync = { messages: LogLine[] };

/** A task of authentik's worker, from 2025.8 on: `/tasks/tasks/`. 2025.8 calls logs messages. */
export type WorkerTask = {
	message_id: string;
	actor_name: string;
	uid: string;
	state: string;
	logs?: LogLine[];
	messages?: LogLine[];
	previous_logs?: LogLine[];
	previous_messages?: LogLine[];
};

/** When a task runs, from 2025.8 on: `/tasks/schedules/`. */
export type Schedule = { id: string };

/** One line of a task's log (authentik/events/logs.py). */
export type LogLine = {
	timestamp: string;
	log_level: string;
	event: string;
	attributes?: {
		/** The object that is synced. */
		obj?: { pk?: number | string; username?: string; name?: string };
		/** The request that a dry run does not send. */
		method?: string;
		url?: string;
		exception?: Array<{ exc_type?: string }>;
	};
};

/** A mapping of SCIM providers: `/propertymappings/provider/scim/`. */
export type ScimMapping = {
	pk: string;
	name: string;
	expression: string;
	/** Set for mappings that come with authentik. */
	managed: string | null;
};

/** The response of `/propertymappings/all/<ID>/test/`. */
export type MappingTest = { result: string; successful: boolean };

/** The link from a user to its remote object: `/providers/scim_users/`. */
export type ProvisionedUser = {
	id: string;
	scim_id: string;
	provider: number;
	user: number;
	user_obj: Pick<User, 'username'>;
};

/** The link from a group to its remote object: `/providers/scim_groups/`. */
export type ProvisionedGroup = {
	id: string;
	scim_id: string;
	provider: number;
	group: string;
	group_obj: Pick<Group, 'name'>;
};

/** A flow: `/flows/instances/`. */
export type Flow = { pk: string; name: string; slug: string };

/** An email stage: `/stages/email/`. */
export type EmailStage = { pk: string; name: string };

/** An invitation: `/stages/invitation/invitations/`. */
export type Invitation = {
	pk: string;
	name: string;
	expires: string | null;
	flow_obj: Pick<Flow, 'slug'>;
};

/** A source of accounts: `/sources/oauth/`. */
export type OAuthSource = { pk: string; name: string; slug: string };

/** An event of the log: `/events/events/`. */
export type LoggedEvent = {
	pk: string;
	action: string;
	app: string;
	user: EventUser;
	context: IDataObject & {
		model?: EventModel;
		http_request?: { path?: string; method?: string; request_id?: string };
		username?: string;
	};
	client_ip: string | null;
	created: string;
};

/** The user who caused an event; empty if there was none. */
export type EventUser = IDataObject & {
	pk?: number;
	username?: string;
	email?: string;
	is_anonymous?: boolean;
};

/** An object as events describe it (model_to_dict in authentik/events/utils.py). */
export type EventModel = {
	app?: string;
	model_name?: string;
	pk?: string | number;
	name?: string;
};
