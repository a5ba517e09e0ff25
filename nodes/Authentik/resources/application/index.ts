import type { Resource } from '../../operation/types';
import { applicationOperations } from './operations';

export const application: Resource = {
	title: 'Application',
	value: 'application',
	defaultOperation: 'getAll',
	operations: applicationOperations,
};
