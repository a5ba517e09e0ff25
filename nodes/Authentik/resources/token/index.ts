import type { INodeProperties } from 'n8n-workflow';

import { tokenLocator } from '../../parameters/accessLocators';
import { additionalFields, filters, furtherOptions } from '../../parameters/collections';
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
	...of(['create'], additionalFields(additionalTokenFields)),
	...of(['getAll'], returnAll, limit, filters(tokenFilters)),
	...of(['getAll'], furtherOptions(tokenOptions)),
];
