import type { Resource } from '../../operation/types';
import { provisionedGroups, provisionedUsers } from './kinds';
import { provisionedOperations } from './operations';

export const provisionedGroup: Resource = {
	title: 'Provisioned Group',
	value: provisionedGroups.resource,
	defaultOperation: 'getAll',
	operations: provisionedOperations(provisionedGroups),
};

export const provisionedUser: Resource = {
	title: 'Provisioned User',
	value: provisionedUsers.resource,
	defaultOperation: 'getAll',
	operations: provisionedOperations(provisionedUsers),
};
