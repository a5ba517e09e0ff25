import type { Resource } from '../../operation/types';
import { eventOperations } from './operations';

export const event: Resource = {
	title: 'Event',
	value: 'event',
	defaultOperation: 'getAll',
	operations: eventOperations,
};
