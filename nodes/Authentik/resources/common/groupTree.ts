import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { rights } from '../../shared/permissions';
import { request } from '../../transport/request';
import { allRows } from '../../transport/rows';
import { cachedPerRun } from '../../transport/runCache';

const GROUPS = '/core/groups/';
const subject = { permissions: [rights.group.view] };

/** The IDs of a group and of all groups below it. */
export async function withDescendants(
	context: IExecuteSingleFunctions,
	pk: string,
): Promise<string[]> {
	return await reached([pk], async (one) => await childrenOf(context, one));
}

/** These groups, and then all groups above them. */
export async function withAncestors(
	context: IExecuteSingleFunctions,
	groups: IDataObject[],
): Promise<IDataObject[]> {
	const rows = new Map(groups.map((row) => [String(row.pk), row]));
	const pks = await reached([...rows.keys()], async (pk) => {
		const row = rows.get(pk) ?? (await groupOf(context, pk));
		rows.set(pk, row);
		return parentsOf(row);
	});
	return pks.map((pk) => rows.get(pk) as IDataObject);
}

/** Everything that is reached from `start`, level by level: a group may be below several others. */
async function reached(
	start: string[],
	next: (pk: string) => Promise<string[]>,
): Promise<string[]> {
	const found = new Set(start);
	for (let level = start; level.length > 0; ) {
		const following = (await Promise.all(level.map(next))).flat();
		level = [...new Set(following)].filter((pk) => !found.has(pk));
		for (const pk of level) found.add(pk);
	}
	return [...found];
}

/** From 2025.12 on, a group may have several parents. */
function parentsOf({ parents, parent }: IDataObject): string[] {
	return Array.isArray(parents) ? (parents as string[]) : parent ? [String(parent)] : [];
}

async function childrenOf(context: IExecuteSingleFunctions, pk: string): Promise<string[]> {
	const { children } = await groupOf(context, pk);
	if (Array.isArray(children)) return children as string[];
	// Before 2025.8, a group does not contain its children.
	const all = await cachedPerRun(
		context,
		'all groups',
		async () => await allRows(context, { url: GROUPS, qs: { include_users: false } }, subject),
	);
	return all.flatMap((row) => (parentsOf(row).includes(pk) ? [String(row.pk)] : []));
}

async function groupOf(context: IExecuteSingleFunctions, pk: string): Promise<IDataObject> {
	const url = `${GROUPS}${encodeURIComponent(pk)}/`;
	return await cachedPerRun(
		context,
		`in the tree of groups: ${pk}`,
		async () => await request<IDataObject>(context, { url, qs: { include_users: false } }, subject),
	);
}
