import type { INodeProperties } from 'n8n-workflow';

import { bodyField } from '../../hooks/field';
import { emailStageLocator } from '../../parameters/accessLocators';
import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { anyGroupLocator, anyUserLocator } from '../../parameters/locators';
import { text } from '../../rules/text';
import { additionalUserFields, userFields, username } from './fields';
import { userFilters } from './filters';
import { offboardSteps } from './offboard';
import { userOperations } from './operations';
import { userOptions } from './options';

const of = shownFor('user');

const LISTS = ['getAll', 'getGroups', 'getSessions'];

/** The parameters of the resource User, in the order of the editor. */
export const user: INodeProperties[] = [
	operationsOf('user', 'getAll', userOperations),
	...of(
		[
			'addToGroup',
			'createRecoveryLink',
			'delete',
			'endSessions',
			'get',
			'getGroups',
			'getSessions',
			'offboard',
			'removeFromGroup',
			'sendRecoveryEmail',
			'setPassword',
			'update',
		],
		anyUserLocator,
	),
	...of(['addToGroup', 'removeFromGroup'], anyGroupLocator),
	...of(['create', 'upsert'], { ...username, required: true }),
	...of(
		['createServiceAccount'],
		bodyField('name', text, {
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. backup-job',
			description: 'The username of the account, unique in authentik',
		}),
	),
	...of(
		['setPassword'],
		bodyField('password', text, {
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The new password. authentik checks it against no password policy here.',
		}),
	),
	...of(['sendRecoveryEmail'], emailStageLocator),
	...of(['offboard'], offboardSteps),
	...of(['create', 'createServiceAccount', 'upsert'], additionalFields(additionalUserFields)),
	...of(['update'], updateFields(userFields)),
	...of(LISTS, returnAll, limit),
	...of(['getAll'], filters(userFilters)),
	...of(
		[
			...LISTS,
			'createRecoveryLink',
			'createServiceAccount',
			'get',
			'offboard',
			'sendRecoveryEmail',
			'update',
			'upsert',
		],
		furtherOptions(userOptions),
	),
];
