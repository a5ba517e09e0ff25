import type { Release } from '../../../../nodes/Authentik/shared/releases';
import { flag, has } from '../../../core/call';
import { recordModel } from '../../../core/events';
import { BEHAVIOUR, holds } from '../../../core/releases';
import type { GroupRow, RoleRow } from '../../../core/state/models';
import { uuid, type State } from '../../../core/state/state';
import { FieldError } from '../../../drf/errors';
import { readOnly, taken, unique } from '../../../drf/field';
import { text } from '../../../drf/fields';
import { exact, yesNo, type Filter } from '../../../drf/filters';
import { message, TEXTS } from '../../../drf/messages';
import { grantedTo } from '../../../drf/permissions';
import { readUuid } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Action, type UsedBy, type Viewset } from '../../../drf/viewset';
import { userInBody } from '../member';
import { nameOfObject } from './object-names';
import { rolesOfGroup, rolesOfUser } from './rows';

const MODEL = 'authentik_rbac.role';

/** `/rbac/roles/` */
export const roles: Viewset<RoleRow> = {
	path: '/rbac/roles/',
	title: 'Role',
	description: 'Role viewset',
	model: MODEL,
	noun: 'Role',
	lookup: byUuid,
	rows: (state) => state.roles.all(),
	serializer: new Serializer<RoleRow>({
		pk: readOnly(text({ label: 'Uuid' })),
		name: text({
			maxLength: 150,
			validators: [unique((state) => state.roles.all(), taken('Role'))],
		}),
	}),
	filters: {
		name: { ...exact(), when: BEHAVIOUR.rolesOfUsers },
		managed: { ...exact(), when: BEHAVIOUR.rolesOfUsers },
		managed__isnull: {
			...yesNo<RoleRow>(({ managed }) => managed === undefined),
			when: BEHAVIOUR.rolesOfUsers,
		},
		users: { test: ofUser, when: BEHAVIOUR.rolesOfUsers },
		ak_groups: { test: ofGroup, when: { from: '2025.12', until: '2025.12' } },
		groups: { test: ofGroup, when: { from: '2026.2' } },
	},
	search: ['name'],
	ordering: ['name'],
	create: (values, { authentik }) =>
		authentik.state.roles.add({ ...values, pk: uuid() } as RoleRow),
	update(row, values, call) {
		const { state } = call.authentik;
		Object.assign(row, values);
		if (has(call, BEHAVIOUR.changesWipeRights))
			state.grants = state.grants.filter(
				({ holder, object }) => holder !== row.pk || object !== undefined,
			);
	},
	destroy(row, { authentik }) {
		const { state } = authentik;
		for (const user of state.users.all()) user.roles = user.roles.filter((pk) => pk !== row.pk);
		state.roles.remove(row.pk);
		state.grants = state.grants.filter(({ holder }) => holder !== row.pk);
		for (const group of state.groups.all()) group.roles = group.roles.filter((pk) => pk !== row.pk);
	},
	usedBy: (row, { authentik: { state, release } }) => usesOfRole(row, state, release),
	actions: [memberAction('add'), memberAction('remove')],
};

type Test = Filter<RoleRow>['test'];

/** The roles of a user, with `inherited=true` those of its groups as well; nobody has none. */
function ofUser(...[values, call]: Parameters<Test>): ReturnType<Test> {
	const { state } = call.authentik;
	const value = values[values.length - 1].trim();
	if (value === '') return undefined;
	if (Number.isNaN(Number(value))) throw new FieldError([message(TEXTS.badNumber)]);
	const user = state.users.get(Number(value));
	const pks = user ? rolesOfUser(user, flag(call, 'inherited', false), state) : [];
	return ({ pk }) => pks.includes(pk);
}

/** The roles of a group, with `inherited=true` those of the groups above it as well. */
function ofGroup(...[values, call]: Parameters<Test>): ReturnType<Test> {
	const { state } = call.authentik;
	const value = values[values.length - 1].trim();
	if (value === '') return undefined;
	const key = readUuid(value);
	if (key === undefined) throw new FieldError([message(TEXTS.badUuid)]);
	const group: GroupRow | undefined = state.groups.get(key);
	const pks = group ? rolesOfGroup(group, flag(call, 'inherited', false), state) : [];
	return ({ pk }) => pks.includes(pk);
}

/** Adds a role to one user, or removes it. The body is not checked before the user is looked up. */
function memberAction(op: 'add' | 'remove'): Action<RoleRow> {
	return {
		path: `${op}_user/`,
		method: 'POST',
		permission: 'authentik_rbac.change_role',
		isOpen: true,
		when: BEHAVIOUR.rolesOfUsers,
		run(row, call) {
			const user = userInBody(call.body(), call);
			const others = user.roles.filter((pk) => pk !== row.pk);
			const isKept = op === 'add' && others.length < user.roles.length;
			if (!isKept) user.roles = op === 'add' ? [...others, row.pk] : others;
			// Logged even if nothing changes.
			recordModel(call, 'updated', MODEL, row);
			return { status: 204 };
		},
	};
}

/** Who has a role, and from 2025.12 on the objects on which it has permissions. */
function usesOfRole(row: RoleRow, state: State, release: Release): UsedBy[] {
	const has = ({ roles: own }: { roles: string[] }) => own.includes(row.pk);
	const groups = state.groups.all().filter(has);
	const isOwnModel = holds(release, BEHAVIOUR.rolesOfUsers);
	const users = isOwnModel ? state.users.all().filter(has) : [];
	const onObjects = isOwnModel ? grantedTo(row.pk, state) : [];
	return [
		...groups.map(({ pk, name }) => ({
			app: 'authentik_core',
			model_name: 'group',
			pk,
			name: `Group ${name}`,
			action: 'cascade_many' as const,
		})),
		...onObjects.map((grant) => ({
			app: 'guardian',
			model_name: 'roleobjectpermission',
			pk: String(grant.pk),
			name: `${nameOfObject(grant, state) ?? grant.object} | Role ${row.name} | ${grant.permission.split('.')[1]}`,
			action: 'cascade' as const,
		})),
		...users.map(({ pk, username }) => ({
			app: 'authentik_core',
			model_name: 'user',
			pk: String(pk),
			name: username,
			action: 'cascade_many' as const,
		})),
	];
}
