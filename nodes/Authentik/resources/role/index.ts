import type { Resource } from '../../operation/types';
import { roleOperations } from './operations';

export const role: Resource = {
	title: 'Role',
	value: 'role',
	defaultOperation: 'getAll',
	operations: roleOperations,
};
