import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { RoleRow } from '../../../core/state/models';
import { uuid } from '../../../core/state/state';
import { Crash } from '../../../drf/errors';
import { readOnly, taken, unique } from '../../../drf/field';
import { list, text } from '../../../drf/fields';
import { exact, yesNo } from '../../../drf/filters';
import { findRow } from '../../../drf/find';
import { demand, permissionOf } from '../../../drf/permissions';
import { Serializer } from '../../../drf/serializer';
import type { View } from '../../../drf/view';
import { byUuid, type Viewset } from '../../../drf/viewset';

const SYSTEM_PERMISSIONS = [
	'access_admin_interface',
	'view_system_info',
	'view_system_settings',
	'edit_system_settings',
	'add_role',
	'view_role',
	'change_role',
	'delete_role',
	'assign_role_permissions',
	'unassign_role_permissions',
	'add_initialpermissions',
	'view_initialpermissions',
	'change_initialpermissions',
	'delete_initialpermissions',
];

/** The rights on the system itself, all of which a superuser has. */
export function systemPermissions(call: Call): string[] {
	const media = has(call, { from: '2025.12' }) ? ['manage_media_files', 'view_media_files'] : [];
	return [...SYSTEM_PERMISSIONS, ...media];
}

/** A role where those of a user or a group are listed. */
export function showRole(call: Call, pk: string): Record<string, unknown> | undefined {
	const role = call.authentik.state.roles.get(pk);
	return role && { pk, name: role.name };
}

/** `/rbac/roles/` */
export const roles: Viewset<RoleRow> = {
	path: '/rbac/roles/',
	title: 'Role',
	description: 'Role viewset',
	model: 'authentik_rbac.role',
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
	usedBy: () => [],
};

/** What is assigned: some rights, on one object or on all. */
interface Assignment {
	permissions: string[];
	model?: string | null;
	object_pk?: string | null;
}

const assignment = new Serializer<Assignment>({
	permissions: list(),
	model: text({ allowNull: true, required: false }),
	object_pk: text({ allowNull: true, required: false }),
});

/** The rights to objects that authentik knows, as far as the sandbox has the objects. */
const KNOWN_MODELS = [
	'authentik_core.application',
	'authentik_core.authenticatedsession',
	'authentik_core.group',
	'authentik_core.token',
	'authentik_core.user',
	'authentik_core.propertymapping',
	'authentik_events.event',
	'authentik_events.notificationrule',
	'authentik_events.notificationtransport',
	'authentik_events.notificationwebhookmapping',
	'authentik_flows.flow',
	'authentik_policies.policybinding',
	'authentik_policies_event_matcher.eventmatcherpolicy',
	'authentik_policies_expression.expressionpolicy',
	'authentik_providers_oauth2.oauth2provider',
	'authentik_providers_scim.scimmapping',
	'authentik_providers_scim.scimprovider',
	'authentik_rbac.role',
	'authentik_sources_oauth.oauthsource',
	'authentik_stages_email.emailstage',
	'authentik_stages_invitation.invitation',
];

/** Rights to do something special. */
const SPECIAL_PERMISSIONS = [
	'authentik_core.add_user_to_group',
	'authentik_core.remove_user_from_group',
	'authentik_core.enable_group_superuser',
	'authentik_core.disable_group_superuser',
	'authentik_core.reset_user_password',
	'authentik_core.impersonate',
	'authentik_core.preview_user',
	'authentik_core.view_user_applications',
	'authentik_core.view_token_key',
	'authentik_core.set_token_key',
];

const KNOWN_PERMISSIONS = [
	...KNOWN_MODELS.flatMap((model) =>
		(['view', 'add', 'change', 'delete'] as const).map((verb) => permissionOf(model, verb)),
	),
	...SPECIAL_PERMISSIONS,
];

const BASE = '/rbac/permissions/assigned_by_roles/:pk/';

/** Gives a role rights. */
export const assign: View = {
	path: `${BASE}assign/`,
	title: 'Assign',
	description: '',
	handlers: {
		POST(call) {
			const { role, permissions, object } = readAssignment(call, 'assign_role_permissions');
			const { grants } = call.authentik.state;
			const ids = permissions.map((permission) => {
				const id = KNOWN_PERMISSIONS.indexOf(permission) + 1;
				if (id === 0) throw new Crash();
				grants.push({ holder: role.pk, permission, object });
				// A right on everything is named by itself, one on an object by its assignment.
				return { id: String(object === undefined ? id : grants.length) };
			});
			return { status: 200, body: ids };
		},
	},
};

/** Takes rights from a role. */
export const unassign: View = {
	path: `${BASE}unassign/`,
	title: 'Unassign',
	description: '',
	handlers: {
		PATCH(call) {
			const { role, permissions, object } = readAssignment(call, 'unassign_role_permissions');
			const { state } = call.authentik;
			state.grants = state.grants.filter(
				(grant) =>
					grant.holder !== role.pk ||
					grant.object !== object ||
					!permissions.includes(grant.permission),
			);
			return { status: 204 };
		},
	},
};

function readAssignment(call: Call, permission: string) {
	const role = findRow(roles, call);
	demand(call, `authentik_rbac.${permission}`, role.pk);
	const values = assignment.read(call.body(), call, 'create') as Assignment;
	return { role, permissions: values.permissions, object: values.object_pk ?? undefined };
}
