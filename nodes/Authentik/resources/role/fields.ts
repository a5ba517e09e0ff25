import { bodyField } from '../../operation/fields';
import { permissionList } from '../../rules/permissions';
import { name } from '../../rules/text';

export const roleName = bodyField('name', name, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'Name in authentik',
	required: true,
});

/** The permissions that a role gets or loses. */
export const permissionNames = bodyField('permissions', permissionList, {
	displayName: 'Permission Names or IDs',
	name: 'permissions',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getPermissions' },
	default: [],
	required: true,
	description:
		'Permissions, or operations of this node. An operation stands for all permissions that it needs. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});
