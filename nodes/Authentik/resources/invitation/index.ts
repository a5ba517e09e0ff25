import type { Resource } from '../../operation/types';
import { invitationOperations } from './operations';

export const invitation: Resource = {
	title: 'Invitation',
	value: 'invitation',
	defaultOperation: 'create',
	operations: invitationOperations,
};
