import type { Call } from '../../../core/call';
import type { Grant } from '../../../core/state/models';
import type { State } from '../../../core/state/state';
import { Crash, Refusal } from '../../../drf/errors';
import { computed } from '../../../drf/field';
import { list, text } from '../../../drf/fields';
import { chosenKey, exact } from '../../../drf/filters';
import { findRow } from '../../../drf/find';
import { message, TEXTS } from '../../../drf/messages';
import { pageOf } from '../../../drf/pages';
import { demand, grant, grantedTo, isGranted, permissionOf } from '../../../drf/permissions';
import { readUuid } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import type { View } from '../../../drf/view';
import { byInteger, type Viewset } from '../../../drf/viewset';
import { roleTarget } from '../targets';
import { nameOfObject } from './object-names';
import {
	isThere,
	permissionNamed,
	PERMISSIONS,
	verboseNames,
	type PermissionRow,
} from './permission-names';
import { roles } from './roles';

const column = (name: keyof PermissionRow) => computed((row: PermissionRow) => row[name]);

/** `/rbac/permissions/`: what can be assigned, or the permissions of a `role` on all objects. */
export const permissions: Viewset<PermissionRow> = {
	path: '/rbac/permissions/',
	title: 'RBAC Permission',
	description: 'Read-only list of all permissions, filterable by model and app',
	model: 'auth.permission',
	noun: 'Permission',
	lookup: byInteger,
	rows: () => PERMISSIONS,
	isReachable: (row, call) => isThere(row, call),
	isListedToAll: true,
	serializer: new Serializer<PermissionRow>({
		id: column('pk'),
		name: column('name'),
		codename: column('codename'),
		model: column('model'),
		app_label: column('app'),
		app_label_verbose: computed((row: PermissionRow) => verboseNames(row).app_label_verbose),
		model_verbose: computed((row: PermissionRow) => verboseNames(row).model_verbose),
	}),
	filters: {
		codename: exact(),
		content_type__model: exact('model'),
		content_type__app_label: exact('app'),
		role: {
			test(values, { authentik: { state } }) {
				const role = chosenKey(roleTarget, values, state);
				if (role === undefined) return undefined;
				return ({ app, codename }) => isGranted(state, [role], `${app}.${codename}`);
			},
		},
	},
	search: ['name', 'codename', 'model', 'app'],
	ordering: ['name'],
};

/** The permissions of a role on single objects. */
export const objectPermissions: View = {
	path: '/rbac/permissions/roles/',
	title: 'Role Permission List',
	description: "Get a role's assigned object permissions",
	handlers: {
		GET(call) {
			const role = roleAskedFor(call);
			demand(call, permissionOf('guardian.roleobjectpermission', 'view'));
			const { state } = call.authentik;
			const { pagination, rows } = pageOf(grantedTo(role, state), call);
			const results = rows.flatMap((row) => showObjectPermission(row, state));
			return { status: 200, body: { pagination, results } };
		},
	},
};

function roleAskedFor({ query }: Call): string {
	const value = query.get('uuid') ?? '';
	const pk = readUuid(value);
	if (pk !== undefined) return pk;
	throw new Refusal(400, { uuid: [message(value === '' ? TEXTS.required : TEXTS.badUuid)] });
}

function showObjectPermission(row: Grant, state: State): Array<Record<string, unknown>> {
	const permission = permissionNamed(row.permission);
	if (!permission) return [];
	const { app, model, codename, name } = permission;
	const view = permissionOf(`${app}.${model}`, 'view');
	return [
		{
			id: row.pk,
			codename,
			model,
			app_label: app,
			object_pk: row.object,
			name,
			...verboseNames(permission),
			// Shown only if the role may view the object.
			object_description: isGranted(state, [row.holder], view, row.object)
				? (nameOfObject(row, state) ?? null)
				: null,
		},
	];
}

/** An assignment: some rights, on one object or on all. */
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

const BASE = '/rbac/permissions/assigned_by_roles/:pk/';

/** Assigns rights to a role. */
export const assign: View = {
	path: `${BASE}assign/`,
	title: 'Assign',
	description: '',
	handlers: {
		POST(call) {
			const { role, names, model, object } = readAssignment(call, 'assign_role_permissions');
			const known = names
				.flatMap((name) => permissionNamed(name) ?? [])
				.filter((row) => isThere(row, call, model));
			if (known.length < names.length) throw new Crash();
			const ids = known.map(({ pk, app, codename }) => {
				const row = { holder: role.pk, permission: `${app}.${codename}`, object };
				const granted = grant(call.authentik.state, row);
				// A right on everything has its own ID, one on an object that of its assignment.
				return { id: String(object === undefined ? pk : granted.pk) };
			});
			return { status: 200, body: ids };
		},
	},
};

/** Revokes rights from a role. */
export const unassign: View = {
	path: `${BASE}unassign/`,
	title: 'Unassign',
	description: '',
	handlers: {
		PATCH(call) {
			const { role, names, object } = readAssignment(call, 'unassign_role_permissions');
			const { state } = call.authentik;
			state.grants = state.grants.filter(
				(row) => row.holder !== role.pk || row.object !== object || !names.includes(row.permission),
			);
			return { status: 204 };
		},
	},
};

function readAssignment(call: Call, permission: string) {
	const role = findRow(roles, call);
	demand(call, `authentik_rbac.${permission}`, role.pk);
	const values = assignment.read(call.body(), call, 'create') as Assignment;
	const { permissions: sent, model, object_pk: object } = values;
	if (Boolean(model) !== Boolean(object)) {
		const refusal = message('The fields model, object_pk must be used together.');
		throw new Refusal(400, { non_field_errors: [refusal] });
	}
	const isFull = (name: string) => name.includes('.');
	if (!object && !sent.every(isFull)) {
		const text = 'When assigning global permissions, codename must be given as app_label.codename';
		throw new Refusal(400, { permissions: [message(text)] });
	}
	// The model names the app of a code name without one.
	const app = String(model).split('.')[0];
	const names = sent.map((name) => (isFull(name) ? name : `${app}.${name}`));
	return { role, names, model, object: object ?? undefined };
}
