import { has, type Call } from '../../../core/call';
import { recordModel, recordRelation } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { GroupRow, UserRow } from '../../../core/state/models';
import { ownGroups } from '../../../core/state/parentage';
import { now } from '../../../core/state/state';
import { Refusal } from '../../../drf/errors';
import { exact, relatedToAny, yesNo } from '../../../drf/filters';
import { attributes, exactUuid, moments, namedAny, oneOf } from '../../../drf/lookups';
import { message } from '../../../drf/messages';
import { byInteger, type Viewset } from '../../../drf/viewset';
import { removeBindings } from '../../policies/bindings';
import { deleted, membersChanged, saved } from '../../scim/signals';
import { tokenLabel } from '../../tokens/tokens';
import { groupTarget, roleTarget } from '../targets';
import { impersonate, setPassword, setPasswordHash } from './actions';
import { userMetrics } from './metrics';
import { recovery, recoveryEmail } from './recovery';
import {
	addUser,
	endSessions,
	removeUser,
	storeUser,
	USER_TYPES,
	userSerializer,
	type UserValues,
} from './rows';
import { usesOfUser } from './uses';

const MODEL = 'authentik_core.user';

/** `/core/users/` */
export const users: Viewset<UserRow> = {
	path: '/core/users/',
	title: 'User',
	description: 'User Viewset',
	model: MODEL,
	noun: 'User',
	isSilent: true,
	lookup: byInteger,
	rows: (state) => state.users.all(),
	serializer: userSerializer,
	filters: {
		username: exact(),
		email: exact(),
		name: exact(),
		uuid: exactUuid(),
		path: exact(),
		path_startswith: {
			test:
				([start]) =>
				(row) =>
					row.path.startsWith(start),
		},
		type: oneOf(USER_TYPES.map(({ value }) => value)),
		is_active: yesNo(),
		is_superuser: {
			test: (values, call, name) =>
				yesNo<UserRow>((row) =>
					ownGroups(call.authentik.state, row).some((group) => group.is_superuser),
				).test(values, call, name),
		},
		attributes: attributes(),
		groups_by_name: namedAny(
			(state) => state.groups.all().map(({ name }) => name),
			(row, state) => ownGroups(state, row).map(({ name }) => name),
		),
		groups_by_pk: relatedToAny(groupTarget, (row, { authentik }) =>
			ownGroups(authentik.state, row).map(({ pk }) => pk),
		),
		roles_by_name: {
			...namedAny<UserRow>(
				(state) => state.roles.all().map(({ name }) => name),
				({ roles }, state) => roles.map((pk) => state.roles.get(pk)?.name ?? ''),
			),
			when: BEHAVIOUR.rolesOfUsers,
		},
		roles_by_pk: {
			...relatedToAny<UserRow>(roleTarget, ({ roles }) => roles),
			when: BEHAVIOUR.rolesOfUsers,
		},
		...moments('date_joined', BEHAVIOUR.usersTellUpdates),
		...moments('last_updated', BEHAVIOUR.usersTellUpdates),
		...moments('last_login', BEHAVIOUR.lastLoginFilters),
		last_login__isnull: {
			...yesNo<UserRow>((row) => row.last_login === null),
			when: BEHAVIOUR.lastLoginFilters,
		},
	},
	search: ['email', 'name', 'uuid', 'username'],
	ordering: ['username'],
	validate(_values, _call, row) {
		if (row?.type !== 'internal_service_account') return;
		const refusal = message("Can't modify internal service account users");
		throw new Refusal(400, { non_field_errors: [refusal] });
	},
	create(values, call) {
		const row = addUser(values, call);
		recordModel(call, 'created', MODEL, row);
		afterSave(row, [], [], call);
		// Without a password, the user is saved again with an unusable one.
		recordModel(call, 'updated', MODEL, row);
		return row;
	},
	update(row, values, call) {
		const { state } = call.authentik;
		const before = ownGroups(state, row);
		const { roles } = row;
		storeUser(row, { ...values, last_updated: now() } as UserValues, state);
		if (has(call, BEHAVIOUR.changesWipeRights))
			state.grants = state.grants.filter(
				({ holder, object }) => holder !== row.pk || object !== undefined,
			);
		recordModel(call, 'updated', MODEL, row);
		afterSave(row, before, roles, call);
		if (call.method === 'PATCH' && !row.is_active) endSessions(row, state);
	},
	destroy(row, call) {
		const { state } = call.authentik;
		deleted('user', row, call.authentik);
		for (const token of state.tokens.all())
			if (token.user === row.pk)
				recordModel(call, 'deleted', 'authentik_core.token', {
					pk: token.pk,
					name: tokenLabel(token),
				});
		removeBindings(({ user }) => user === row.pk, call);
		recordModel(call, 'deleted', MODEL, row);
		removeUser(row, state);
	},
	usedBy: (row, { authentik }) => usesOfUser(row, authentik.state),
	actions: [setPassword, setPasswordHash, recovery, recoveryEmail, impersonate, userMetrics],
};

/** Reports to the events and the SCIM providers what else changed with a user. */
function afterSave(row: UserRow, before: GroupRow[], roles: string[], call: Call): void {
	const { authentik } = call;
	saved('user', row, authentik);
	const after = ownGroups(authentik.state, row);
	recordRelation(call, MODEL, row, before, after);
	recordRelation(call, MODEL, row, roles, row.roles);
	for (const group of before.filter((one) => !after.includes(one)))
		membersChanged(group.pk, 'remove', [row.pk], authentik);
	for (const group of after.filter((one) => !before.includes(one)))
		membersChanged(group.pk, 'add', [row.pk], authentik);
}
