import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { Kind } from '../operation/kinds';
import { KINDS } from '../operation/kinds';
import { resources } from '../resources';
import { permissionsFor } from '../shared/permissions';
import { allRows } from '../transport/rows';

export async function getScimMappings(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const rows = await allOf(this, KINDS.scimMapping);
	return rows.map((row) => ({
		...byPk(row),
		...(row.managed ? { description: 'Comes with authentik' } : {}),
	}));
}

export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await allOf(this, KINDS.group)).map(byPk);
}

export async function getRoles(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await allOf(this, KINDS.role)).map(byPk);
}

/** The operations of this node that need permissions, then all permissions of the server. */
export async function getPermissions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await allRows(
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
			const value = `${String(app_label)}.${String(codename)}`;
			return { name: `${String(name)} (${value})`, value };
		}),
	];
}

/** Every object of a kind, by name. */
async function allOf(
	context: ILoadOptionsFunctions,
	{ url, qs, permission }: Kind,
): Promise<IDataObject[]> {
	const list = { url, qs: { ordering: 'name', ...qs } };
	return await allRows(context, list, { permissions: [permission] });
}

function byPk({ name, pk }: IDataObject): INodePropertyOptions {
	return { name: String(name), value: String(pk) };
}
