import type { INodeProperties } from 'n8n-workflow';

import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { anyUserLocator, applicationLocator } from '../../parameters/locators';
import {
	additionalApplicationFields,
	applicationFields,
	requiredApplicationFields,
} from './fields';
import { applicationFilters, applicationOptions } from './filters';
import { applicationOperations } from './operations';

const of = shownFor('application');

/** The parameters of the resource Application, in the order of the editor. */
export const application: INodeProperties[] = [
	operationsOf('application', 'getAll', applicationOperations),
	...of(['checkAccess', 'delete', 'get', 'update'], applicationLocator),
	...of(['checkAccess'], anyUserLocator),
	...of(['create'], ...requiredApplicationFields),
	...of(['create'], {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: additionalApplicationFields,
	}),
	...of(['update'], {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only what is added here is changed',
		options: applicationFields,
	}),
	...of(['getAll'], returnAll, limit, {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: applicationFilters,
	}),
	...of(['delete', 'get', 'getAll'], {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: applicationOptions,
	}),
];
