import type { INodePropertyOptions } from 'n8n-workflow';

import { answered, refuseDroppedFields } from '../../hooks/answer';
import { groupInPath, locatedGroup } from '../../hooks/located';
import { refuseUnknownToRelease } from '../../hooks/release';
import { refuseEmptyUpdate } from '../../hooks/update';
import { permissions } from '../../shared/permissions';
import { groupFacts } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import type { Action } from '../../transport/send';
import { DELETED, sendingAfter } from '../../transport/send';
import { membership } from '../common/membership';
import { simplifiedGroup, simplifiedUser } from '../common/simplified';
import { update } from '../common/update';
import { createOrUpdate } from '../common/upsert';
import { groupFields } from './fields';

const ALL = '/core/groups/';
const ONE = '/core/groups/{group}/';

const knownToRelease = refuseUnknownToRelease(groupFacts, 'body');

const groupInQuery: Action = async function (requestOptions) {
	requestOptions.qs = { ...requestOptions.qs, groups_by_pk: await locatedGroup(this) };
};

const dropped = (collection: string) => refuseDroppedFields(collection, groupFields, groupFacts);

export const groupOperations: INodePropertyOptions[] = [
	{
		name: 'Add User',
		value: 'addUser',
		action: 'Add user to group',
		description: 'Make one user a member; the others stay',
		routing: membership('add'),
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create group',
		description: 'Add a group, without members',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: { pagination: sendingAfter([knownToRelease]) },
			output: { postReceive: [dropped('additionalFields')] },
		},
	},
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update group',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: {
				pagination: sendingAfter(
					[knownToRelease],
					createOrUpdate({
						url: ALL,
						qs: { include_users: false },
						key: 'name',
						permissions: permissions.group.upsert,
					}),
				),
			},
			output: { postReceive: [dropped('additionalFields')] },
		},
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete group permanently',
		description: 'Delete a group for good. The members stay, but lose what the group gave them.',
		routing: {
			request: { method: 'DELETE', url: ONE },
			operations: { pagination: sendingAfter([groupInPath]) },
			output: { postReceive: [answered(DELETED)] },
		},
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get group',
		description: 'Retrieve one group; its members only as IDs unless told otherwise',
		routing: {
			request: { method: 'GET', url: ONE, qs: { include_users: false } },
			operations: { pagination: sendingAfter([groupInPath]) },
			output: { postReceive: [simplifiedGroup] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many groups',
		description: 'List many groups, or only those that match filters',
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE, include_users: false } },
			output: { postReceive: [simplifiedGroup] },
		},
	},
	{
		name: 'Get Members',
		value: 'getMembers',
		action: 'Get members of group',
		description: 'List the users who are direct members of a group',
		routing: {
			request: {
				method: 'GET',
				url: '/core/users/',
				qs: { page_size: LARGEST_PAGE, include_groups: false },
			},
			operations: { pagination: sendingAfter([groupInQuery]) },
			output: { postReceive: [simplifiedUser] },
		},
	},
	{
		name: 'Remove User',
		value: 'removeUser',
		action: 'Remove user from group',
		description: 'Take one user out, and with it what the group gives; the others stay',
		routing: membership('remove'),
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update group',
		description: 'Change a group. Its members stay; use Add User and Remove User for these.',
		routing: {
			request: { method: 'PATCH', url: ONE },
			operations: {
				pagination: sendingAfter(
					[refuseEmptyUpdate, knownToRelease, groupInPath],
					async (context, requestData) =>
						await update(context, requestData, { permissions: permissions.group.update }),
				),
			},
			output: { postReceive: [dropped('updateFields')] },
		},
	},
];
