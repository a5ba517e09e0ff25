import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { LARGEST_PAGE } from '../shared/listFields';
import { pickerPermissions } from '../shared/permissions';
import type { Page } from '../transport/pages';
import { readRows } from '../transport/pages';
import { request } from '../transport/request';
import { sessionOf } from '../transport/session';

/**
 * All entries of a list: n8n gives a multiple choice neither a search text nor a page.
 * @throws NodeApiError see exchange()
 */
async function allRows(
	context: ILoadOptionsFunctions,
	url: string,
	permission: string,
	qs: IDataObject = {},
): Promise<IDataObject[]> {
	const read = async (page: number) =>
		await request<Page>(
			context,
			{ url, qs: { ...qs, ordering: 'name', page, page_size: LARGEST_PAGE } },
			{ permissions: [permission] },
		);
	const { limit } = await sessionOf(context);
	return await readRows(await read(1), { read, wanted: Infinity, concurrency: limit });
}

export async function getScimMappings(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const rows = await allRows(
		this,
		'/propertymappings/provider/scim/',
		pickerPermissions.scimMapping,
	);
	return rows.map(({ name, pk, managed }) => ({
		name: String(name),
		value: String(pk),
		...(managed ? { description: 'Comes with authentik' } : {}),
	}));
}

export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await allRows(this, '/core/groups/', pickerPermissions.group, {
		include_users: false,
	});
	return rows.map(({ name, pk }) => ({ name: String(name), value: String(pk) }));
}
