import { flag, has, type Call } from '../../../core/call';
import { BEHAVIOUR, holds } from '../../../core/releases';
import type { GroupRow, UserRow } from '../../../core/state/models';
import { childrenOf, parentsOf, setChildren, setParents } from '../../../core/state/parentage';
import { uuid } from '../../../core/state/state';
import { invalid } from '../../../drf/errors';
import { computed, readOnly, taken, unique, type Scope } from '../../../drf/field';
import { boolean, dictionary, text } from '../../../drf/fields';
import { message, TEXTS, type Message } from '../../../drf/messages';
import { isPermitted } from '../../../drf/permissions';
import { relation, relations } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { uidOf } from '../../expressions/identity';
import { rolesOfGroup, showRole } from '../roles/rows';
import { groupTarget, roleTarget, userTarget } from '../targets';

/** A group in the list of a user's groups. */
export function showGroupOfUser(group: GroupRow, call: Call): Record<string, unknown> {
	const { pk, num_pk, name, is_superuser, attributes } = group;
	const parent = has(call, BEHAVIOUR.manyParents) ? {} : showParent(group, call);
	return { pk, num_pk, name, is_superuser, ...parent, attributes };
}

/** A user in the list of a group's members. */
export function showMember(user: UserRow): Record<string, unknown> {
	const { pk, username, name, is_active, last_login, email, attributes } = user;
	return { pk, username, name, is_active, last_login, email, attributes, uid: uidOf(user) };
}

function showRelative(group: GroupRow): Record<string, unknown> {
	const { pk, name, is_superuser, attributes } = group;
	return { pk, name, is_superuser, attributes, group_uuid: pk };
}

function showParent(group: GroupRow, { authentik }: Call) {
	const parent = parentsOf(authentik.state, group).at(0);
	return { parent: parent?.pk ?? null, parent_name: parent?.name ?? null };
}

function nameTaken(scope: Scope): Message {
	if (has(scope.call, BEHAVIOUR.djangoValidators)) return taken('Group')(scope);
	return message(TEXTS.mustBeUnique);
}

const ONE_PARENT = { until: '2025.10' } as const;
const CHILDREN_ARE_WRITABLE = ONE_PARENT;

/** A group can't be its own parent, in releases with one parent. */
function checkParent(value: unknown, { row }: Scope): void {
	if (row && (row as GroupRow).pk === value) throw invalid('Cannot set group as parent of itself.');
}

/** Granting and revoking superuser status is a right of its own. */
function checkSuperuser(value: unknown, { call, row }: Scope): void {
	const group = row as GroupRow | undefined;
	if (value === (group?.is_superuser ?? false)) return;
	const permission = `authentik_core.${value ? 'enable' : 'disable'}_group_superuser`;
	if (isPermitted(call, permission, group?.pk)) return;
	throw invalid('User does not have permission to set superuser status to {status}.', {
		status: value ? 'True' : 'False',
	});
}

function inheritedRoles(row: GroupRow, call: Call) {
	const roles = new Set(rolesOfGroup(row, true, call.authentik.state));
	return [...roles].filter((pk) => !row.roles.includes(pk)).map((pk) => showRole(call, pk));
}

/** The group hierarchy is stored elsewhere: it is read here and stored there. */
export type GroupValues = GroupRow & {
	parent?: string | null;
	parents?: string[];
	children?: string[];
};

export const groupSerializer = new Serializer<GroupValues>({
	pk: readOnly(text({ label: 'Group uuid' })),
	num_pk: computed((row: GroupRow) => row.num_pk),
	name: text({ validators: [unique((state) => state.groups.all(), nameTaken)] }),
	is_superuser: boolean({
		default: false,
		help: 'Users added to this group will be superusers.',
		check: checkSuperuser,
	}),
	parent: {
		...relation(groupTarget, {
			allowNull: true,
			required: false,
			when: ONE_PARENT,
			check: checkParent,
		}),
		computed: true,
		show: (row: GroupRow, call) => showParent(row, call).parent,
	},
	parent_name: computed((row: GroupRow, call) => showParent(row, call).parent_name, {
		when: ONE_PARENT,
	}),
	parents: {
		...relations(groupTarget, { when: BEHAVIOUR.manyParents }),
		computed: true,
		show: (row: GroupRow, { authentik }) => parentsOf(authentik.state, row).map(({ pk }) => pk),
	},
	parents_obj: computed(
		(row: GroupRow, call) =>
			flag(call, 'include_parents', false)
				? parentsOf(call.authentik.state, row).map(showRelative)
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
		(row: GroupRow, call) =>
			flag(call, 'include_inherited_roles', false) ? inheritedRoles(row, call) : null,
		{ when: BEHAVIOUR.manyParents },
	),
	children: {
		...relations(groupTarget, { when: { from: '2025.8' }, default: undefined }),
		computed: true,
		show: (row: GroupRow, { authentik }) => childrenOf(authentik.state, row).map(({ pk }) => pk),
	},
	children_obj: computed(
		(row: GroupRow, call) =>
			flag(call, 'include_children', false)
				? childrenOf(call.authentik.state, row).map(showRelative)
				: null,
		{ when: { from: '2025.8' } },
	),
});

/** Adds a group to the state, with its values as they are. */
export function addGroup(values: Partial<GroupRow>, call: Pick<Call, 'authentik'>): GroupRow {
	const { groups: table } = call.authentik.state;
	const { pk = uuid() } = values;
	const row = table.add({
		...groupSerializer.defaults(),
		pk,
		num_pk: Number(String(BigInt(`0x${pk.replace(/-/g, '')}`)).slice(0, 5)),
	} as GroupRow);
	storeGroup(row, values, call);
	return row;
}

/** Shows a group as the API does. */
export function showGroup(row: GroupRow, call: Call): Record<string, unknown> {
	return groupSerializer.show(row, call);
}

/** Applies the values. */
export function storeGroup(
	row: GroupRow,
	values: Partial<GroupValues>,
	call: Pick<Call, 'authentik'>,
): void {
	const { parent, parents, children, ...columns } = values;
	const { state } = call.authentik;
	Object.assign(row, columns);
	if (parent !== undefined) setParents(state, row, parent === null ? [] : [parent]);
	if (parents) setParents(state, row, parents);
	if (children && holds(call.authentik.release, CHILDREN_ARE_WRITABLE)) {
		// A group has one parent while its children can be set: it leaves the previous one.
		for (const pk of children) setParents(state, { pk }, [row.pk]);
		setChildren(state, row, children);
	}
}
