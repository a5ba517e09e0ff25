import type { INodeProperties } from 'n8n-workflow';

/** What a credential needs to know of the server, whichever way it signs in. */
export const serverFields = {
	baseUrl: {
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://auth.example.com',
		description:
			'The address at which you open authentik in the browser. Paths such as /api/v3 or /if/admin/ are cut off.',
	},
	ignoreSslIssues: {
		displayName: 'Ignore SSL Issues (Insecure)',
		name: 'ignoreSslIssues',
		type: 'boolean',
		default: false,
		description:
			'Whether to connect even if the certificate of authentik cannot be verified. For a private certificate authority, rather start n8n with NODE_EXTRA_CA_CERTS.',
	},
	maxConcurrentRequests: {
		displayName: 'Max Concurrent Requests',
		name: 'maxConcurrentRequests',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 64 },
		default: 4,
		description:
			'How many requests one n8n process sends to this authentik at the same time, over all workflows. A stock authentik gets no faster above 4, only slower for everybody else.',
	},
	maxConcurrentSyncs: {
		displayName: 'Max Concurrent Syncs',
		name: 'maxConcurrentSyncs',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description:
			'How many full syncs of SCIM providers one n8n process runs at the same time. Two at once stall a default authentik: raise its AUTHENTIK_WORKER__THREADS (2 by default) above this number first.',
	},
	maxSyncWait: {
		displayName: 'Max Wait for a Sync (Minutes)',
		name: 'maxSyncWait',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description:
			'How long a change of a SCIM provider waits for a full sync that is still running. After that, the item fails and nothing is sent.',
	},
} as const satisfies Record<string, INodeProperties>;
