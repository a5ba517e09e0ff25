import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { callApi } from './api';

/** The lists of everything that a trigger creates in authentik. */
export const LISTS = {
	rule: '/events/rules/',
	binding: '/policies/bindings/',
	matcher: '/policies/event_matcher/',
	transport: '/events/transports/',
	mapping: '/propertymappings/notification/',
	group: '/core/groups/',
};

export type Listed = keyof typeof LISTS;

/** The rows of a list, without those of a fresh authentik. */
export async function rowsOf(sandbox: Sandbox, kind: Listed): Promise<IDataObject[]> {
	const { body } = await callApi(sandbox, 'GET', `${LISTS[kind]}?page_size=100`);
	const rows = body.results as IDataObject[];
	return rows.filter(({ name }) => kind === 'binding' || String(name).startsWith('n8n '));
}

/** How many objects of each kind there are; kinds without any are left out. */
export async function countsOf(sandbox: Sandbox): Promise<Partial<Record<Listed, number>>> {
	const counts: Partial<Record<Listed, number>> = {};
	for (const kind of Object.keys(LISTS) as Listed[]) {
		const { length } = await rowsOf(sandbox, kind);
		if (length > 0) counts[kind] = length;
	}
	return counts;
}
