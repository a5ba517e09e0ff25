import { bodyField, filterField } from '../../operation/fields';
import { released } from '../../operation/released';
import type { Field } from '../../operation/types';
import { orderBy, searchFilter } from '../../parameters/collections';
import { userLocator } from '../../parameters/locators';
import { integerId } from '../../rules/ids';
import { modelName, permissionList } from '../../rules/permissions';
import { name, text } from '../../rules/text';
import { roleFacts } from '../../shared/releases';

export const roleName = bodyField('name', name, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'Name in authentik',
	required: true,
});

/** What a role gets or loses. */
export const permissionNames = bodyField('permissions', permissionList, {
	displayName: 'Permission Names or IDs',
	name: 'permissions',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getPermissions' },
	default: [],
	required: true,
	description:
		'Permissions, or operations of this node, which stand for the permissions that they need. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

/** The one object that permissions are about; without it, they are about all. */
export const objectFields: Field[] = [
	bodyField('object_pk', text, {
		displayName: 'Object ID',
		name: 'objectPk',
		type: 'string',
		default: '',
		description:
			"ID of the only object that the permissions are about: authentik's primary key, which is not the slug of an application. Needs Object Model.",
	}),
	bodyField('model', modelName, {
		displayName: 'Object Model',
		name: 'objectModel',
		type: 'string',
		default: '',
		placeholder: 'e.g. authentik_core.application',
		description: 'App and model of that object. Needs Object ID.',
	}),
];

export const roleFilters: Field[] = [
	searchFilter('Part of the name'),
	released(
		roleFacts,
		filterField('users', integerId, {
			...userLocator,
			description: 'Roles that are assigned to this user directly, not through groups',
		}),
	),
];

export const roleOrder = orderBy(
	[
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'name',
);
