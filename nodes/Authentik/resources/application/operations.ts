import { answered, refuseDroppedFields } from '../../operation/answers';
import { refuseEmptyUpdate } from '../../operation/emptyUpdate';
import { resolvedField } from '../../operation/fields';
import { locatedUser } from '../../operation/locate';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { anyUserLocator } from '../../parameters/locators';
import { applicationInPath } from '../../parameters/paths';
import { applicationFacts } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { refuseOthersAccess } from './checkAccess';
import { deleteApplication } from './delete';
import {
	additionalApplicationFields,
	applicationFields,
	requiredApplicationFields,
} from './fields';
import { applicationFilters } from './filters';
import { askForAll, listApplications } from './fullList';
import { applicationOrder, attachedProviders, superuserFullList } from './options';

const ALL = '/core/applications/';
const ONE = `${ALL}{application}/`;

const userInQuery = resolvedField('query', 'for_user', locatedUser, anyUserLocator);

/** The simplified output of an application. */
const simplified = [
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
			'Tell whether a user may open it, by its policies and bindings. Only a superuser may ask about others.',
		request: { method: 'GET', url: `${ONE}check_access/` },
		parameters: [applicationInPath, userInQuery],
		before: [refuseOthersAccess],
		about: { application: applicationInPath, user: userInQuery },
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create application',
		description: 'Add an application, which everybody may open until something is bound to it',
		request: { method: 'POST', url: ALL },
		parameters: [...requiredApplicationFields, additionalFields(additionalApplicationFields)],
		postReceive: [
			refuseDroppedFields(
				'additionalFields',
				additionalApplicationFields,
				applicationFacts,
				'It dropped the value without a word and created the application.',
			),
		],
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete application permanently',
		description:
			'Delete it for good. authentik also deletes the SCIM providers attached to it, so this fails while there are some, unless told otherwise.',
		request: { method: 'DELETE', url: ONE },
		parameters: [applicationInPath, furtherOptions([attachedProviders.parameter])],
		work: deleteApplication,
		postReceive: [answered(DELETED)],
		about: { slug: applicationInPath },
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get application',
		description: 'Retrieve one application with its providers',
		request: { method: 'GET', url: ONE },
		parameters: [applicationInPath, ...outputParameters],
		simplified,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many applications',
		description:
			"List many applications. authentik hides those that the token's user may not open, except from superusers.",
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(applicationFilters),
			furtherOptions([applicationOrder, superuserFullList]),
		],
		before: [askForAll],
		work: listApplications,
		simplified,
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update application',
		description:
			'Change settings. A new slug changes the key and the addresses of the application.',
		request: { method: 'PATCH', url: ONE },
		parameters: [applicationInPath, updateFields(applicationFields)],
		before: [refuseEmptyUpdate()],
		postReceive: [refuseDroppedFields('updateFields', applicationFields, applicationFacts)],
	},
];
