import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** How to sign in: the choice of credential. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'API Token', value: 'apiToken' },
		{ name: 'OAuth2', value: 'oAuth2' },
	],
	default: 'apiToken',
	description: 'How n8n signs in to authentik',
};

/** The credentials for the parameter Authentication. */
export const credentials: INodeCredentialDescription[] = [
	{
		name: 'authentikApi',
		required: true,
		displayOptions: { show: { authentication: ['apiToken'] } },
	},
	{
		name: 'authentikOAuth2Api',
		required: true,
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
];
