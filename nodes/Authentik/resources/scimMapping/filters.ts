import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { searchFilter } from '../../parameters/collections';
import { text } from '../../rules/text';

/** What authentik can filter mappings by; several filters must all match. */
export const mappingFilters: Field[] = [
	filterField('managed__isnull', text, {
		displayName: 'Managed',
		name: 'managed',
		type: 'options',
		options: [
			{ name: 'Built-In', value: 'false', description: 'Mappings that come with authentik' },
			{ name: 'Own', value: 'true' },
		],
		default: 'true',
		description: 'Whose mappings to list',
	}),
	filterField('name', text, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The whole name, in the same letter case',
	}),
	searchFilter('Part of the name, in any letter case'),
];
