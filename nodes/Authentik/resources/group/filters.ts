import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { nameFilter, searchFilter } from '../../parameters/collections';
import { userLocator } from '../../parameters/locators';
import { integerId } from '../../rules/ids';
import { nameList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { name } from '../../rules/text';
import { attributesFilter } from '../common/attributes';

/** The filters that authentik has for groups. All of them must match. */
export const groupFilters: Field[] = [
	attributesFilter,
	filterField('members_by_pk', integerId, {
		...userLocator,
		displayName: 'Member',
		name: 'membersByPk',
		description: 'Groups that have this direct member',
	}),
	filterField('members_by_username', nameList, {
		displayName: 'Members By Username',
		name: 'membersByUsername',
		type: 'string',
		default: '',
		description: 'Groups that have any of these direct members. Comma-separated usernames.',
	}),
	nameFilter(name),
	searchFilter('Part of the name, case-insensitive'),
	filterField('is_superuser', boolean, {
		displayName: 'Superuser',
		name: 'isSuperuser',
		type: 'boolean',
		default: true,
		description:
			'Whether to return groups whose members are superusers. When off, returns all other groups.',
	}),
];
