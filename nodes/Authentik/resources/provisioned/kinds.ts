import type { Parameter } from '../../operation/types';
import {
	groupLocator,
	provisionedGroupLocator,
	provisionedUserLocator,
	userLocator,
} from '../../parameters/locators';
import { integerKey, uuid } from '../../rules/ids';
import type { Parse } from '../../rules/rule';

/** The differences between the links of users and of groups to their remote objects. */
export interface Provisioned {
	resource: 'provisionedUser' | 'provisionedGroup';
	/** The object's name in the UI. */
	noun: 'user' | 'group';
	path: string;
	locator: Parameter;
	object: Parameter;
	objectId: Parse;
	/** authentik's query parameter for the object. */
	objectFilter: string;
	columns: readonly string[];
}

export const provisionedGroups: Provisioned = {
	resource: 'provisionedGroup',
	noun: 'group',
	path: '/providers/scim_groups/',
	locator: provisionedGroupLocator,
	object: groupLocator,
	objectId: uuid,
	objectFilter: 'group__group_uuid',
	columns: ['group_obj.name', 'scim_id', 'provider', 'group', 'id'],
};

export const provisionedUsers: Provisioned = {
	resource: 'provisionedUser',
	noun: 'user',
	path: '/providers/scim_users/',
	locator: provisionedUserLocator,
	object: userLocator,
	objectId: integerKey,
	objectFilter: 'user__id',
	columns: ['user_obj.username', 'user_obj.name', 'scim_id', 'provider', 'user', 'id'],
};
