import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { queryField } from '../hooks/field';
import { text } from '../rules/text';

/** The four collections of the resources: the same words for the same thing, so that shareEntries() joins them. */
export function additionalFields(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
	};
}

export function updateFields(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only what is added here is changed',
		options,
	};
}

export function filters(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options,
	};
}

export function furtherOptions(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	};
}

/** The filter that authentik calls search. @param where in which texts it looks */
export function searchFilter(where: string): INodeProperties {
	return queryField('search', text, {
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		description: where,
	});
}

/** The option for the order of a list, first choice preset. */
export function orderBy(choices: INodePropertyOptions[], preset: string): INodeProperties {
	return queryField('ordering', text, {
		displayName: 'Order By',
		name: 'ordering',
		type: 'options',
		options: choices,
		default: preset,
		description: 'In which order authentik lists them',
	});
}
