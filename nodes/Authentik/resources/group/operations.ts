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
import { groupInPath, groupOfNode } from '../../parameters/paths';
import { rights } from '../../shared/permissions';
import { groupFacts } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { replaceAttributes } from '../common/attributes';
import { membership } from '../common/membership';
import { preview } from '../common/preview';
import { groupColumns, userColumns } from '../common/columns';
import { updating } from '../common/update';
import { createOrUpdate } from '../common/upsert';
import {
	additionalGroupFields,
	exactMembers,
	groupFields,
	groupInQuery,
	requiredGroupName,
} from './fields';
import { groupFilters } from './filters';
import { listMembers } from './members';
import { groupOrder, includeChildGroups, includeMembers } from './options';
import { setMembers } from './setMembers';

const ALL = '/core/groups/';
const ONE = '/core/groups/{group}/';

const dropped = (collection: string) => refuseDroppedFields(collection, groupFields, groupFacts);

export const groupOperations: Operation[] = [
	{
		name: 'Add User',
		value: 'addUser',
		action: 'Add user to group',
		description: 'Add a user to a group. Other members are kept.',
		...membership('add', 'group'),
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create group',
		description: 'Create a group without members',
		request: { method: 'POST', url: ALL },
		parameters: [requiredGroupName, additionalFields(additionalGroupFields)],
		postReceive: [dropped('additionalFields')],
		columns: groupColumns,
	},
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update group',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		request: { method: 'POST', url: ALL },
		parameters: [
			requiredGroupName,
			additionalFields(additionalGroupFields),
			furtherOptions([ignoreEmptyValues.parameter, replaceAttributes.parameter]),
		],
		execute: createOrUpdate({
			kind: KINDS.group,
			key: 'name',
			rights: rights.group,
		}),
		postReceive: [dropped('additionalFields')],
		columns: groupColumns,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete group permanently',
		description:
			'Permanently delete a group. Its members are kept, but lose the access that the group grants.',
		request: { method: 'DELETE', url: ONE },
		parameters: [groupInPath],
		postReceive: [replaceWith(DELETED)],
		about: { pk: groupInPath },
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get group',
		description: 'Retrieve a group. Members are returned as IDs by default.',
		request: { method: 'GET', url: ONE, qs: { include_users: false } },
		parameters: [
			groupInPath,
			...outputParameters,
			furtherOptions([ifNotFound.parameter, includeMembers]),
		],
		columns: groupColumns,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many groups',
		description: 'Retrieve a list of groups, optionally filtered',
		request: { method: 'GET', url: ALL, qs: { include_users: false } },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(groupFilters),
			furtherOptions([includeMembers, groupOrder]),
		],
		columns: groupColumns,
	},
	{
		name: 'Get Members',
		value: 'getMembers',
		action: 'Get group members',
		description:
			'Retrieve the direct members of a group, optionally with those of its child groups',
		request: { method: 'GET', url: '/core/users/', qs: { include_groups: false } },
		isList: true,
		parameters: [
			groupInQuery,
			returnAll,
			limit,
			...outputParameters,
			furtherOptions([includeChildGroups.parameter]),
		],
		execute: listMembers,
		columns: userColumns,
	},
	{
		name: 'Remove User',
		value: 'removeUser',
		action: 'Remove user from group',
		description:
			'Remove a user from a group. The user loses the access that the group grants. Other members are kept.',
		...membership('remove', 'group'),
	},
	{
		name: 'Set Members',
		value: 'setMembers',
		action: 'Set exact members of group',
		description:
			'Make only the users you choose direct members of a group: add missing users and remove all others. Use Preview to see what would happen.',
		request: { method: 'GET', url: ONE },
		parameters: [
			groupOfNode,
			exactMembers.wanted.parameter,
			preview.parameter,
			furtherOptions([exactMembers.onlyAmong.parameter, exactMembers.onlyAmongPrefix.parameter]),
		],
		execute: setMembers,
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update group',
		description:
			'Update the fields you add. To change members, use Add User, Remove User or Set Members.',
		request: { method: 'PATCH', url: ONE },
		parameters: [
			groupInPath,
			updateFields(groupFields),
			furtherOptions([ignoreEmptyValues.parameter, replaceAttributes.parameter]),
		],
		before: [unchangedIfEmpty(rights.group.view), refuseEmptyUpdate()],
		execute: updating({ rights: rights.group }),
		postReceive: [dropped('updateFields')],
		columns: groupColumns,
	},
];
