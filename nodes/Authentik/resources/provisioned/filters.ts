import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { searchFilter } from '../../parameters/collections';
import { scimProviderLocator } from '../../parameters/locators';
import { integerId } from '../../rules/ids';
import type { Provisioned } from './kinds';

/** The filters for links. All of them must match. */
export function linkFilters({ noun, object, objectId, objectFilter }: Provisioned): Field[] {
	return [
		filterField(objectFilter, objectId, { ...object, description: `Links of this ${noun}` }),
		filterField('provider__id', integerId, {
			...scimProviderLocator,
			required: false,
			description: 'Links of this SCIM provider',
		}),
		searchFilter(`Part of the name of the provider or ${noun}`),
	];
}
