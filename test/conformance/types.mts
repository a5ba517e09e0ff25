/**
 * The answers of authentik and the node, as much as the cases read: named and typed by the newest official client, with
 * what only other releases have.
 */
import type * as api from '@goauthentik/api-2026.8';
import type { IDataObject } from 'n8n-workflow';

import type { SyncStatus } from '../../nodes/Authentik/shared/apiTypes.ts';
import type { AuthentikEvent } from '../../nodes/Authentik/trigger/event.ts';
import type { Wire } from '../../sandbox/core/state/wire.ts';
import type { Outcome } from '../support/engine.ts';
import type { locator } from '../support/node.ts';

/** One page of a list. */
export interface Page<Row> {
	pagination: Wire<api.Pagination>;
	results: Row[];
}

export type Provider = Wire<api.SCIMProvider> & { token?: string };
export type Mapping = Wire<api.SCIMMapping>;
export type Application = Wire<api.Application>;
export type User = Wire<api.User>;
export type Group = Wire<api.Group> & { parent?: string | null; parent_name?: string | null };
/** The client renames `default`, since the word means something in JavaScript. */
export type Brand = Pick<Wire<api.Brand>, 'brand_uuid' | 'flow_recovery'> & { default: boolean };
export type Flow = Wire<api.Flow>;
export type Source = Wire<api.OAuthSource>;
export type Invitation = Wire<api.Invitation>;
export type Token = Wire<api.Token>;
export type LoggedEvent = Omit<Wire<api.Event>, 'context'> & Pick<AuthentikEvent, 'context'>;

/** The user of a token. */
export type Me = Wire<api.SessionUser>;

/** The rows of each kind of object that a trigger creates. */
export interface TriggerRows {
	mapping: Wire<api.NotificationWebhookMapping>;
	group: Group;
	transport: Wire<api.NotificationTransport>;
	rule: Wire<api.NotificationRule> & { group?: string | null };
	matcher: Wire<api.EventMatcherPolicy>;
	binding: Wire<api.PolicyBinding>;
}

/** The output of the node for the objects of a resource. */
interface Items {
	apiRequest: IDataObject;
	scimProvider: Provider & { unchanged?: boolean };
	scimMapping: Mapping;
	application: Application;
	user: User;
	group: Group;
	role: { pk: string; name: string };
	event: LoggedEvent;
	invitation: Invitation & { link: string; slug: string; username: string };
	token: Token;
	provisionedUser: Wire<api.SCIMProviderUser>;
	provisionedGroup: Wire<api.SCIMProviderGroup>;
}

/** The output of operations that are not about objects of their resource. */
interface OtherItems {
	'role/assignPermissions': { assigned: string[]; left_out?: string[] };
	'role/unassignPermissions': { unassigned: string[] };
	'scimProvider/getDependents': Wire<api.UsedBy>;
	'scimProvider/getSyncStatus': SyncStatus;
	'scimProvider/sync': SyncReport;
	'scimProvider/syncUser': SyncReport;
	'scimProvider/syncGroup': SyncReport;
	'scimMapping/test': { result: unknown };
	'application/checkAccess': { application: string; user: number; passing: boolean };
	'application/getBindings': BindingRow;
	'application/grantAccess': BindingRow & { created: boolean };
	'application/revokeAccess': { bindings_removed: number; bindings_left: number };
	'user/createServiceAccount': ServiceAccount;
	'user/createRecoveryLink': { link: string };
	'user/getDevices': { device_type: string };
	'user/removeDevices': { pk: number; username: string; devices_removed: unknown[] };
	'user/getGroups': Group;
	'user/setGroups': Record<'groups_added' | 'groups_removed', Array<Pick<Group, 'pk' | 'name'>>> & {
		groups_kept: number;
	};
	'group/getMembers': User;
	'group/setMembers': Record<
		'members_added' | 'members_removed',
		Array<Pick<User, 'pk' | 'username'>>
	> & { members_kept: number };
	'token/getKey': { identifier: string; key: string };
	'token/rotate': { identifier: string; key: string };
}

/** A binding with the name of what it binds. */
type BindingRow = Omit<Wire<api.PolicyBinding>, 'group_obj' | 'policy_obj' | 'user_obj'> & {
	name?: string;
	username?: string;
};

/** A service account; its group and its API token only where they were requested. */
type ServiceAccount = Omit<Wire<api.UserServiceAccountResponse>, 'group_pk'> & {
	group_pk?: string;
	api_token?: ApiToken;
};

interface ApiToken {
	key: string;
	expires: string | null;
}

interface SyncReport {
	result: string;
	warnings: string[];
	log: Array<{ message: string; level: string }>;
	failures: number;
	linked?: boolean;
	user?: number;
	group?: string;
}

export type Resource = keyof Items;

/** An item of an operation. */
export type ItemOf<
	R extends Resource,
	Operation extends string,
> = `${R}/${Operation}` extends keyof OtherItems ? OtherItems[`${R}/${Operation}`] : Items[R];

/** An item that a trigger starts a workflow with. */
export type TriggerItem = IDataObject &
	AuthentikEvent & {
		model: AuthentikEvent['context']['model'] | null;
		changed_by: IDataObject | null;
	};

/** A resource locator's value. */
export type Locator = ReturnType<typeof locator>;

/** An object, and how the node finds it. */
export type Located<Row> = Row & { locator: Locator };

/** An error of the node or of authentik. */
export type NodeFailure = NonNullable<Outcome['error']>;
