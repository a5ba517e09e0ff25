import type { GroupRow, UserRow } from './models';
import { uuid, type State } from './state';

type Group = Pick<GroupRow, 'pk'>;

/** The groups that a group lies in itself, in the order in which it was put there. */
export function parentsOf(state: State, { pk }: Group): GroupRow[] {
	return rowsOf(
		state,
		state.parentages.all().flatMap(({ child, parent }) => (child === pk ? [parent] : [])),
	);
}

/** The groups that lie in a group itself, in the order in which they came there. */
export function childrenOf(state: State, { pk }: Group): GroupRow[] {
	return rowsOf(
		state,
		state.parentages.all().flatMap(({ child, parent }) => (parent === pk ? [child] : [])),
	);
}

/** Every group above a group, however far. */
export function ancestorsOf(state: State, group: Group): GroupRow[] {
	return closure(group, (one) => parentsOf(state, one));
}

/** Every group below a group, however far. */
export function descendantsOf(state: State, group: Group): GroupRow[] {
	return closure(group, (one) => childrenOf(state, one));
}

/** The groups that a user is in itself. */
export function ownGroups(state: State, { pk }: Pick<UserRow, 'pk'>): GroupRow[] {
	return state.groups.all().filter(({ users }) => users.includes(pk));
}

/** The groups of a user: those it is in, and those that these lie in. */
export function groupsOf(state: State, user: UserRow): GroupRow[] {
	return [
		...new Set(ownGroups(state, user).flatMap((group) => [group, ...ancestorsOf(state, group)])),
	];
}

/** Puts a group into these groups and no others. */
export function setParents(state: State, { pk }: Group, parents: string[]): void {
	replace(
		state,
		parents.map((parent) => ({ child: pk, parent })),
		({ child }) => child === pk,
	);
}

/** Puts these groups and no others into a group. */
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

/** What stays keeps its place; what is new comes last. */
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
