import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { Kind } from '../operation/kinds';
import { KINDS } from '../operation/kinds';
import { resources } from '../resources';
import type { Group, Permission, Role, ScimMapping } from '../shared/apiTypes';
import { permissionsFor } from '../shared/permissions';
import { allRows } from '../transport/rows';

export async function getScimMappings(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const rows = await allOf<ScimMapping>(this, KINDS.scimMapping);
	return rows.map((row) => ({
		...byPk(row),
		...(row.managed ? { description: 'Comes with authentik' } : {}),
	}));
}

export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await allOf<Group>(this, KINDS.group)).map(byPk);
}

export async function getRoles(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await allOf<Role>(this, KINDS.role)).map(byPk);
}

/** The operations of this node that need permissions, then all permissions of the server. */
export async function getPermissions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await allRows<Permission>(
		this,
		{ url: '/rbac/permissions/', qs: { ordering: 'name' } },
		{ permissions: [] },
	);
	const operations = resources.flatMap(({ title, value: resource, operations }) =>
		operations.flatMap(({ name, value: operation }) => {
			const needed = permissionsFor(resource, operation);
			const option = { name: `Operation: ${title} > ${name}`, value: `${resource}.${operation}` };
			return needed.length > 0 ? [{ ...option, description: needed.join(', ') }] : [];
		}),
	);
	return [
		...operations,
		...rows.map(({ name, app_label, codename }) => {
			const value = `${app_label}.${codename}`;
			return { name: `${name} (${value})`, value };
		}),
	];
}

/** Every object of a kind, by name. */
async function allOf<Row extends IDataObject>(
	context: ILoadOptionsFunctions,
	{ url, qs, permission }: Kind,
): Promise<Row[]> {
	const list = { url, qs: { ordering: 'name', ...qs } };
	return await allRows<Row>(context, list, { permissions: [permission] });
}

function byPk({ name, pk }: Group | Role | ScimMapping): INodePropertyOptions {
	return { name, value: pk };
}
