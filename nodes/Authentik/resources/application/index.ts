import type { Resource } from '../../operation/types';
import { applicationOperations } from './operations';

export const application: Resource = {
	name: 'Get Many',
	value: 'application',
	defaultOperation: 'getAll',
	operations: applicationOperations,
};
