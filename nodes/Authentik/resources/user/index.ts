import type { Resource } from '../../operation/types';
import { userOperations } from './operations';

export const user: Resource = {
	title: 'User',
	value: 'user',
	defaultOperation: 'getAll',
	operations: userOperations,
};
