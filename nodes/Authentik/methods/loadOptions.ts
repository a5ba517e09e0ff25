import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { permissions, viewPermissions } from '../shared/permissions';
import { allRows } from '../transport/rows';

export async function getScimMappings(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const rows = await allRows(
		this,
		{ url: '/propertymappings/provider/scim/', qs: { ordering: 'name' } },
		{ permissions: [viewPermissions.scimMapping] },
	);
	return rows.map(({ name, pk, managed }) => ({
		name: String(name),
		value: String(pk),
		...(managed ? { description: 'Comes with authentik' } : {}),
	}));
}

export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await allRows(
		this,
		{ url: '/core/groups/', qs: { ordering: 'name', include_users: false } },
		{ permissions: [viewPermissions.group] },
	);
	return rows.map(({ name, pk }) => ({ name: String(name), value: String(pk) }));
}

export async function getRoles(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await allRows(
		this,
		{ url: '/rbac/roles/', qs: { ordering: 'name' } },
		{ permissions: [viewPermissions.role] },
	);
	return rows.map(({ name, pk }) => ({ name: String(name), value: String(pk) }));
}

/** The operations of this node that need permissions, then all permissions of the server. */
export async function getPermissions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await allRows(
		this,
		{ url: '/rbac/permissions/', qs: { ordering: 'name' } },
		{ permissions: [] },
	);
	const operations = Object.entries(permissions).flatMap(([resource, own]) =>
		Object.entries<readonly string[]>(own).map(([operation, needed]) => ({
			name: `Operation: ${resource}.${operation}`,
			value: `${resource}.${operation}`,
			description: needed.join(', '),
		})),
	);
	return [
		...operations,
		...rows.map(({ name, app_label, codename }) => {
			const value = `${String(app_label)}.${String(codename)}`;
			return { name: `${String(name)} (${value})`, value };
		}),
	];
}
