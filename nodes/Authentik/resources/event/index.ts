import type { INodeProperties } from 'n8n-workflow';

import { eventLocator } from '../../parameters/accessLocators';
import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { eventFilters, eventOptions } from './filters';
import { eventOperations } from './operations';

const of = shownFor('event');

/** The parameters of the resource Event, in the order of the editor. */
export const event: INodeProperties[] = [
	operationsOf('event', 'getAll', eventOperations),
	...of(['get'], eventLocator),
	...of(['getAll'], returnAll, limit, {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: eventFilters,
	}),
	...of(['get', 'getAll'], {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: eventOptions,
	}),
];
