import type { INodeParameterResourceLocator, INodeParameters } from 'n8n-workflow';

import { fromAI } from './agent.mts';
import { byId } from './nodes.mts';

const byUsername = (value: string): INodeParameterResourceLocator => ({
	__rl: true,
	mode: 'username',
	value,
});
const scimProvider = (operation: string, parameters: INodeParameters) => ({
	resource: 'scimProvider',
	operation,
	...parameters,
});
const user = (operation: string, parameters: INodeParameters) => ({
	resource: 'user',
	operation,
	...parameters,
});

/** Tools of an AI Agent under the names that n8n assigns, `{action} in authentik`: parameters of the node. */
export const TOOLS = {
	'Get many SCIM providers in authentik': scimProvider('getAll', {
		filters: { search: fromAI('Search') },
	}),
	'Update SCIM provider in authentik': scimProvider('update', {
		scimProvider: byId(
			"={{ $fromAI('SCIM_Provider', 'ID of the provider: pk in the list', 'number') }}",
		),
		updateFields: { dryRun: fromAI('Dry_Run', 'boolean') },
	}),
	'Move SCIM provider': scimProvider('update', {
		descriptionType: 'manual',
		toolDescription: 'Change the URL of the SCIM target. Starts a full sync.',
		scimProvider: byId(fromAI('SCIM_Provider')),
		updateFields: { url: fromAI('URL') },
	}),
	'Sync user to SCIM provider in authentik': scimProvider('syncUser', {
		scimProvider: byId(fromAI('SCIM_Provider')),
		user: byId(fromAI('User', 'number')),
	}),
	'Offboard user and remove all access in authentik': user('offboard', {
		user: byUsername(fromAI('User')),
		preview: fromAI('Preview', 'boolean'),
	}),
	'Delete user permanently in authentik': user('delete', { user: byUsername(fromAI('User')) }),
} satisfies Record<string, INodeParameters>;
