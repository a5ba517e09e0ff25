import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { nameFilter, searchFilter } from '../../parameters/collections';
import type { Parse } from '../../rules/rule';
import { choice, name } from '../../rules/text';

const ORIGINS = [
	{ name: 'Built-In', value: 'builtIn', description: 'Mappings that come with authentik' },
	{ name: 'Own', value: 'own' },
];

const isOwn: Parse<boolean> = (value, label) => choice(ORIGINS)(value, label) === 'own';

/** The filters that authentik has for mappings. All of them must match. */
export const mappingFilters: Field[] = [
	nameFilter(name),
	filterField('managed__isnull', isOwn, {
		displayName: 'Origin',
		name: 'origin',
		type: 'options',
		options: ORIGINS,
		default: 'own',
		description: 'Which mappings to list',
	}),
	searchFilter('Part of the name, case-insensitive'),
];
