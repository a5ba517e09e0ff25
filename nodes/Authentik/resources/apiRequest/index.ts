import type { Resource } from '../../operation/types';
import { apiRequestOperations } from './operations';

export const apiRequest: Resource = {
	title: 'API Request',
	value: 'apiRequest',
	defaultOperation: 'send',
	operations: apiRequestOperations,
};
