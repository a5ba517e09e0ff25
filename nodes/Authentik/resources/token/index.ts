import type { Resource } from '../../operation/types';
import { tokenOperations } from './operations';

export const token: Resource = {
	title: 'Token',
	value: 'token',
	defaultOperation: 'getAll',
	operations: tokenOperations,
};
