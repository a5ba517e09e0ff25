import type { Resource } from '../../operation/types';
import { invitationOperations } from './operations';

export const invitation: Resource = {
	name: 'Invitation',
	value: 'invitation',
	defaultOperation: 'create',
	operations: invitationOperations,
};
