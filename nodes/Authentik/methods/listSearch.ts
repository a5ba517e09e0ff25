import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { viewPermissions } from '../shared/permissions';
import { byPk, found, searchPage, withState } from './searchPage';

export async function searchScimProviders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = { url: '/providers/scim/', permission: viewPermissions.scimProvider };
	return await searchPage(
		this,
		list,
		({ name, pk, url }) => ({
			name: String(name),
			value: Number(pk),
			description: String(url),
			page: `/core/providers/${String(pk)}`,
		}),
		filter,
		paginationToken,
	);
}

export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/core/groups/',
		qs: { include_users: false },
		permission: viewPermissions.group,
	};
	const toEntry = byPk(({ pk }) => `/identity/groups/${String(pk)}`);
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchUsers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/core/users/',
		qs: { include_groups: false, ordering: 'username' },
		permission: viewPermissions.user,
	};
	return await searchPage(
		this,
		list,
		({ name, username, pk }) => ({
			name: name ? `${String(username)} (${String(name)})` : String(username),
			value: Number(pk),
			page: `/identity/users/${String(pk)}`,
		}),
		filter,
		paginationToken,
	);
}

export async function searchApplications(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	// Without the flag authentik lists only what the token's own user may open.
	const list = {
		url: '/core/applications/',
		qs: { superuser_full_list: true },
		permission: viewPermissions.application,
	};
	return await searchPage(
		this,
		list,
		({ name, slug }) => ({
			name: String(name),
			value: String(slug),
			page: `/core/applications/${String(slug)}`,
		}),
		filter,
		paginationToken,
	);
}

export async function searchOAuthSources(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = { url: '/sources/oauth/', permission: viewPermissions.oauthSource };
	const toEntry = byPk(({ slug }) => `/core/sources/${String(slug)}`);
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchEmailStages(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = { url: '/stages/email/', permission: viewPermissions.emailStage };
	const toEntry = byPk(({ name }) => found('/flow/stages', name));
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchScimMappings(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/propertymappings/provider/scim/',
		permission: viewPermissions.scimMapping,
	};
	const toEntry = byPk(({ name }) => found('/core/property-mappings', name));
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchProvisionedUsers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/providers/scim_users/',
		qs: { ordering: 'id' },
		permission: viewPermissions.provisionedUser,
	};
	const toEntry = ({ id, scim_id, user_obj, provider }: IDataObject) => ({
		name: `${String((user_obj as IDataObject).username)} (remote ID ${String(scim_id)})`,
		value: String(id),
		page: withState(`/core/providers/${String(provider)}`, { page: 'page-users' }),
	});
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchProvisionedGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/providers/scim_groups/',
		qs: { ordering: 'id' },
		permission: viewPermissions.provisionedGroup,
	};
	const toEntry = ({ id, scim_id, group_obj, provider }: IDataObject) => ({
		name: `${String((group_obj as IDataObject).name)} (remote ID ${String(scim_id)})`,
		value: String(id),
		page: withState(`/core/providers/${String(provider)}`, { page: 'page-groups' }),
	});
	return await searchPage(this, list, toEntry, filter, paginationToken);
}
