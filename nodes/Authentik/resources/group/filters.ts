import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { nameFilter, searchFilter } from '../../parameters/collections';
import { userLocator } from '../../parameters/locators';
import { integerId } from '../../rules/ids';
import { nameList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { name } from '../../rules/text';
import { attributesFilter } from '../common/attributes';

/** What authentik can filter groups by; several filters must all match. */
export const groupFilters: Field[] = [
	attributesFilter,
	filterField('members_by_pk', integerId, {
		...userLocator,
		displayName: 'Member',
		name: 'membersByPk',
		description: 'Groups with this direct member',
	}),
	filterField('members_by_username', nameList, {
		displayName: 'Members By Username',
		name: 'membersByUsername',
		type: 'string',
		default: '',
		description: 'Groups with one of these direct members, by their usernames, with commas between',
	}),
	nameFilter(name),
	searchFilter('Part of the name, in any letter case'),
	filterField('is_superuser', boolean, {
		displayName: 'Superuser',
		name: 'isSuperuser',
		type: 'boolean',
		default: true,
		description: 'Whether the groups make their members superusers',
	}),
];
