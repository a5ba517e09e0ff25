import type { GroupRow, UserRow } from './models';
import { uuid, type State } from './state';

type Group = Pick<GroupRow, 'pk'>;

/** The direct parents of a group, in the order in which they were set. */
export function parentsOf(state: State, { pk }: Group): GroupRow[] {
	return rowsOf(
		state,
		state.parentages.all().flatMap(({ child, parent }) => (child === pk ? [parent] : [])),
	);
}

/** The direct children of a group, in the order in which they were added. */
export function childrenOf(state: State, { pk }: Group): GroupRow[] {
	return rowsOf(
		state,
		state.parentages.all().flatMap(({ child, parent }) => (parent === pk ? [child] : [])),
	);
}

/** Every group above a group, at any distance. */
export function ancestorsOf(state: State, group: Group): GroupRow[] {
	return closure(group, (one) => parentsOf(state, one));
}

/** Every group below a group, at any distance. */
export function descendantsOf(state: State, group: Group): GroupRow[] {
	return closure(group, (one) => childrenOf(state, one));
}

/** The groups that a user is a direct member of. */
export function ownGroups(state: State, { pk }: Pick<UserRow, 'pk'>): GroupRow[] {
	return state.groups.all().filter(({ users }) => users.includes(pk));
}

/** The groups of a user: the direct ones, and those above them. */
export function groupsOf(state: State, user: UserRow): GroupRow[] {
	return [
		...new Set(ownGroups(state, user).flatMap((group) => [group, ...ancestorsOf(state, group)])),
	];
}

/** Makes these groups, and no others, the parents of a group. */
export function setParents(state: State, { pk }: Group, parents: string[]): void {
	replace(
		state,
		parents.map((parent) => ({ child: pk, parent })),
		({ child }) => child === pk,
	);
}

/** Makes these groups, and no others, the children of a group. */
export function setChildren(state: State, { pk }: Group, children: string[]): void {
	replace(
		state,
		children.map((child) => ({ child, parent: pk })),
		({ parent }) => parent === pk,
	);
}

interface Pair {
	child: string;
	parent: string;
}

/** Existing pairs keep their place; new ones come last. */
function replace(state: State, wanted: Pair[], isAffected: (pair: Pair) => boolean): void {
	const table = state.parentages;
	const same = (a: Pair, b: Pair) => a.child === b.child && a.parent === b.parent;
	const affected = table.all().filter(isAffected);
	for (const row of affected) if (!wanted.some((pair) => same(pair, row))) table.remove(row.pk);
	for (const pair of wanted)
		if (!affected.some((row) => same(pair, row))) table.add({ ...pair, pk: uuid() });
}

function rowsOf(state: State, pks: string[]): GroupRow[] {
	return pks.flatMap((pk) => state.groups.get(pk) ?? []);
}

function closure(group: Group, next: (one: Group) => GroupRow[]): GroupRow[] {
	const found = new Set<GroupRow>();
	const visit = (one: Group) => {
		for (const other of next(one)) {
			if (found.has(other)) continue;
			found.add(other);
			visit(other);
		}
	};
	visit(group);
	return [...found];
}
