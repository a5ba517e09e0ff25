import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_LIMITS } from '../nodes/Authentik/shared/limits';

/** The server settings of a credential, for every way to sign in. */
export const serverFields = {
	baseUrl: {
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://auth.example.com',
		description:
			'URL at which you open authentik in the browser. Without http:// or https://, https:// is assumed. Paths such as /api/v3 or /if/admin/ are removed.',
	},
	ignoreSslIssues: {
		displayName: 'Ignore SSL Issues (Insecure)',
		name: 'ignoreSslIssues',
		type: 'boolean',
		default: false,
		description:
			"Whether to connect even if authentik's certificate can't be verified. For a private certificate authority, set NODE_EXTRA_CA_CERTS for n8n instead.",
	},
	maxConcurrentRequests: {
		displayName: 'Max Concurrent Requests',
		name: 'maxConcurrentRequests',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 64 },
		default: DEFAULT_LIMITS.maxConcurrentRequests,
		description:
			"Maximum number of requests that one n8n process sends to this authentik server at the same time, across all workflows. With authentik's default settings, more than 4 is no faster.",
	},
	maxConcurrentSyncs: {
		displayName: 'Max Concurrent Syncs',
		name: 'maxConcurrentSyncs',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_LIMITS.maxConcurrentSyncs,
		description:
			"Maximum number of full SCIM syncs that one n8n process runs at the same time. With authentik's default settings, two at once stall the server. Before you raise this, raise authentik's AUTHENTIK_WORKER__THREADS, which defaults to 2.",
	},
	maxSyncWait: {
		displayName: 'Max Wait for a Sync (Minutes)',
		name: 'maxSyncWait',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_LIMITS.maxSyncWait,
		description:
			'How long a change to a SCIM provider waits for a full sync that is still running. If the sync takes longer, the item fails and nothing is sent.',
	},
} as const satisfies Record<string, INodeProperties>;
