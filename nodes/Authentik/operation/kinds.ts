import type { IDataObject } from 'n8n-workflow';

import { viewPermissions } from '../shared/permissions';

/** A kind of object that locators also name by what people call it: authentik is asked for the ID. */
export interface Kind {
	noun: string;
	/** The list that is asked, and what keeps its answers small, or complete. */
	url: string;
	qs?: IDataObject;
	permission: string;
	/** The column by which authentik's API knows an object of this kind. */
	id: 'pk' | 'slug';
	/** The further modes of a locator: each is a column of the list as well. And what texts call it. */
	modes: Readonly<Record<string, string>>;
	/** Whether some release has no filter for these columns, so that the list is searched. */
	isSearched?: boolean;
	/** Whether authentik hides rows of a page, see Bounds. */
	hidesRows?: boolean;
}

const byName = { name: 'name' };

/** Every kind that has a name. Not all names are unique in authentik: one that several objects have is refused. */
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
