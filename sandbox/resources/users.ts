import { flag, type Authentik, type Call } from '../call';
import { computed, readOnly, unique } from '../drf/field';
import { boolean, choice, datetime, dictionary, email, integer, text } from '../drf/fields';
import { anyOf, exact, relatedToAny, yesNo } from '../drf/filters';
import { isSuperuser } from '../drf/permissions';
import { relations } from '../drf/relations';
import { Serializer } from '../drf/serializer';
import { byInteger, type Viewset } from '../drf/viewset';
import type { GroupRow, UserRow } from '../models';
import { message, TEXTS } from '../protocol/messages';
import { BEHAVIOUR } from '../releases';
import { usesOfLinks } from '../scim/links';
import { deleted, membersChanged, saved } from '../scim/signals';
import { now, uuid, type State } from '../state';
import { showGroupOfUser } from './groups';
import { avatarOf, uidOf } from './identity';
import { showRole } from './rights';
import { groupTarget, roleTarget } from './targets';
import { checkPath, checkType } from './user-checks';

/** The groups that a user is in itself. */
function ownGroups(state: State, { pk }: UserRow) {
	return state.groups.all().filter(({ users }) => users.includes(pk));
}

const DISPLAYED_NAME = "User's display name.";

/** `groups` is kept with the groups: it is read here and stored there. */
const serializer = new Serializer<UserRow & { groups?: string[] }>({
	pk: readOnly(integer({ label: 'ID' })),
	username: text({
		maxLength: 150,
		validators: [
			unique(
				(state) => state.users.all(),
				() => message(TEXTS.mustBeUnique),
			),
		],
	}),
	name: text({ allowBlank: true, help: DISPLAYED_NAME }),
	is_active: boolean({ default: true, label: 'Active' }),
	last_login: datetime({ allowNull: true, default: null }),
	date_joined: readOnly(datetime()),
	is_superuser: computed((row: UserRow, { authentik }) => isSuperuser(authentik.state, row)),
	groups: {
		...relations(groupTarget, { defaultOnPut: true }),
		computed: true,
		show: (row: UserRow, { authentik }) => ownGroups(authentik.state, row).map(({ pk }) => pk),
	},
	groups_obj: computed((row: UserRow, call) =>
		flag(call, 'include_groups', true)
			? ownGroups(call.authentik.state, row).map((group) => showGroupOfUser(group, call))
			: null,
	),
	roles: relations(roleTarget, { when: BEHAVIOUR.rolesOfUsers, defaultOnPut: true }),
	roles_obj: computed(
		(row: UserRow, call) =>
			flag(call, 'include_roles', true) ? row.roles.map((pk) => showRole(call, pk)) : null,
		{ when: BEHAVIOUR.rolesOfUsers },
	),
	email: email({ allowBlank: true, default: '', maxLength: 254 }),
	avatar: computed(avatarOf),
	attributes: dictionary({ default: {} }),
	uid: computed(uidOf),
	path: text({ default: 'users', check: checkPath }),
	type: choice(
		[
			{ value: 'internal', label: 'Internal' },
			{ value: 'external', label: 'External' },
			{ value: 'service_account', label: 'Service Account' },
			{ value: 'internal_service_account', label: 'Internal Service Account' },
		],
		{ default: 'internal', check: checkType },
	),
	uuid: readOnly(text()),
	password_change_date: readOnly(datetime()),
	last_updated: readOnly(datetime({ when: { from: '2025.8' } })),
});

/** `/core/users/` */
export const users: Viewset<UserRow> = {
	path: '/core/users/',
	title: 'User',
	description: 'User Viewset',
	model: 'authentik_core.user',
	noun: 'User',
	lookup: byInteger,
	rows: (state) => state.users.all(),
	serializer,
	filters: {
		username: exact(),
		email: exact(),
		name: exact(),
		uuid: exact(),
		path: exact(),
		path_startswith: {
			test:
				([start]) =>
				(row) =>
					row.path.startsWith(start),
		},
		type: anyOf(),
		is_active: yesNo(),
		is_superuser: { test: (values, call, name) => superusers(call).test(values, call, name) },
		groups_by_pk: relatedToAny(groupTarget, (row, { authentik }) =>
			ownGroups(authentik.state, row).map(({ pk }) => pk),
		),
	},
	search: ['email', 'name', 'uuid', 'username'],
	ordering: ['username'],
	create(values, call) {
		const row = addUser(values, call);
		saved('user', row, call.authentik);
		tellGroups(row, [], call.authentik);
		return row;
	},
	update(row, values, { authentik }) {
		const before = ownGroups(authentik.state, row);
		store(row, { ...values, last_updated: now() }, authentik.state);
		saved('user', row, authentik);
		tellGroups(row, before, authentik);
	},
	destroy(row, { authentik }) {
		deleted('user', row, authentik);
		removeUser(row, authentik.state);
	},
	usedBy: (row, { authentik }) =>
		usesOfLinks(authentik.state, 'user', ({ object }) => object === row.pk),
	actions: [
		{
			path: 'set_password/',
			method: 'POST',
			permission: 'authentik_core.reset_user_password',
			run: () => ({ status: 204 }),
		},
	],
};

/** Puts a user into the state, its values taken as they are. */
export function addUser(values: Partial<UserRow>, { authentik }: Pick<Call, 'authentik'>): UserRow {
	const { state } = authentik;
	const row = state.users.add({
		...serializer.defaults(),
		pk: state.users.nextPk(),
		uuid: uuid(),
		date_joined: now(),
		password_change_date: now(),
		last_updated: now(),
	} as UserRow);
	store(row, values, state);
	return row;
}

function tellGroups(row: UserRow, before: GroupRow[], authentik: Authentik): void {
	const now = ownGroups(authentik.state, row);
	for (const group of before.filter((one) => !now.includes(one)))
		membersChanged(group.pk, 'remove', [row.pk], authentik);
	for (const group of now.filter((one) => !before.includes(one)))
		membersChanged(group.pk, 'add', [row.pk], authentik);
}

/** Shows a user as the API does. */
export function showUser(row: UserRow, call: Call): Record<string, unknown> {
	return serializer.show(row, call);
}

function store(row: UserRow, values: Partial<UserRow>, state: State): void {
	const { groups, ...columns } = values as Partial<UserRow> & { groups?: string[] };
	Object.assign(row, columns);
	delete (row as { groups?: unknown }).groups;
	if (!groups) return;
	for (const group of state.groups.all()) {
		const others = group.users.filter((pk) => pk !== row.pk);
		const isMember = groups.includes(group.pk);
		if (isMember && others.length < group.users.length) continue;
		group.users = isMember ? [...others, row.pk] : others;
	}
}

function removeUser(row: UserRow, state: State): void {
	state.users.remove(row.pk);
	for (const group of state.groups.all()) group.users = group.users.filter((pk) => pk !== row.pk);
	for (const token of state.tokens.all()) if (token.user === row.pk) state.tokens.remove(token.pk);
	state.grants = state.grants.filter(({ holder }) => holder !== row.pk);
}

function superusers({ authentik }: Call) {
	return yesNo<UserRow>((row) => isSuperuser(authentik.state, row));
}
