import { bodyField } from '../../operation/fields';
import { GROUPS, listing, ROLES } from '../../operation/namesOrIds';
import { knownBy } from '../../operation/released';
import type { Field } from '../../operation/types';
import { groupLocator } from '../../parameters/locators';
import { uuidOrNull } from '../../rules/ids';
import { namesOrUuids } from '../../rules/references';
import { boolean } from '../../rules/scalars';
import { name } from '../../rules/text';
import { groupFacts } from '../../shared/releases';
import { attributesField } from '../common/attributes';

const field = knownBy(groupFacts, bodyField);

/** The name of a group. */
export const groupName = field('name', name, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'Name in authentik',
});

/** Everything of a group that can be written, but for the members: an update would replace them all. */
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
				'Parent groups. Replaces the current ones; an empty list removes all. Takes names, too. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
				'Roles that members of the group get. Replaces the current ones; an empty list removes all. Takes names, too. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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

/** What a new group may have beside its name. */
export const additionalGroupFields = groupFields.filter((one) => one !== groupName);
