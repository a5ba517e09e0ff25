import { replaceWith, refuseDroppedFields } from '../../operation/postReceive';
import { refuseEmptyUpdate } from '../../operation/emptyUpdate';
import { ignoreEmptyValues, unchangedIfEmpty } from '../../operation/emptyValues';
import { ifNotFound } from '../../operation/ifNotFound';
import { KINDS } from '../../operation/kinds';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { userInPath, userOfNode } from '../../parameters/paths';
import { rights } from '../../shared/permissions';
import { userFacts } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { replaceAttributes } from '../common/attributes';
import { membership } from '../common/membership';
import { preview } from '../common/preview';
import { groupColumns, userColumns } from '../common/columns';
import { updating } from '../common/update';
import { createOrUpdate } from '../common/upsert';
import { createUser, presetName } from './create';
import { DEVICES, getDevices, removeDevices } from './devices';
import {
	accountName,
	additionalUserFields,
	emailStage,
	exactGroups,
	initialPassword,
	memberInQuery,
	password,
	requiredUsername,
	serviceAccountFields,
	userFields,
} from './fields';
import { userFilters } from './filters';
import { listGroups } from './groups';
import { offboard } from './offboard';
import {
	apiTokenExpiring,
	deviceTypes,
	excludeRoles,
	ignoreCase,
	includeGroups,
	includeParents,
	linkDuration,
	offboardSteps,
	skipApiToken,
	userOrder,
} from './options';
import { stageInRequest } from './recovery';
import { createAccount } from './serviceAccount';
import { endAllSessions, SESSIONS, sessionsInQuery } from './sessions';
import { setGroups } from './setGroups';

const ALL = '/core/users/';
const ONE = '/core/users/{user}/';

const dropped = (collection: string) => refuseDroppedFields(collection, userFields, userFacts);

