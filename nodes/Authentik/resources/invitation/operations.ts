import { replaceWith } from '../../operation/postReceive';
import { ifNotFound } from '../../operation/ifNotFound';
import { outputParameters } from '../../operation/output';
import { refuseOutside } from '../../operation/release';
import type { Operation } from '../../operation/types';
import { additionalFields, filters, furtherOptions } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { invitationInPath } from '../../parameters/paths';
import { INVITATION_EMAIL, spanLabel, spanText } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { createWithLink } from './create';
import { additionalInvitationFields, emailAddresses, requiredInvitationFields } from './fields';
import { invitationFilters } from './filters';
import { emailOptions, invitationOrder } from './options';

const ALL = '/stages/invitation/invitations/';
const ONE = `${ALL}{invitation}/`;

/** The simplified output of an invitation. */
const columns = [
	'name',
	'expires',
	'single_use',
	'pk',
	'fixed_data',
	'flow',
	'flow_obj.slug',
	'created_by.username',
] as const;

export const invitationOperations: Operation[] = [
	{
		name: 'Create',
		value: 'create',
		action: 'Create invitation',
		description:
			'Create an invitation to an enrollment flow and return its link. Anyone with the link can enroll until the invitation expires.',
		request: { method: 'POST', url: ALL },
		parameters: [...requiredInvitationFields, additionalFields(additionalInvitationFields)],
		execute: createWithLink,
		columns,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete invitation permanently',
		description: 'Permanently delete an invitation. Its link stops working.',
		request: { method: 'DELETE', url: ONE },
		parameters: [invitationInPath],
		postReceive: [replaceWith(DELETED)],
		about: { pk: invitationInPath },
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get invitation',
		description: 'Retrieve an invitation. A single-use invitation is deleted once it is used.',
		request: { method: 'GET', url: ONE },
		parameters: [invitationInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
		columns,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many invitations',
		description: 'Retrieve a list of invitations, optionally filtered',
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(invitationFilters),
			furtherOptions([invitationOrder]),
		],
		columns,
	},
	{
		name: `Send Email (${spanLabel(INVITATION_EMAIL)})`,
		value: 'sendEmail',
		action: 'Send invitation by email',
		description: `Email the link of an invitation through authentik. Needs ${spanText(INVITATION_EMAIL)}.`,
		request: { method: 'POST', url: `${ONE}send_email/` },
		parameters: [invitationInPath, emailAddresses, furtherOptions(emailOptions)],
		before: [refuseOutside(INVITATION_EMAIL, (needed) => `'Send Email' needs ${needed}`)],
		postReceive: [replaceWith({ sent: true })],
		about: { pk: invitationInPath },
	},
];
