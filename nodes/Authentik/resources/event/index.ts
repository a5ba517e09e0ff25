import type { Resource } from '../../operation/types';
import { eventOperations } from './operations';

export const event: Resource = {
	name: 'Get Many',
	value: 'event',
	defaultOperation: 'getAll',
	operations: eventOperations,
};
