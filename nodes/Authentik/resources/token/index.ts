import type { INodeProperties } from 'n8n-workflow';

import { tokenLocator } from '../../parameters/accessLocators';
import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { additionalTokenFields, requiredTokenFields, tokenFilters, tokenOptions } from './fields';
import { tokenOperations } from './operations';

const of = shownFor('token');

/** The parameters of the resource Token, in the order of the editor. */
export const token: INodeProperties[] = [
	operationsOf('token', 'getAll', tokenOperations),
	...of(['delete', 'getKey', 'rotate'], tokenLocator),
	...of(['create'], ...requiredTokenFields),
	...of(['create'], {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: additionalTokenFields,
	}),
	...of(['getAll'], returnAll, limit, {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: tokenFilters,
	}),
	...of(['getAll'], {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: tokenOptions,
	}),
];
