import type { INodeProperties } from 'n8n-workflow';

import { invitationLocator } from '../../parameters/accessLocators';
import { additionalFields, filters, furtherOptions } from '../../parameters/collections';
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
	...of(['create'], additionalFields(additionalInvitationFields)),
	...of(['getAll'], returnAll, limit, filters(invitationFilters)),
	...of(['get', 'getAll', 'sendEmail'], furtherOptions(invitationOptions)),
];
