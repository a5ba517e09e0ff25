import type { Resource } from '../../operation/types';
import { groupOperations } from './operations';

export const group: Resource = {
	name: 'Group',
	value: 'group',
	defaultOperation: 'getAll',
	operations: groupOperations,
};
