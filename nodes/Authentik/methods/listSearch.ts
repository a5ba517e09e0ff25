import type { IDataObject } from 'n8n-workflow';

import { KINDS } from '../operation/kinds';
import { viewPermissions } from '../shared/permissions';
import { byPk, found, searchOf, withState } from './searchOf';

// Locators name them as their `searchListMethod`.

export const searchApplications = searchOf(KINDS.application, ({ name, slug }) => ({
	name: String(name),
	value: String(slug),
	page: `/core/applications/${String(slug)}`,
}));

export const searchEmailStages = searchOf(
	KINDS.emailStage,
	byPk(({ name }) => found('/flow/stages', name)),
);

/** Flows that make accounts, which are those that invitations are for. */
export const searchEnrollmentFlows = searchOf(
	{ ...KINDS.flow, qs: { designation: 'enrollment' } },
	({ name, pk, slug }) => ({
		name: `${String(name)} (${String(slug)})`,
		value: String(pk),
		page: `/flow/flows/${String(slug)}`,
	}),
);

export const searchEvents = searchOf(
	{
		url: '/events/events/',
		qs: { ordering: '-created' },
		permission: viewPermissions.event,
	},
	({ pk, action, user, created }) => {
		const who = (user as IDataObject | null)?.username;
		return {
			name: `${String(action)}${who ? ` by ${String(who)}` : ''}, ${String(created)}`,
			value: String(pk),
			page: `/events/log/${String(pk)}`,
		};
	},
);

export const searchGroups = searchOf(
	KINDS.group,
	byPk(({ pk }) => `/identity/groups/${String(pk)}`),
);

export const searchInvitations = searchOf(KINDS.invitation, ({ name, pk, expires }) => ({
	name: expires ? `${String(name)} (until ${String(expires)})` : String(name),
	value: String(pk),
	page: found('/flow/stages/invitations', name),
}));

export const searchOAuthSources = searchOf(
	KINDS.oauthSource,
	byPk(({ slug }) => `/core/sources/${String(slug)}`),
);

/** Policies of every kind. */
export const searchPolicies = searchOf(KINDS.policy, ({ name, pk, verbose_name }) => ({
	name: `${String(name)} (${String(verbose_name)})`,
	value: String(pk),
	page: found('/policy/policies', name),
}));

/** Providers of every kind. */
export const searchProviders = searchOf(KINDS.provider, ({ name, pk, verbose_name }) => ({
	name: `${String(name)} (${String(verbose_name)})`,
	value: Number(pk),
	page: `/core/providers/${String(pk)}`,
}));

export const searchProvisionedGroups = searchOf(
	{
		url: '/providers/scim_groups/',
		qs: { ordering: 'id' },
		permission: viewPermissions.provisionedGroup,
	},
	({ id, scim_id, group_obj, provider }) => ({
		name: `${String((group_obj as IDataObject).name)} (remote ID ${String(scim_id)})`,
		value: String(id),
		page: withState(`/core/providers/${String(provider)}`, { page: 'page-groups' }),
	}),
);

export const searchProvisionedUsers = searchOf(
	{
		url: '/providers/scim_users/',
		qs: { ordering: 'id' },
		permission: viewPermissions.provisionedUser,
	},
	({ id, scim_id, user_obj, provider }) => ({
		name: `${String((user_obj as IDataObject).username)} (remote ID ${String(scim_id)})`,
		value: String(id),
		page: withState(`/core/providers/${String(provider)}`, { page: 'page-users' }),
	}),
);

export const searchRoles = searchOf(
	KINDS.role,
	byPk(({ pk }) => `/identity/roles/${String(pk)}`),
);

export const searchScimMappings = searchOf(
	KINDS.scimMapping,
	byPk(({ name }) => found('/core/property-mappings', name)),
);

export const searchScimProviders = searchOf(KINDS.scimProvider, ({ name, pk, url }) => ({
	name: String(name),
	value: Number(pk),
	description: String(url),
	page: `/core/providers/${String(pk)}`,
}));

export const searchTokens = searchOf(
	{
		url: '/core/tokens/',
		qs: { ordering: 'identifier' },
		permission: viewPermissions.token,
	},
	({ identifier, user_obj, description }) => {
		const owner = (user_obj as IDataObject | null)?.username;
		return {
			name: owner ? `${String(identifier)} (${String(owner)})` : String(identifier),
			value: String(identifier),
			...(description ? { description: String(description) } : {}),
			page: found('/core/tokens', identifier),
		};
	},
);

export const searchUsers = searchOf(
	{ ...KINDS.user, qs: { ...KINDS.user.qs, ordering: 'username' } },
	({ name, username, pk }) => ({
		name: name ? `${String(username)} (${String(name)})` : String(username),
		value: Number(pk),
		page: `/identity/users/${String(pk)}`,
	}),
);
