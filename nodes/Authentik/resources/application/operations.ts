import { replaceWith, refuseDroppedFields } from '../../operation/postReceive';
import { refuseEmptyUpdate } from '../../operation/emptyUpdate';
import { ifNotFound } from '../../operation/ifNotFound';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { applicationInPath, applicationOfNode } from '../../parameters/paths';
import { applicationFacts } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { bindingColumns, ofApplication } from './bindings';
import { refuseOthersAccess } from './checkAccess';
import { deleteApplication } from './delete';
import {
	additionalApplicationFields,
	applicationFields,
	principal,
	requiredApplicationFields,
	userInQuery,
} from './fields';
import { applicationFilters } from './filters';
import { grantAccess } from './grantAccess';
import { listApplications } from './list';
import {
	allowEverybody,
	applicationOrder,
	attachedProviders,
	bindingSettings,
	onlyAccessible,
} from './options';
import { revokeAccess } from './revokeAccess';

const ALL = '/core/applications/';
const ONE = `${ALL}{application}/`;
const BINDINGS = '/policies/bindings/';

/** The simplified output of an application. */
const columns = [
	'name',
	'slug',
	'group',
	'launch_url',
	'pk',
	'provider',
	'backchannel_providers',
	'policy_engine_mode',
	'meta_description',
	'meta_publisher',
] as const;

export const applicationOperations: Operation[] = [
	{
		name: 'Check Access',
		value: 'checkAccess',
		action: 'Check access to application',
		description:
			'Check whether a user can open an application, based on its policies and bindings. Only superusers can check other users.',
		request: { method: 'GET', url: `${ONE}check_access/` },
		parameters: [applicationInPath, userInQuery],
		before: [refuseOthersAccess],
		about: { application: applicationInPath, user: userInQuery },
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create application',
		description:
			'Create an application. Everyone can open it until a policy, group or user is bound to it.',
		request: { method: 'POST', url: ALL },
		parameters: [...requiredApplicationFields, additionalFields(additionalApplicationFields)],
		postReceive: [
			refuseDroppedFields(
				'additionalFields',
				additionalApplicationFields,
				applicationFacts,
				'authentik ignored the value and created the application.',
			),
		],
		columns,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete application permanently',
		description:
			'Permanently delete an application. authentik also deletes attached SCIM providers, so this fails if there are any. To detach or delete them, use the option Attached Providers.',
		request: { method: 'DELETE', url: ONE },
		parameters: [applicationInPath, furtherOptions([attachedProviders.parameter])],
		execute: deleteApplication,
		postReceive: [replaceWith(DELETED)],
		about: { slug: applicationInPath },
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get application',
		description: 'Retrieve an application with its providers',
		request: { method: 'GET', url: ONE },
		parameters: [applicationInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
		columns,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many applications',
		description:
			"Retrieve a list of applications. Except for superusers, authentik returns only those that the token's user can open.",
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(applicationFilters),
			furtherOptions([applicationOrder, onlyAccessible.parameter]),
		],
		execute: listApplications,
		columns,
	},
	{
		name: 'Get Bindings',
		value: 'getBindings',
		action: 'Get bindings of application',
		description:
			'Retrieve the users, groups and policies that decide who can open an application. Without any, everyone can.',
		request: { method: 'GET', url: BINDINGS },
		isList: true,
		parameters: [applicationOfNode, returnAll, limit, ...outputParameters],
		before: [ofApplication],
		columns: bindingColumns,
	},
	{
		name: 'Grant Access',
		value: 'grantAccess',
		action: 'Grant access to application and its SCIM targets',
		description:
			'Bind a user, group or policy to an application. The first binding closes the application to everyone else. From authentik 2026.2 on, the next full sync of its SCIM providers creates the accounts of users who can now open it, and deletes those of users who no longer can. This does not start a sync.',
		request: { method: 'POST', url: BINDINGS },
		parameters: [applicationOfNode, principal, furtherOptions(bindingSettings)],
		execute: grantAccess,
		about: { application: applicationOfNode },
	},
	{
		name: 'Revoke Access',
		value: 'revokeAccess',
		action: 'Revoke access to application and its SCIM targets',
		description:
			'Remove all bindings of a user, group or policy from an application. From authentik 2026.2 on, the next full sync of its SCIM providers deletes the accounts of users who can no longer open it. This does not start a sync. Fails if no enabled binding would be left, because everyone could then open the application.',
		request: { method: 'DELETE', url: BINDINGS },
		parameters: [applicationOfNode, principal, furtherOptions([allowEverybody.parameter])],
		execute: revokeAccess,
		about: { application: applicationOfNode },
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update application',
		description: "Update the fields you add. Changing the slug changes the application's URLs.",
		request: { method: 'PATCH', url: ONE },
		parameters: [applicationInPath, updateFields(applicationFields)],
		before: [refuseEmptyUpdate()],
		postReceive: [refuseDroppedFields('updateFields', applicationFields, applicationFacts)],
		columns,
	},
];
