import { replaceWith } from '../../operation/postReceive';
import { ifNotFound } from '../../operation/ifNotFound';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import { filters, furtherOptions } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { roleInPath, userInBody } from '../../parameters/paths';
import { ROLES_OF_USERS, spanText } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { changePermissions, refuseHalfObject } from './assign';
import { permissionNames, roleName } from './fields';
import { roleFilters } from './filters';
import { objectFields, roleOrder } from './options';
import { refuseRolesOfGroups } from './users';

const ALL = '/rbac/roles/';
const ONE = `${ALL}{role}/`;
const PERMISSIONS = '/rbac/permissions/assigned_by_roles/{role}/';

/** The simplified output of a role. */
const columns = ['name', 'pk'] as const;

export const roleOperations: Operation[] = [
	{
		name: 'Add User',
		value: 'addUser',
		action: 'Add user to role',
		description: `Assign a role to a user directly. Needs ${spanText(ROLES_OF_USERS)}. In earlier releases, users get roles through groups.`,
		request: { method: 'POST', url: `${ONE}add_user/` },
		parameters: [roleInPath, userInBody],
		before: [refuseRolesOfGroups],
		postReceive: [replaceWith({ added: true })],
		about: { role: roleInPath, user: userInBody },
	},
	{
		name: 'Assign Permissions',
		value: 'assignPermissions',
		action: 'Assign permissions to role',
		description:
			'Assign permissions to a role, on all objects or on a single object. The role keeps its other permissions.',
		request: { method: 'POST', url: `${PERMISSIONS}assign/` },
		parameters: [roleInPath, permissionNames, furtherOptions(objectFields)],
		before: [refuseHalfObject],
		execute: changePermissions('assigned'),
		about: { role: roleInPath },
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create role',
		description: 'Create a role without permissions',
		request: { method: 'POST', url: ALL },
		parameters: [roleName],
		columns,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete role permanently',
		description: 'Permanently delete a role. Its users and groups lose its permissions.',
		request: { method: 'DELETE', url: ONE },
		parameters: [roleInPath],
		postReceive: [replaceWith(DELETED)],
		about: { pk: roleInPath },
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get role',
		description: 'Retrieve a role',
		request: { method: 'GET', url: ONE },
		parameters: [roleInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
		columns,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many roles',
		description: 'Retrieve a list of roles',
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(roleFilters),
			furtherOptions([roleOrder]),
		],
		columns,
	},
	{
		name: 'Remove User',
		value: 'removeUser',
		action: 'Remove user from role',
		description: `Remove a role that is assigned directly to a user. The user keeps roles from groups. Needs ${spanText(ROLES_OF_USERS)}.`,
		request: { method: 'POST', url: `${ONE}remove_user/` },
		parameters: [roleInPath, userInBody],
		before: [refuseRolesOfGroups],
		postReceive: [replaceWith({ removed: true })],
		about: { role: roleInPath, user: userInBody },
	},
	{
		name: 'Unassign Permissions',
		value: 'unassignPermissions',
		action: 'Unassign permissions from role',
		description:
			'Remove permissions from a role, on all objects or on a single object. The role keeps its other permissions.',
		request: { method: 'PATCH', url: `${PERMISSIONS}unassign/` },
		parameters: [roleInPath, permissionNames, furtherOptions(objectFields)],
		before: [refuseHalfObject],
		execute: changePermissions('unassigned'),
		about: { role: roleInPath },
	},
];
