import { KINDS } from '../operation/kinds';
import type {
	Application,
	EmailStage,
	Flow,
	Group,
	Invitation,
	LoggedEvent,
	OAuthSource,
	Policy,
	Provider,
	ProvisionedGroup,
	ProvisionedUser,
	Role,
	ScimMapping,
	ScimProvider,
	Token,
	User,
} from '../shared/apiTypes';
import { viewPermissions } from '../shared/permissions';
import { byPk, found, searchOf, withState } from './searchOf';

// Locators refer to these as their `searchListMethod`.

export const searchApplications = searchOf(KINDS.application, ({ name, slug }: Application) => ({
	name,
	value: slug,
	page: `/core/applications/${slug}`,
}));

export const searchEmailStages = searchOf(
	KINDS.emailStage,
	byPk(({ name }: EmailStage) => found('/flow/stages', name)),
);

/** Flows that create accounts, the kind that invitations are for. */
export const searchEnrollmentFlows = searchOf(
	{ ...KINDS.flow, qs: { designation: 'enrollment' } },
	({ name, pk, slug }: Flow) => ({
		name: `${name} (${slug})`,
		value: pk,
		page: `/flow/flows/${slug}`,
	}),
);

export const searchEvents = searchOf(
	{
		url: '/events/events/',
		qs: { ordering: '-created' },
		permission: viewPermissions.event,
	},
	({ pk, action, user: { username }, created }: LoggedEvent) => ({
		name: `${action}${username ? ` by ${username}` : ''}, ${created}`,
		value: pk,
		page: `/events/log/${pk}`,
	}),
);

export const searchGroups = searchOf(
	KINDS.group,
	byPk(({ pk }: Group) => `/identity/groups/${pk}`),
);

export const searchInvitations = searchOf(
	KINDS.invitation,
	({ name, pk, expires }: Invitation) => ({
		name: expires ? `${name} (until ${expires})` : name,
		value: pk,
		page: found('/flow/stages/invitations', name),
	}),
);

export const searchOAuthSources = searchOf(
	KINDS.oauthSource,
	byPk(({ slug }: OAuthSource) => `/core/sources/${slug}`),
);

/** Policies of every type. */
export const searchPolicies = searchOf(KINDS.policy, ({ name, pk, verbose_name }: Policy) => ({
	name: `${name} (${verbose_name})`,
	value: pk,
	page: found('/policy/policies', name),
}));

/** Providers of every type. */
export const searchProviders = searchOf(KINDS.provider, ({ name, pk, verbose_name }: Provider) => ({
	name: `${name} (${verbose_name})`,
	value: pk,
	page: `/core/providers/${pk}`,
}));

export const searchProvisionedGroups = searchOf(
	{
		url: '/providers/scim_groups/',
		qs: { ordering: 'id' },
		permission: viewPermissions.provisionedGroup,
	},
	({ id, scim_id, group_obj, provider }: ProvisionedGroup) => ({
		name: `${group_obj.name} (remote ID ${scim_id})`,
		value: id,
		page: withState(`/core/providers/${provider}`, { page: 'page-groups' }),
	}),
);

export const searchProvisionedUsers = searchOf(
	{
		url: '/providers/scim_users/',
		qs: { ordering: 'id' },
		permission: viewPermissions.provisionedUser,
	},
	({ id, scim_id, user_obj, provider }: ProvisionedUser) => ({
		name: `${user_obj.username} (remote ID ${scim_id})`,
		value: id,
		page: withState(`/core/providers/${provider}`, { page: 'page-users' }),
	}),
);

export const searchRoles = searchOf(
	KINDS.role,
	byPk(({ pk }: Role) => `/identity/roles/${pk}`),
);

export const searchScimMappings = searchOf(
	KINDS.scimMapping,
	byPk(({ name }: ScimMapping) => found('/core/property-mappings', name)),
);

export const searchScimProviders = searchOf(
	KINDS.scimProvider,
	({ name, pk, url }: ScimProvider) => ({
		name,
		value: pk,
		description: url,
		page: `/core/providers/${pk}`,
	}),
);

export const searchTokens = searchOf(
	{
		url: '/core/tokens/',
		qs: { ordering: 'identifier' },
		permission: viewPermissions.token,
	},
	({ identifier, user_obj, description }: Token) => {
		const owner = user_obj?.username;
		return {
			name: owner ? `${identifier} (${owner})` : identifier,
			value: identifier,
			...(description ? { description } : {}),
			page: found('/core/tokens', identifier),
		};
	},
);

export const searchUsers = searchOf(
	{ ...KINDS.user, qs: { ...KINDS.user.qs, ordering: 'username' } },
	({ name, username, pk }: User) => ({
		name: name ? `${username} (${name})` : username,
		value: pk,
		page: `/identity/users/${pk}`,
	}),
);
