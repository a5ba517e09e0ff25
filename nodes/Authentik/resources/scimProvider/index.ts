import type { INodeProperties } from 'n8n-workflow';

import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import {
	anyGroupLocator,
	anyUserLocator,
	applicationLocator,
	scimProviderLocator,
} from '../../parameters/locators';
import { additionalProviderFields, requiredProviderFields, scimProviderFields } from './fields';
import { scimProviderFilters } from './filters';
import { scimProviderOperations } from './operations';
import { scimProviderOptions } from './options';

const of = shownFor('scimProvider');

/** The parameters of the resource SCIM Provider, in the order of the editor. */
export const scimProvider: INodeProperties[] = [
	operationsOf('scimProvider', 'update', scimProviderOperations),
	...of(
		[
			'attach',
			'delete',
			'detach',
			'get',
			'getDependents',
			'getSyncStatus',
			'sync',
			'syncGroup',
			'syncUser',
			'update',
		],
		scimProviderLocator,
	),
	...of(['attach'], applicationLocator),
	...of(['syncUser'], anyUserLocator),
	...of(['syncGroup'], anyGroupLocator),
	...of(['create', 'upsert'], ...requiredProviderFields),
	...of(['create', 'upsert'], additionalFields(additionalProviderFields)),
	...of(['update'], updateFields(scimProviderFields)),
	...of(['getAll'], returnAll),
	...of(['getAll'], limit),
	...of(['getAll'], filters(scimProviderFilters)),
	...of(
		[
			'attach',
			'create',
			'detach',
			'get',
			'getAll',
			'sync',
			'syncGroup',
			'syncUser',
			'update',
			'upsert',
		],
		furtherOptions(scimProviderOptions),
	),
];
