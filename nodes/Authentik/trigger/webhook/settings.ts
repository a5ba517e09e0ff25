import type { INodeProperties } from 'n8n-workflow';

import { asProperty } from '../../operation/describe';
import type { Parameter } from '../../operation/types';
import { groupLocator } from '../../parameters/locators';

/** The group that receives the events, instead of one that the trigger creates. */
export const receiverGroup: Parameter = {
	...groupLocator,
	displayName: 'Receiver Group',
	name: 'receiver',
	description:
		"Group with at least one direct member, to which authentik sends the events. By default, the trigger creates a group with the credential's user in it.",
};

/** The options that control how authentik calls n8n. */
export const webhookSettings: INodeProperties[] = [
	{
		displayName: 'Allow Duplicates',
		name: 'allowDuplicates',
		type: 'boolean',
		default: true,
		description:
			'Whether to start the workflow again when authentik resends an event because it got no response',
	},
	asProperty(receiverGroup),
];
