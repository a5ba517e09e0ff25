import { filterField } from '../../operation/fields';
import { released } from '../../operation/released';
import type { Field } from '../../operation/types';
import { searchFilter } from '../../parameters/collections';
import { userLocator } from '../../parameters/locators';
import { integerId } from '../../rules/ids';
import { roleFacts } from '../../shared/releases';

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
