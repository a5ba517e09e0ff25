import type { INodePropertyOptions } from 'n8n-workflow';

import { filterField, queryField } from '../operation/fields';
import type { Field, Parameter } from '../operation/types';
import type { Parse } from '../rules/rule';
import { searchText } from '../rules/filter';
import { choice } from '../rules/text';

/** The four collections use the same texts everywhere, so that describe() can merge them. */
export function additionalFields(options: Parameter[]): Parameter {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
	};
}

export function updateFields(options: Parameter[]): Parameter {
	return {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields you add are updated',
		options,
	};
}

export function filters(options: Parameter[]): Parameter {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options,
	};
}

export function furtherOptions(options: Parameter[]): Parameter {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	};
}

/** The exact filter by name. @param rule what names of this kind must be */
export function nameFilter(rule: Parse): Field {
	return filterField('name', rule, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'Exact name, case-sensitive',
	});
}

/** The filter that authentik calls search. @param where the texts that it searches */
export function searchFilter(where: string): Field {
	return filterField('search', searchText, {
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		description: where,
	});
}

/** The option for the order of a list; the first choice is the default. */
export function orderBy(choices: INodePropertyOptions[], preset: string): Field {
	return queryField('ordering', choice(choices), {
		displayName: 'Order By',
		name: 'ordering',
		type: 'options',
		options: choices,
		default: preset,
		description: 'Sort order of the results',
	});
}
