import type { Resource } from '../../operation/types';
import { groupOperations } from './operations';

export const group: Resource = {
	name: 'Get Many',
	value: 'group',
	defaultOperation: 'getAll',
	operations: groupOperations,
};
