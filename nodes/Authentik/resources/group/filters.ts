import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { searchFilter } from '../../parameters/collections';
import { userLocator } from '../../parameters/locators';
import { integerId } from '../../rules/ids';
import { jsonObjectText } from '../../rules/json';
import { nameList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { name } from '../../rules/text';

/** What authentik can filter groups by; several filters must all match. */
export const groupFilters: Field[] = [
	filterField('attributes', jsonObjectText, {
		displayName: 'Attributes',
		name: 'attributes',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"department": "Sales"}',
		description:
			'Custom attributes that must be the same, as a JSON object; two underscores reach into an object (address__city)',
	}),
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
	filterField('name', name, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The whole name, in the same letter case',
	}),
	searchFilter('Part of the name, in any letter case'),
	filterField('is_superuser', boolean, {
		displayName: 'Superuser',
		name: 'isSuperuser',
		type: 'boolean',
		default: true,
		description: 'Whether the groups make their members superusers',
	}),
];
