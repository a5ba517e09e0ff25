import type { IDataObject } from 'n8n-workflow';

import { viewPermissions } from '../shared/permissions';

/** A kind of object that locators can also name by other unique or readable fields: authentik is asked for the ID. */
export interface Kind {
	noun: string;
	/** The list to query, and parameters that keep its responses small or complete. */
	url: string;
	qs?: IDataObject;
	permission: string;
	/** The field that identifies an object of this kind in authentik's API. */
	id: 'pk' | 'slug';
	/** The other modes of a locator. Each is also a column of the list. The value is its name in texts. */
	modes: Readonly<Record<string, string>>;
	/** Whether some releases have no filter for these columns, so the list has to be searched. */
	isSearched?: boolean;
	/** Whether authentik hides rows of a page, see Bounds. */
	hidesRows?: boolean;
}

const byName = { name: 'name' };

/**
 * Every kind that has a name. Not all names are unique in authentik: a name that more than one object has is refused.
 */
export const KINDS = {
	application: {
		noun: 'application',
		url: '/core/applications/',
		// Without it, authentik lists only what the token's own user may open.
		qs: { superuser_full_list: true },
		permission: viewPermissions.application,
		id: 'slug',
		modes: byName,
		hidesRows: true,
	},
	emailStage: {
		noun: 'email stage',
		url: '/stages/email/',
		permission: viewPermissions.emailStage,
		id: 'pk',
		modes: byName,
	},
	flow: {
		noun: 'flow',
		url: '/flows/instances/',
		permission: viewPermissions.flow,
		id: 'pk',
		modes: { ...byName, slug: 'slug' },
	},
	group: {
		noun: 'group',
		url: '/core/groups/',
		qs: { include_users: false },
		permission: viewPermissions.group,
		id: 'pk',
		modes: byName,
	},
	invitation: {
		noun: 'invitation',
		url: '/stages/invitation/invitations/',
		permission: viewPermissions.invitation,
		id: 'pk',
		modes: byName,
	},
	oauthSource: {
		noun: 'OAuth source',
		url: '/sources/oauth/',
		permission: viewPermissions.oauthSource,
		id: 'pk',
		modes: byName,
	},
	policy: {
		noun: 'policy',
		url: '/policies/all/',
		permission: viewPermissions.policy,
		id: 'pk',
		modes: byName,
		isSearched: true,
	},
	provider: {
		noun: 'provider',
		url: '/providers/all/',
		permission: viewPermissions.provider,
		id: 'pk',
		modes: byName,
		isSearched: true,
	},
	role: {
		noun: 'role',
		url: '/rbac/roles/',
		permission: viewPermissions.role,
		id: 'pk',
		modes: byName,
		isSearched: true,
	},
	scimMapping: {
		noun: 'mapping',
		url: '/propertymappings/provider/scim/',
		permission: viewPermissions.scimMapping,
		id: 'pk',
		modes: byName,
	},
	scimProvider: {
		noun: 'SCIM provider',
		url: '/providers/scim/',
		permission: viewPermissions.scimProvider,
		id: 'pk',
		modes: byName,
	},
	user: {
		noun: 'user',
		url: '/core/users/',
		qs: { include_groups: false },
		permission: viewPermissions.user,
		id: 'pk',
		modes: { username: 'username', email: 'email address' },
	},
} as const satisfies Record<string, Kind>;
