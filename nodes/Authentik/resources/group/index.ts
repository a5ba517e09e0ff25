import type { Resource } from '../../operation/types';
import { groupOperations } from './operations';

export const group: Resource = {
	title: 'Group',
	value: 'group',
	defaultOperation: 'getAll',
	operations: groupOperations,
};
