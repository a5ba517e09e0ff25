import type { Resource } from '../../operation/types';
import { scimProviderOperations } from './operations';

export const scimProvider: Resource = {
	title: 'SCIM Provider',
	value: 'scimProvider',
	defaultOperation: 'update',
	operations: scimProviderOperations,
};
