import type { INodePropertyOptions } from 'n8n-workflow';

import { answered, refuseDroppedFields } from '../../hooks/answer';
import { pathFrom } from '../../hooks/path';
import { refuseUnknownToRelease } from '../../hooks/release';
import { refuseEmptyUpdate } from '../../hooks/update';
import { cutTo } from '../../parameters/output';
import { slug } from '../../rules/text';
import { applicationFacts } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import { DELETED, sending, sendingAfter } from '../../transport/send';
import { askForAll, askForUser } from './access';
import { deleteApplication } from './delete';
import { additionalApplicationFields, applicationFields } from './fields';

const ALL = '/core/applications/';
const ONE = `${ALL}{application}/`;

const applicationInPath = pathFrom('application', 'Application', slug);
const knownToRelease = refuseUnknownToRelease(applicationFacts, 'body');

/** The simplified output of an application. */
const simplified = cutTo([
	'pk',
	'name',
	'slug',
	'group',
	'launch_url',
	'provider',
	'backchannel_providers',
	'policy_engine_mode',
	'meta_description',
	'meta_publisher',
]);

export const applicationOperations: INodePropertyOptions[] = [
	{
		name: 'Check Access',
		value: 'checkAccess',
		action: 'Check access to application',
		description:
			'Tell whether a user may open it, by its policies and bindings. Only a superuser may ask about others.',
		routing: {
			request: { method: 'GET', url: `${ONE}check_access/` },
			send: { preSend: [applicationInPath] },
			operations: { pagination: sendingAfter([askForUser]) },
		},
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create application',
		description: 'Add an application, which everybody may open until something is bound to it',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: { pagination: sendingAfter([knownToRelease]) },
			output: {
				postReceive: [
					refuseDroppedFields(
						'additionalFields',
						additionalApplicationFields,
						applicationFacts,
						'It dropped the value without a word and created the application.',
					),
				],
			},
		},
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete application permanently',
		description:
			'Delete it for good. authentik also deletes the SCIM providers attached to it, so this fails while there are some, unless told otherwise.',
		routing: {
			request: { method: 'DELETE', url: ONE },
			send: { preSend: [applicationInPath] },
			operations: { pagination: sending(deleteApplication) },
			output: {
				postReceive: [answered(DELETED)],
			},
		},
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get application',
		description: 'Retrieve one application with its providers',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [applicationInPath] },
			output: { postReceive: [simplified] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many applications',
		description:
			"List many applications. authentik hides those that the token's user may not open, except from superusers.",
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE } },
			operations: { pagination: sendingAfter([askForAll]) },
			output: { postReceive: [simplified] },
		},
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update application',
		description:
			'Change settings. A new slug changes the key and the addresses of the application.',
		routing: {
			request: { method: 'PATCH', url: ONE },
			send: { preSend: [applicationInPath] },
			operations: { pagination: sendingAfter([refuseEmptyUpdate, knownToRelease]) },
			output: {
				postReceive: [refuseDroppedFields('updateFields', applicationFields, applicationFacts)],
			},
		},
	},
];
