import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Group } from '../../shared/apiTypes';
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
	groups: Group[],
): Promise<Group[]> {
	const rows = new Map(groups.map((row) => [row.pk, row]));
	const pks = await reached([...rows.keys()], async (pk) => {
		const row = rows.get(pk) ?? (await groupOf(context, pk));
		rows.set(pk, row);
		return parentsOf(row);
	});
	return pks.map((pk) => rows.get(pk) as Group);
}

/** Everything reachable from `start`, level by level: a group may be below more than one other. */
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

/** From 2025.12 on, a group may have more than one parent. */
function parentsOf({ parents, parent }: Group): string[] {
	return parents ?? (parent ? [parent] : []);
}

async function childrenOf(context: IExecuteSingleFunctions, pk: string): Promise<string[]> {
	const { children } = await groupOf(context, pk);
	if (children) return children;
	// Before 2025.8, a group does not contain its children.
	const all = await cachedPerRun(
		context,
		'all groups',
		async () =>
			await allRows<Group>(context, { url: GROUPS, qs: { include_users: false } }, subject),
	);
	return all.flatMap((row) => (parentsOf(row).includes(pk) ? [row.pk] : []));
}

async function groupOf(context: IExecuteSingleFunctions, pk: string): Promise<Group> {
	const url = `${GROUPS}${encodeURIComponent(pk)}/`;
	return await cachedPerRun(
		context,
		`in the tree of groups: ${pk}`,
		async () => await request<Group>(context, { url, qs: { include_users: false } }, subject),
	);
}
