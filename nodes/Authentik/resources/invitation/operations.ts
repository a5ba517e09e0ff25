import type { INodePropertyOptions } from 'n8n-workflow';

import { answered } from '../../hooks/answer';
import { pathFrom } from '../../hooks/path';
import { refuseOutside } from '../../hooks/release';
import { cutTo } from '../../parameters/output';
import { uuid } from '../../rules/ids';
import { INVITATION_EMAIL, spanLabel, spanText } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import { DELETED, sendingAfter } from '../../transport/send';
import { createWithLink, resolveFlow } from './create';

const ALL = '/stages/invitation/invitations/';
const ONE = `${ALL}{invitation}/`;

const invitationInPath = pathFrom('invitation', 'Invitation', uuid);

/** The simplified output of an invitation. */
const simplified = cutTo([
	'pk',
	'name',
	'expires',
	'single_use',
	'fixed_data',
	'flow',
	'flow_obj.slug',
	'created_by.username',
]);

export const invitationOperations: INodePropertyOptions[] = [
	{
		name: 'Create',
		value: 'create',
		action: 'Create invitation',
		description:
			'Invite somebody to an enrollment flow and return the link, with which anybody can enroll until it expires',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: { pagination: sendingAfter([resolveFlow], createWithLink) },
		},
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete invitation permanently',
		description: 'Delete it for good. Its link works no more.',
		routing: {
			request: { method: 'DELETE', url: ONE },
			send: { preSend: [invitationInPath] },
			output: { postReceive: [answered(DELETED)] },
		},
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get invitation',
		description: 'Retrieve one invitation that was not used up',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [invitationInPath] },
			output: { postReceive: [simplified] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many invitations',
		description: 'List many invitations, or only those that match filters',
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE } },
			output: { postReceive: [simplified] },
		},
	},
	{
		name: `Send Email (${spanLabel(INVITATION_EMAIL)})`,
		value: 'sendEmail',
		action: 'Send invitation by email',
		description: `Let authentik mail the link to people. Needs ${spanText(INVITATION_EMAIL)}.`,
		routing: {
			request: { method: 'POST', url: `${ONE}send_email/` },
			send: { preSend: [invitationInPath] },
			operations: { pagination: sendingAfter([refuseOutside(INVITATION_EMAIL, 'Send Email')]) },
			output: { postReceive: [answered({ sent: true })] },
		},
	},
];
