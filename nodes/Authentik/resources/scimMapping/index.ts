import type { Resource } from '../../operation/types';
import { scimMappingOperations } from './operations';

export const scimMapping: Resource = {
	title: 'SCIM Mapping',
	value: 'scimMapping',
	defaultOperation: 'getAll',
	operations: scimMappingOperations,
};
