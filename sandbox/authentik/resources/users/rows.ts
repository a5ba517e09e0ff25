import { flag, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { UserRow } from '../../../core/state/models';
import { ownGroups } from '../../../core/state/parentage';
import { now, uuid, type State } from '../../../core/state/state';
import { computed, readOnly } from '../../../drf/field';
import { boolean, choice, datetime, dictionary, email, integer, text } from '../../../drf/fields';
import { message, TEXTS } from '../../../drf/messages';
import { isSuperuser } from '../../../drf/permissions';
import { relations } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { avatarOf, uidOf } from '../../expressions/identity';
import { removeDevices } from '../devices/rows';
import { showGroupOfUser } from '../groups/rows';
import { showRole } from '../roles/rows';
import { groupTarget, roleTarget } from '../targets';
import { checkPath, checkType } from './checks';

/** A user as it is sent: `groups` is stored with the groups. */
export type UserValues = Partial<UserRow> & { groups?: string[] };

/** A unique username. */
export const uniqueUsername = (value: string, { call, row }: { call: Call; row?: object }) =>
	call.authentik.state.users.all().some((one) => one !== row && one.username === value)
		? message(TEXTS.mustBeUnique)
		: undefined;

/** The kinds of users. */
export const USER_TYPES = [
	{ value: 'internal', label: 'Internal' },
	{ value: 'external', label: 'External' },
	{ value: 'service_account', label: 'Service Account' },
	{ value: 'internal_service_account', label: 'Internal Service Account' },
];

export const userSerializer = new Serializer<UserRow & { groups?: string[] }>({
	pk: readOnly(integer({ label: 'ID' })),
	username: text({ maxLength: 150, validators: [uniqueUsername] }),
	name: text({ allowBlank: true, help: "User's display name." }),
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
	type: choice(USER_TYPES, { default: 'internal', check: checkType }),
	uuid: readOnly(text()),
	password_change_date: readOnly(datetime()),
	last_updated: readOnly(datetime({ when: BEHAVIOUR.usersTellUpdates })),
});

/** Adds a user to the state, with its values as they are. */
export function addUser(values: UserValues, { authentik }: Pick<Call, 'authentik'>): UserRow {
	const { state } = authentik;
	const row = state.users.add({
		...userSerializer.defaults(),
		pk: state.users.nextPk(),
		uuid: uuid(),
		date_joined: now(),
		password_change_date: now(),
		last_updated: now(),
	} as UserRow);
	storeUser(row, values, state);
	return row;
}

/** Shows a user as the API does. */
export function showUser(row: UserRow, call: Call): Record<string, unknown> {
	return userSerializer.show(row, call);
}

/** Applies the values. */
export function storeUser(row: UserRow, values: UserValues, state: State): void {
	const { groups, ...columns } = values;
	Object.assign(row, columns);
	// A default of the serializer, not a column.
	delete (row as { groups?: unknown }).groups;
	if (!groups) return;
	for (const group of state.groups.all()) {
		const others = group.users.filter((pk) => pk !== row.pk);
		const isMember = groups.includes(group.pk);
		if (isMember && others.length < group.users.length) continue;
		group.users = isMember ? [...others, row.pk] : others;
	}
}

/** Removes a user from the state, with everything that belongs to the user. */
export function removeUser(row: UserRow, state: State): void {
	state.users.remove(row.pk);
	for (const group of state.groups.all()) group.users = group.users.filter((pk) => pk !== row.pk);
	for (const token of state.tokens.all()) if (token.user === row.pk) state.tokens.remove(token.pk);
	for (const one of state.invitations.all())
		if (one.created_by === row.pk) state.invitations.remove(one.pk);
	endSessions(row, state);
	removeDevices(row, state);
	state.grants = state.grants.filter(({ holder }) => holder !== row.pk);
}

/** Signs a user out everywhere. */
export function endSessions({ pk }: UserRow, state: State): void {
	for (const one of state.sessions.all()) if (one.user === pk) state.sessions.remove(one.pk);
}
