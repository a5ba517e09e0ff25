import type { INodeProperties } from 'n8n-workflow';

import { invitationLocator } from '../../parameters/accessLocators';
import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import {
	additionalInvitationFields,
	emailAddresses,
	invitationFilters,
	invitationOptions,
	requiredInvitationFields,
} from './fields';
import { invitationOperations } from './operations';

const of = shownFor('invitation');

/** The parameters of the resource Invitation, in the order of the editor. */
export const invitation: INodeProperties[] = [
	operationsOf('invitation', 'create', invitationOperations),
	...of(['delete', 'get', 'sendEmail'], invitationLocator),
	...of(['create'], ...requiredInvitationFields),
	...of(['sendEmail'], emailAddresses),
	...of(['create'], {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: additionalInvitationFields,
	}),
	...of(['getAll'], returnAll, limit, {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: invitationFilters,
	}),
	...of(['get', 'getAll', 'sendEmail'], {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: invitationOptions,
	}),
];
