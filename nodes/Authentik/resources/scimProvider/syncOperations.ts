import type { INodePropertyOptions } from 'n8n-workflow';

import { sendingAfter } from '../../transport/send';
import { attachBefore, detachBefore } from './attach';
import { ONE, providerInPath } from './provider';
import { hideSecrets } from './secrets';
import { syncProvider } from './sync';
import { syncObject } from './syncObject';

/** What makes a provider sync: the application it needs, and syncing itself. */
export const syncOperations: INodePropertyOptions[] = [
	{
		name: 'Attach to Application',
		value: 'attach',
		action: 'Attach SCIM provider to application',
		description:
			'Make it a backchannel provider of an application, which it needs to sync. Starts no sync.',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [providerInPath] },
			operations: { pagination: sendingAfter([attachBefore]) },
			output: { postReceive: [hideSecrets] },
		},
	},
	{
		name: 'Detach From Application',
		value: 'detach',
		action: 'Detach SCIM provider from application',
		description: 'Take it out of the application that holds it, so that it syncs no more',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [providerInPath] },
			operations: { pagination: sendingAfter([detachBefore]) },
			output: { postReceive: [hideSecrets] },
		},
	},
	{
		name: 'Get Sync Status',
		value: 'getSyncStatus',
		action: 'Get sync status of SCIM provider',
		description:
			'Whether a sync runs, and when one last ended. From 2025.10 on authentik says done after failures too; Sync tells them.',
		routing: {
			request: { method: 'GET', url: `${ONE}sync/status/` },
			send: { preSend: [providerInPath] },
		},
	},
	{
		name: 'Sync',
		value: 'sync',
		action: 'Sync SCIM provider',
		description:
			'Start a full sync, which creates, changes and can also delete accounts at the target; wait for its end if you like',
		routing: {
			// Without a body: authentik saves what it has, and every save starts a full sync.
			request: { method: 'PATCH', url: ONE },
			send: { preSend: [providerInPath] },
			operations: { pagination: syncProvider },
		},
	},
	{
		name: 'Sync Group',
		value: 'syncGroup',
		action: 'Sync group to SCIM provider',
		description: 'Provision one group at the target now, and tell how it went',
		routing: {
			request: {
				method: 'POST',
				url: `${ONE}sync/object/`,
				body: { sync_object_model: 'authentik.core.models.Group' },
			},
			send: { preSend: [providerInPath] },
			operations: { pagination: syncObject },
		},
	},
	{
		name: 'Sync User',
		value: 'syncUser',
		action: 'Sync user to SCIM provider',
		description: 'Provision one user at the target now, and tell how it went',
		routing: {
			request: {
				method: 'POST',
				url: `${ONE}sync/object/`,
				body: { sync_object_model: 'authentik.core.models.User' },
			},
			send: { preSend: [providerInPath] },
			operations: { pagination: syncObject },
		},
	},
];
