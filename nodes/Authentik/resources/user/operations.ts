import type { IDataObject } from 'n8n-workflow';

import { answered, refuseDroppedFields } from '../../operation/answers';
import { refuseEmptyUpdate } from '../../operation/emptyUpdate';
import { resolvedField } from '../../operation/fields';
import { locatedUser } from '../../operation/locate';
import { outputParameters } from '../../operation/output';
import type { Operation, Step } from '../../operation/types';
import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { anyUserLocator } from '../../parameters/locators';
import { userInPath } from '../../parameters/paths';
import { rights } from '../../shared/permissions';
import { userFacts } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { attributesMode } from '../common/attributes';
import { membership } from '../common/membership';
import { simplifiedGroup, simplifiedUser } from '../common/simplified';
import { updating } from '../common/update';
import { createOrUpdate } from '../common/upsert';
import {
	accountName,
	additionalUserFields,
	password,
	serviceAccountFields,
	userFields,
	username,
} from './fields';
import { userFilters } from './filters';
import { offboard, offboardSteps, preview } from './offboard';
import { includeGroups, includeRoles, linkDuration, userOrder } from './options';
import { emailStage, stageInRequest } from './recovery';
import { apiTokenExpiring, createAccount, createApiToken } from './serviceAccount';
import { endAllSessions, SESSIONS, sessionsInQuery } from './sessions';

const ALL = '/core/users/';
const ONE = '/core/users/{user}/';

/** authentik wants a name in every new user, if only an empty one. */
const presetName: Step = function (requestOptions) {
	requestOptions.body = { name: '', ...(requestOptions.body as IDataObject) };
};

const requiredUsername = { ...username, required: true };
const memberInQuery = resolvedField('query', 'members_by_pk', locatedUser, anyUserLocator);
const dropped = (collection: string) => refuseDroppedFields(collection, userFields, userFacts);

export const userOperations: Operation[] = [
	{
		name: 'Add to Group',
		value: 'addToGroup',
		action: 'Add user to group',
		description: 'Make a user a member of one group, which gives what the group gives',
		...membership('add', 'user'),
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create user',
		description: 'Add a user. It has no password until you set one or send a recovery e-mail.',
		request: { method: 'POST', url: ALL },
		parameters: [requiredUsername, additionalFields(additionalUserFields)],
		before: [presetName],
		postReceive: [dropped('additionalFields')],
	},
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update user',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		request: { method: 'POST', url: ALL },
		parameters: [
			requiredUsername,
			additionalFields(additionalUserFields),
			furtherOptions([attributesMode.parameter]),
		],
		work: createOrUpdate({
			url: ALL,
			qs: { include_groups: false },
			key: 'username',
			rights: rights.user,
			beforeCreate: presetName,
			addsTo: 'groups',
		}),
		postReceive: [dropped('additionalFields')],
	},
	{
		name: 'Create Recovery Link',
		value: 'createRecoveryLink',
		action: 'Create recovery link for user',
		description:
			'Make a link with which whoever has it sets a new password and signs in as the user. Treat the output as a secret.',
		request: { method: 'POST', url: `${ONE}recovery/` },
		parameters: [userInPath, furtherOptions([linkDuration])],
		about: { pk: userInPath },
	},
	{
		name: 'Create Service Account',
		value: 'createServiceAccount',
		action: 'Create service account',
		description:
			'Add a user for a machine, with an app password (token) to sign in with and an API token (api_token) for the API, which takes a superuser. Treat the output as a secret.',
		request: { method: 'POST', url: '/core/users/service_account/' },
		parameters: [
			accountName,
			additionalFields(serviceAccountFields),
			furtherOptions([apiTokenExpiring.parameter, createApiToken.parameter]),
		],
		work: createAccount,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete user permanently',
		description:
			'Delete a user for good, with all tokens and sessions. To only lock someone out, use Offboard.',
		request: { method: 'DELETE', url: ONE },
		parameters: [userInPath],
		postReceive: [answered(DELETED)],
		about: { pk: userInPath },
	},
	{
		name: 'End Sessions',
		value: 'endSessions',
		action: 'End sessions of user',
		description:
			'Sign a user out everywhere. An active user can sign in again; nothing else is changed.',
		request: { method: 'GET', url: SESSIONS },
		parameters: [anyUserLocator],
		work: endAllSessions,
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get user',
		description: 'Retrieve one user',
		request: { method: 'GET', url: ONE },
		parameters: [userInPath, ...outputParameters],
		simplified: simplifiedUser,
	},
	{
		name: 'Get Groups',
		value: 'getGroups',
		action: 'Get groups of user',
		description: 'List the groups that a user is a direct member of',
		request: { method: 'GET', url: '/core/groups/', qs: { include_users: false } },
		isList: true,
		parameters: [memberInQuery, returnAll, limit, ...outputParameters],
		simplified: simplifiedGroup,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description: 'List many users, or only those that match filters',
		request: { method: 'GET', url: ALL, qs: { include_groups: false } },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(userFilters),
			furtherOptions([includeGroups, includeRoles, userOrder]),
		],
		simplified: simplifiedUser,
	},
	{
		name: 'Get Sessions',
		value: 'getSessions',
		action: 'Get sessions of user',
		description: 'List where a user is signed in',
		request: { method: 'GET', url: SESSIONS },
		isList: true,
		parameters: [anyUserLocator, returnAll, limit, ...outputParameters],
		before: [sessionsInQuery],
		simplified: ['last_used', 'last_ip', 'last_user_agent', 'expires', 'user', 'uuid'],
	},
	{
		name: 'Offboard',
		value: 'offboard',
		action: 'Offboard user and remove all access',
		description:
			'Take all access away: deactivate, end sessions, delete tokens, leave groups, or some of these. Cannot be undone as a whole; as long as Preview is on, nothing is changed.',
		request: { method: 'GET', url: ONE },
		parameters: [anyUserLocator, offboardSteps, preview.parameter],
		work: offboard,
	},
	{
		name: 'Remove From Group',
		value: 'removeFromGroup',
		action: 'Remove user from group',
		description: 'Take a user out of one group, and with it what the group gives',
		...membership('remove', 'user'),
	},
	{
		name: 'Send Recovery Email',
		value: 'sendRecoveryEmail',
		action: 'Send recovery email to user',
		description: 'Send a user a link for setting a new password',
		request: { method: 'POST', url: `${ONE}recovery_email/` },
		parameters: [userInPath, emailStage, furtherOptions([linkDuration])],
		before: [stageInRequest],
		postReceive: [answered({ sent: true })],
		about: { pk: userInPath },
	},
	{
		name: 'Set Password',
		value: 'setPassword',
		action: 'Set password of user',
		description: 'Replace the password of a user; the old one stops working at once',
		request: { method: 'POST', url: `${ONE}set_password/` },
		parameters: [userInPath, password],
		postReceive: [answered({ password_set: true })],
		about: { pk: userInPath },
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update user',
		description:
			'Change a user. Up to authentik 2025.10, every update also removes the permissions that were assigned to the user directly.',
		request: { method: 'PATCH', url: ONE },
		parameters: [userInPath, updateFields(userFields), furtherOptions([attributesMode.parameter])],
		before: [refuseEmptyUpdate()],
		work: updating({ rights: rights.user }),
		postReceive: [dropped('updateFields')],
	},
];
