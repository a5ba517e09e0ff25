import type { Resource } from '../../operation/types';
import { userOperations } from './operations';

export const user: Resource = {
	name: 'Get Many',
	value: 'user',
	defaultOperation: 'getAll',
	operations: userOperations,
};
