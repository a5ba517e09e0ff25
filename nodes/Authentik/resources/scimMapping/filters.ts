import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { nameFilter, searchFilter } from '../../parameters/collections';
import { choice, name } from '../../rules/text';

const ORIGINS = [
	{ name: 'Built-In', value: 'false', description: 'Mappings that come with authentik' },
	{ name: 'Own', value: 'true' },
];

/** What authentik can filter mappings by; several filters must all match. */
export const mappingFilters: Field[] = [
	filterField('managed__isnull', choice(ORIGINS), {
		displayName: 'Managed',
		name: 'managed',
		type: 'options',
		options: ORIGINS,
		default: 'true',
		description: 'Whose mappings to list',
	}),
	nameFilter(name),
	searchFilter('Part of the name, in any letter case'),
];
