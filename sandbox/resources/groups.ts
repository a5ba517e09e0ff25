import { flag, has, type Call } from '../call';
import { computed, readOnly, taken, unique } from '../drf/field';
import { boolean, dictionary, text } from '../drf/fields';
import type { Scope } from '../drf/field';
import { exact, relatedToAny, yesNo } from '../drf/filters';
import { relation, relations } from '../drf/relations';
import { Serializer } from '../drf/serializer';
import { byUuid, type Viewset } from '../drf/viewset';
import type { GroupRow, UserRow } from '../models';
import { message, TEXTS, type Message } from '../protocol/messages';
import { BEHAVIOUR } from '../releases';
import { usesOfLinks } from '../scim/links';
import { deleted, saved } from '../scim/signals';
import { uuid, type State } from '../state';
import { uidOf } from './identity';
import { memberAction, tellMembers } from './members';
import { showRole } from './rights';
import { groupTarget, roleTarget, userTarget } from './targets';

/** A group where a user's groups are listed. */
export function showGroupOfUser(group: GroupRow, call: Call): Record<string, unknown> {
	const { pk, num_pk, name, is_superuser, attributes } = group;
	const parent = has(call, BEHAVIOUR.manyParents) ? {} : showParent(group, call);
	return { pk, num_pk, name, is_superuser, ...parent, attributes };
}

/** A user where a group's members are listed. */
export function showMember(user: UserRow): Record<string, unknown> {
	const { pk, username, name, is_active, last_login, email, attributes } = user;
	return { pk, username, name, is_active, last_login, email, attributes, uid: uidOf(user) };
}

function showRelative(group: GroupRow): Record<string, unknown> {
	const { pk, name, is_superuser, attributes } = group;
	return { pk, name, is_superuser, attributes, group_uuid: pk };
}

function showParent({ parents }: GroupRow, { authentik }: Call) {
	const parent = parents.length > 0 ? authentik.state.groups.get(parents[0]) : undefined;
	return { parent: parent?.pk ?? null, parent_name: parent?.name ?? null };
}

function children(state: State, { pk }: GroupRow): GroupRow[] {
	return state.groups.all().filter(({ parents }) => parents.includes(pk));
}

function nameTaken(scope: Scope): Message {
	if (has(scope.call, BEHAVIOUR.djangoValidators)) return taken('Group')(scope);
	return message(TEXTS.mustBeUnique);
}

const ONE_PARENT = { until: '2025.10' } as const;

/** `parent` and `children` are kept in `parents`: they are read here and stored there. */
type GroupValues = GroupRow & { parent?: string | null; children?: string[] };

const serializer = new Serializer<GroupValues>({
	pk: readOnly(text({ label: 'Group uuid' })),
	num_pk: computed((row: GroupRow) => row.num_pk),
	name: text({ validators: [unique((state) => state.groups.all(), nameTaken)] }),
	is_superuser: boolean({
		default: false,
		help: 'Users added to this group will be superusers.',
	}),
	parent: {
		...relation(groupTarget, { allowNull: true, required: false, when: ONE_PARENT }),
		computed: true,
		show: (row: GroupRow, call) => showParent(row, call).parent,
	},
	parent_name: computed((row: GroupRow, call) => showParent(row, call).parent_name, {
		when: ONE_PARENT,
	}),
	parents: relations(groupTarget, { when: BEHAVIOUR.manyParents }),
	parents_obj: computed(
		({ parents }: GroupRow, call) =>
			flag(call, 'include_parents', false)
				? parents.map((pk) => showRelative(call.authentik.state.groups.get(pk) as GroupRow))
				: null,
		{ when: BEHAVIOUR.manyParents },
	),
	users: relations(userTarget, { defaultOnPut: true }),
	users_obj: computed((row: GroupRow, call) =>
		flag(call, 'include_users', true)
			? row.users.flatMap((pk) => {
					const user = call.authentik.state.users.get(pk);
					return user ? [showMember(user)] : [];
				})
			: null,
	),
	attributes: dictionary({ default: {} }),
	roles: relations(roleTarget),
	roles_obj: computed((row: GroupRow, call) => row.roles.map((pk) => showRole(call, pk))),
	inherited_roles_obj: computed(
		(_row: GroupRow, call) => (flag(call, 'include_inherited_roles', false) ? [] : null),
		{ when: BEHAVIOUR.manyParents },
	),
	children: {
		...relations(groupTarget, { when: { from: '2025.8' }, default: undefined }),
		computed: true,
		show: (row: GroupRow, { authentik }) => children(authentik.state, row).map(({ pk }) => pk),
	},
	children_obj: computed(
		(row: GroupRow, call) =>
			flag(call, 'include_children', false)
				? children(call.authentik.state, row).map(showRelative)
				: null,
		{ when: { from: '2025.8' } },
	),
});

/** `/core/groups/` */
export const groups: Viewset<GroupRow> = {
	path: '/core/groups/',
	title: 'Group',
	description: 'Group Viewset',
	model: 'authentik_core.group',
	noun: 'Group',
	lookup: byUuid,
	rows: (state) => state.groups.all(),
	serializer,
	filters: {
		name: exact(),
		is_superuser: yesNo(),
		members_by_pk: relatedToAny(userTarget, (row) => row.users),
	},
	search: ['name', 'is_superuser'],
	ordering: ['name'],
	create(values, call) {
		const row = addGroup(values, call);
		saved('group', row, call.authentik);
		tellMembers(row, [], call);
		return row;
	},
	update(row, values, call) {
		const before = row.users;
		store(row, values, call);
		saved('group', row, call.authentik);
		tellMembers(row, before, call);
	},
	destroy(row, { authentik }) {
		const { state } = authentik;
		deleted('group', row, authentik);
		state.groups.remove(row.pk);
		for (const other of state.groups.all())
			other.parents = other.parents.filter((pk) => pk !== row.pk);
		for (const provider of state.providers.all()) {
			if (provider.kind !== 'scim') continue;
			if (provider.filter_group === row.pk) provider.filter_group = null;
			provider.group_filters = provider.group_filters.filter((pk) => pk !== row.pk);
		}
	},
	usedBy: (row, { authentik }) =>
		usesOfLinks(authentik.state, 'group', ({ object }) => object === row.pk),
	actions: [memberAction('add'), memberAction('remove')],
};

/** Puts a group into the state, its values taken as they are. */
export function addGroup(values: Partial<GroupRow>, call: Pick<Call, 'authentik'>): GroupRow {
	const { groups: table } = call.authentik.state;
	const row = table.add({
		...serializer.defaults(),
		parents: [],
		pk: uuid(),
		num_pk: table.nextPk(),
	} as unknown as GroupRow);
	store(row, values, call);
	return row;
}

/** Shows a group as the API does. */
export function showGroup(row: GroupRow, call: Call): Record<string, unknown> {
	return serializer.show(row, call);
}

function store(row: GroupRow, values: Partial<GroupValues>, call: Pick<Call, 'authentik'>): void {
	const { parent, children: below, ...columns } = values;
	Object.assign(row, columns);
	if (parent !== undefined) row.parents = parent === null ? [] : [parent];
	const isWritable = call.authentik.release === '2025.8' || call.authentik.release === '2025.10';
	if (below === undefined || !isWritable) return;
	for (const group of call.authentik.state.groups.all()) {
		if (below.includes(group.pk)) group.parents = [row.pk];
		else group.parents = group.parents.filter((pk) => pk !== row.pk);
	}
}
