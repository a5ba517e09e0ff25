import type { INodeProperties } from 'n8n-workflow';

import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
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
	...of(['create'], additionalFields(additionalApplicationFields)),
	...of(['update'], updateFields(applicationFields)),
	...of(['getAll'], returnAll, limit, filters(applicationFilters)),
	...of(['delete', 'get', 'getAll'], furtherOptions(applicationOptions)),
];