export const userOperations: Operation[] = [
	{
		name: 'Add to Group',
		value: 'addToGroup',
		action: 'Add user to group',
		description: 'Add a user to a group. The user gets the access that the group grants.',
		...membership('add', 'user'),
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create user',
		description:
			'Create a user, optionally with a password. To set one later, use Set Password. To let the user choose one, use Send Recovery Email.',
		request: { method: 'POST', url: ALL },
		parameters: [requiredUsername, additionalFields([...additionalUserFields, initialPassword])],
		before: [presetName],
		execute: createUser,
		postReceive: [dropped('additionalFields')],
		columns: userColumns,
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
			furtherOptions([
				ignoreCase.parameter,
				ignoreEmptyValues.parameter,
				replaceAttributes.parameter,
			]),
		],
		execute: createOrUpdate({
			kind: KINDS.user,
			key: 'username',
			rights: rights.user,
			beforeCreate: [presetName],
			ignoreCase,
			addsTo: 'groups',
		}),
		postReceive: [dropped('additionalFields')],
		columns: userColumns,
	},
	{
		name: 'Create Recovery Link',
		value: 'createRecoveryLink',
		action: 'Create recovery link for user',
		description:
			'Create a link that lets anyone who has it set a new password and sign in as the user. Treat the output as a secret.',
		request: { method: 'POST', url: `${ONE}recovery/` },
		parameters: [userInPath, furtherOptions([linkDuration])],
		about: { pk: userInPath },
	},
	{
		name: 'Create Service Account',
		value: 'createServiceAccount',
		action: 'Create service account',
		description:
			"Create a service account with an app password (token) and, if the credential is a superuser's, an API token (api_token). Treat the output as a secret.",
		request: { method: 'POST', url: '/core/users/service_account/' },
		parameters: [
			accountName,
			additionalFields(serviceAccountFields),
			furtherOptions([apiTokenExpiring.parameter, skipApiToken.parameter]),
		],
		execute: createAccount,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete user permanently',
		description:
			"Permanently delete a user, including the user's tokens and sessions. To remove access but keep the user, use Offboard.",
		request: { method: 'DELETE', url: ONE },
		parameters: [userInPath],
		postReceive: [replaceWith(DELETED)],
		about: { pk: userInPath },
	},
	{
		name: 'End Sessions',
		value: 'endSessions',
		action: 'End user sessions',
		description: 'Sign a user out everywhere. An active user can sign in again.',
		request: { method: 'GET', url: SESSIONS },
		parameters: [userOfNode],
		execute: endAllSessions,
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get user',
		description: 'Retrieve a user',
		request: { method: 'GET', url: ONE },
		parameters: [userInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
		columns: userColumns,
	},
	{
		name: 'Get Devices',
		value: 'getDevices',
		action: 'Get user devices',
		description: "Retrieve the user's authenticators, such as security keys and recovery codes",
		request: { method: 'GET', url: DEVICES },
		parameters: [userOfNode, ...outputParameters],
		execute: getDevices,
		columns: ['name', 'device_type', 'confirmed', 'last_used', 'created', 'pk'],
	},
	{
		name: 'Get Groups',
		value: 'getGroups',
		action: 'Get user groups',
		description:
			'Retrieve the groups that a user is a direct member of, optionally with their parents',
		request: { method: 'GET', url: '/core/groups/', qs: { include_users: false } },
		isList: true,
		parameters: [
			memberInQuery,
			returnAll,
			limit,
			...outputParameters,
			furtherOptions([includeParents.parameter]),
		],
		execute: listGroups,
		columns: groupColumns,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description: 'Retrieve a list of users, optionally filtered',
		request: { method: 'GET', url: ALL, qs: { include_groups: false } },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(userFilters),
			furtherOptions([includeGroups, excludeRoles, userOrder]),
		],
		columns: userColumns,
	},
	{
		name: 'Get Sessions',
		value: 'getSessions',
		action: 'Get user sessions',
		description: "Retrieve a list of the user's active sessions",
		request: { method: 'GET', url: SESSIONS },
		isList: true,
		parameters: [userOfNode, returnAll, limit, ...outputParameters],
		before: [sessionsInQuery],
		columns: ['last_used', 'last_ip', 'last_user_agent', 'expires', 'user', 'uuid'],
	},
	{
		name: 'Offboard',
		value: 'offboard',
		action: 'Offboard user and remove all access',
		description:
			"Can't be fully undone. Remove a user's access: deactivate the user, end sessions, delete tokens, remove the user from all groups and, if selected, remove authenticators. Use Preview to see what would happen.",
		request: { method: 'GET', url: ONE },
		parameters: [userOfNode, preview.parameter, furtherOptions([offboardSteps.parameter])],
		execute: offboard,
	},
	{
		name: 'Remove Devices',
		value: 'removeDevices',
		action: 'Remove user devices permanently',
		description:
			"Permanently remove the user's authenticators, all or by type, so that the user must enroll new ones",
		request: { method: 'GET', url: DEVICES },
		parameters: [userOfNode, furtherOptions([deviceTypes.parameter])],
		execute: removeDevices,
	},
	{
		name: 'Remove From Group',
		value: 'removeFromGroup',
		action: 'Remove user from group',
		description: 'Remove a user from a group. The user loses the access that the group grants.',
		...membership('remove', 'user'),
	},
	{
		name: 'Send Recovery Email',
		value: 'sendRecoveryEmail',
		action: 'Send recovery email to user',
		description: 'Email a user a link to set a new password',
		request: { method: 'POST', url: `${ONE}recovery_email/` },
		parameters: [userInPath, emailStage, furtherOptions([linkDuration])],
		before: [stageInRequest],
		postReceive: [replaceWith({ sent: true })],
		about: { pk: userInPath },
	},
	{
		name: 'Set Groups',
		value: 'setGroups',
		action: 'Set exact groups of user',
		description:
			'Make a user a direct member of only the groups you choose: add the user to missing groups and remove the user from all others. Use Preview to see what would happen.',
		request: { method: 'GET', url: ONE },
		parameters: [
			userOfNode,
			exactGroups.wanted.parameter,
			preview.parameter,
			furtherOptions([exactGroups.onlyAmong.parameter, exactGroups.onlyAmongPrefix.parameter]),
		],
		execute: setGroups,
	},
	{
		name: 'Set Password',
		value: 'setPassword',
		action: 'Set user password',
		description: "Replace a user's password. The old one stops working immediately.",
		request: { method: 'POST', url: `${ONE}set_password/` },
		parameters: [userInPath, password],
		postReceive: [replaceWith({ password_set: true })],
		about: { pk: userInPath },
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update user',
		description:
			'Update the fields you add. In authentik 2025.10 and earlier, every update also removes permissions that are assigned directly to the user.',
		request: { method: 'PATCH', url: ONE },
		parameters: [
			userInPath,
			updateFields(userFields),
			furtherOptions([ignoreEmptyValues.parameter, replaceAttributes.parameter]),
		],
		before: [unchangedIfEmpty(rights.user.view), refuseEmptyUpdate()],
		execute: updating({ rights: rights.user }),
		postReceive: [dropped('updateFields')],
		columns: userColumns,
	},
];
