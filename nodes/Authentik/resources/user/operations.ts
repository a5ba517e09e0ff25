import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { answered, refuseDroppedFields } from '../../hooks/answer';
import { locatedUser, userInPath } from '../../hooks/located';
import { refuseUnknownToRelease } from '../../hooks/release';
import { refuseEmptyUpdate } from '../../hooks/update';
import { permissions } from '../../shared/permissions';
import { userFacts } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import type { Action } from '../../transport/send';
import { DELETED, sendingAfter } from '../../transport/send';
import { membership } from '../common/membership';
import { simplifiedGroup, simplifiedUser } from '../common/simplified';
import { update } from '../common/update';
import { createOrUpdate } from '../common/upsert';
import { accessOperations } from './accessOperations';
import { userFields } from './fields';

const ALL = '/core/users/';
const ONE = '/core/users/{user}/';

const knownToRelease = refuseUnknownToRelease(userFacts, 'body');

/** authentik wants a name in every new user, if only an empty one. */
const presetName: Action = function (requestOptions) {
	requestOptions.body = { name: '', ...(requestOptions.body as IDataObject) };
};

const memberInQuery: Action = async function (requestOptions) {
	requestOptions.qs = { ...requestOptions.qs, members_by_pk: await locatedUser(this) };
};

const dropped = (collection: string) => refuseDroppedFields(collection, userFields, userFacts);

const recordOperations: INodePropertyOptions[] = [
	{
		name: 'Add to Group',
		value: 'addToGroup',
		action: 'Add user to group',
		description: 'Make a user a member of one group, which gives what the group gives',
		routing: membership('add'),
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create user',
		description: 'Add a user. It has no password until you set one or send a recovery e-mail.',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: { pagination: sendingAfter([knownToRelease, presetName]) },
			output: { postReceive: [dropped('additionalFields')] },
		},
	},
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update user',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: {
				pagination: sendingAfter(
					[knownToRelease],
					createOrUpdate({
						url: ALL,
						qs: { include_groups: false },
						key: 'username',
						permissions: permissions.user.upsert,
						beforeCreate: presetName,
						addsTo: 'groups',
					}),
				),
			},
			output: { postReceive: [dropped('additionalFields')] },
		},
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete user permanently',
		description:
			'Delete a user for good, with all tokens and sessions. To only lock someone out, use Offboard.',
		routing: {
			request: { method: 'DELETE', url: ONE },
			operations: { pagination: sendingAfter([userInPath]) },
			output: { postReceive: [answered(DELETED)] },
		},
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get user',
		description: 'Retrieve one user',
		routing: {
			request: { method: 'GET', url: ONE },
			operations: { pagination: sendingAfter([userInPath]) },
			output: { postReceive: [simplifiedUser] },
		},
	},
	{
		name: 'Get Groups',
		value: 'getGroups',
		action: 'Get groups of user',
		description: 'List the groups that a user is a direct member of',
		routing: {
			request: {
				method: 'GET',
				url: '/core/groups/',
				qs: { page_size: LARGEST_PAGE, include_users: false },
			},
			operations: { pagination: sendingAfter([memberInQuery]) },
			output: { postReceive: [simplifiedGroup] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description: 'List many users, or only those that match filters',
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE } },
			operations: { pagination: sendingAfter([refuseUnknownToRelease(userFacts, 'qs')]) },
			output: { postReceive: [simplifiedUser] },
		},
	},
	{
		name: 'Remove From Group',
		value: 'removeFromGroup',
		action: 'Remove user from group',
		description: 'Take a user out of one group, and with it what the group gives',
		routing: membership('remove'),
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update user',
		description:
			'Change a user. Up to authentik 2025.10, every update also removes the permissions that were assigned to the user directly.',
		routing: {
			request: { method: 'PATCH', url: ONE },
			operations: {
				pagination: sendingAfter(
					[refuseEmptyUpdate, knownToRelease, userInPath],
					async (context, requestData) =>
						await update(context, requestData, { permissions: permissions.user.update }),
				),
			},
			output: { postReceive: [dropped('updateFields')] },
		},
	},
];

/** Everything that can be done with users, in the order of the editor. */
export const userOperations: INodePropertyOptions[] = [
	...recordOperations,
	...accessOperations,
].sort((a, b) => a.name.localeCompare(b.name));
