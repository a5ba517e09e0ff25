import type { Resource } from '../../operation/types';
import { scimMappingOperations } from './operations';

export const scimMapping: Resource = {
	name: 'Get Many',
	value: 'scimMapping',
	defaultOperation: 'getAll',
	operations: scimMappingOperations,
};
