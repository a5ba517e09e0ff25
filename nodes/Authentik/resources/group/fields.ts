import { bodyField, queryField } from '../../operation/fields';
import { GROUPS, listing, ROLES, USERS } from '../../operation/namesOrIds';
import { knownBy } from '../../operation/released';
import type { Field } from '../../operation/types';
import { groupLocator } from '../../parameters/locators';
import { requiredGroupLocator } from '../../parameters/paths';
import { uuid, uuidOrNull } from '../../rules/ids';
import { namesOrUuids, usersList } from '../../rules/references';
import { boolean } from '../../rules/scalars';
import { name } from '../../rules/text';
import { groupFacts } from '../../shared/releases';
import { attributesField } from '../common/attributes';
import { exactList } from '../common/exactMembership';

const field = knownBy(groupFacts, bodyField);

/** The name of a group. */
const groupName = field('name', name, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'Name in authentik',
});

/** The name for operations that require it. */
export const requiredGroupName = { ...groupName, required: true };

/** All writable fields of a group, except its members: an update would replace them all. */
export const groupFields: Field[] = [
	attributesField,
	groupName,
	field('parent', uuidOrNull, {
		...groupLocator,
		displayName: 'Parent',
		name: 'parent',
		description: 'Parent group. Leave empty to clear.',
	}),
	listing(
		GROUPS,
		field('parents', namesOrUuids, {
			displayName: 'Parent Names or IDs',
			name: 'parents',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getGroups' },
			default: [],
			description:
				'Parent groups. Replaces the current ones; an empty list removes all. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	listing(
		ROLES,
		field('roles', namesOrUuids, {
			displayName: 'Role Names or IDs',
			name: 'roles',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getRoles' },
			default: [],
			description:
				'Roles of the group, which its members get. Replaces the current ones; an empty list removes all. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	field('is_superuser', boolean, {
		displayName: 'Superuser',
		name: 'isSuperuser',
		type: 'boolean',
		default: false,
		description: 'Whether all members are superusers, who can do anything in authentik',
	}),
].sort((a, b) => a.displayName.localeCompare(b.displayName));

/** The optional fields of a new group, without its name. */
export const additionalGroupFields = groupFields.filter((one) => one !== groupName);

export const exactMembers = exactList(
	{ kind: USERS, title: 'username', rule: usersList },
	{
		wanted: {
			displayName: 'Members',
			name: 'members',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ada,bob@example.com',
			description:
				'The only users who stay or become direct members: comma-separated usernames, email addresses or IDs. An expression can also return a list, such as the users from Get Many. Enter [] to remove all members.',
		},
		onlyAmong: {
			displayName: 'Limit to Users',
			name: 'onlyAmong',
			type: 'string',
			default: '',
			placeholder: 'e.g. ada,bob@example.com',
			description:
				'Users who may be added or removed: usernames, email addresses or IDs, as in Members. Membership of all other users stays the same.',
		},
		onlyAmongPrefix: {
			displayName: 'Limit to Prefix',
			name: 'onlyAmongPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. ext-',
			description:
				'Beginning of the usernames of users who may be added or removed, case-sensitive. Membership of other users stays the same, except of those in Limit to Users.',
		},
	},
);

/** The group whose members to list. */
export const groupInQuery = queryField('groups_by_pk', uuid, requiredGroupLocator);
