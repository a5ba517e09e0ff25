import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { viewPermissions } from '../shared/permissions';
import { byPk, found, searchPage } from './searchPage';

/** Providers of every kind. */
export async function searchProviders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = { url: '/providers/all/', permission: viewPermissions.provider };
	const toEntry = ({ name, pk, verbose_name }: IDataObject) => ({
		name: `${String(name)} (${String(verbose_name)})`,
		value: Number(pk),
		page: `/core/providers/${String(pk)}`,
	});
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

/** Policies of every kind. */
export async function searchPolicies(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = { url: '/policies/all/', permission: viewPermissions.policy };
	const toEntry = ({ name, pk, verbose_name }: IDataObject) => ({
		name: `${String(name)} (${String(verbose_name)})`,
		value: String(pk),
		page: found('/policy/policies', name),
	});
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchRoles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = { url: '/rbac/roles/', permission: viewPermissions.role };
	const toEntry = byPk(({ pk }) => `/identity/roles/${String(pk)}`);
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchTokens(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/core/tokens/',
		qs: { ordering: 'identifier' },
		permission: viewPermissions.token,
	};
	const toEntry = ({ identifier, user_obj, description }: IDataObject) => {
		const owner = (user_obj as IDataObject | null)?.username;
		return {
			name: owner ? `${String(identifier)} (${String(owner)})` : String(identifier),
			value: String(identifier),
			...(description ? { description: String(description) } : {}),
			page: found('/core/tokens', identifier),
		};
	};
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchInvitations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/stages/invitation/invitations/',
		permission: viewPermissions.invitation,
	};
	const toEntry = ({ name, pk, expires }: IDataObject) => ({
		name: expires ? `${String(name)} (until ${String(expires)})` : String(name),
		value: String(pk),
		page: found('/flow/stages/invitations', name),
	});
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

/** Flows that make accounts, which are those that invitations are for. */
export async function searchEnrollmentFlows(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/flows/instances/',
		qs: { designation: 'enrollment' },
		permission: viewPermissions.flow,
	};
	const toEntry = ({ name, pk, slug }: IDataObject) => ({
		name: `${String(name)} (${String(slug)})`,
		value: String(pk),
		page: `/flow/flows/${String(slug)}`,
	});
	return await searchPage(this, list, toEntry, filter, paginationToken);
}

export async function searchEvents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const list = {
		url: '/events/events/',
		qs: { ordering: '-created' },
		permission: viewPermissions.event,
	};
	const toEntry = ({ pk, action, user, created }: IDataObject) => {
		const who = (user as IDataObject | null)?.username;
		return {
			name: `${String(action)}${who ? ` by ${String(who)}` : ''}, ${String(created)}`,
			value: String(pk),
			page: `/events/log/${String(pk)}`,
		};
	};
	return await searchPage(this, list, toEntry, filter, paginationToken);
}
