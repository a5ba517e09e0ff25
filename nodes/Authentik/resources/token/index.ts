import type { Resource } from '../../operation/types';
import { tokenOperations } from './operations';

export const token: Resource = {
	name: 'Get Many',
	value: 'token',
	defaultOperation: 'getAll',
	operations: tokenOperations,
};
