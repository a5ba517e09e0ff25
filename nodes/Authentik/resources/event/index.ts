import type { INodeProperties } from 'n8n-workflow';

import { eventLocator } from '../../parameters/accessLocators';
import { filters, furtherOptions } from '../../parameters/collections';
import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { eventFilters, eventOptions } from './filters';
import { eventOperations } from './operations';

const of = shownFor('event');

/** The parameters of the resource Event, in the order of the editor. */
export const event: INodeProperties[] = [
	operationsOf('event', 'getAll', eventOperations),
	...of(['get'], eventLocator),
	...of(['getAll'], returnAll, limit, filters(eventFilters)),
	...of(['get', 'getAll'], furtherOptions(eventOptions)),
];
