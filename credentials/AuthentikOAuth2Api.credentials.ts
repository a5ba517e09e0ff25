import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import { oauthEndpoint } from '../nodes/Authentik/transport/apiRoot';
import { serverFields } from './serverFields';

export class AuthentikOAuth2Api implements ICredentialType {
	name = 'authentikOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Authentik OAuth2 API';

	icon: Icon = { light: 'file:../icons/authentik.svg', dark: 'file:../icons/authentik.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-authentik/n8n-nodes-authentik#oauth2';

	properties: INodeProperties[] = [
		{
			displayName:
				'In authentik, the OAuth2/OpenID provider for n8n must be <b>confidential</b>, belong to an application, and have the scope mapping <b>authentik default OAuth Mapping: authentik API access</b> under Advanced protocol settings. Without this mapping, authentik silently drops the scope, and the API returns 403. n8n before 1.123 does not renew access tokens; use an API token there.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		serverFields.baseUrl,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'Authorization Code',
					value: 'authorizationCode',
					description: 'Sign in to authentik as yourself; n8n then acts as you',
				},
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description:
						'Act as the service account that authentik creates for the provider, or as the user named in the client secret',
				},
			],
			default: 'clientCredentials',
			description: 'How n8n gets its access token',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: oauthEndpoint('authorize'),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: oauthEndpoint('token'),
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// Without offline_access, authentik returns no refresh token; client credentials need none.
			default:
				'={{ $self["grantType"] === "authorizationCode" ? "goauthentik.io/api offline_access" : "goauthentik.io/api" }}',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		{
			// authentik answers both an expired access token and a missing permission with 403, never with 401. Without a
			// refresh token, n8n would treat both as an expired token and lose authentik's response, so then no status counts
			// as expired. Not a secret, but n8n's lint goes by the name.
			displayName: 'Token Expired Status Code',
			name: 'tokenExpiredStatusCode',
			type: 'hidden',
			typeOptions: { password: true },
			default:
				'={{ $self["grantType"] === "authorizationCode" && !$self["oauthTokenData"]?.refresh_token ? 0 : 403 }}',
		},
		serverFields.ignoreSslIssues,
		{
			// The name under which n8n's own OAuth2 code looks for it.
			displayName: 'Ignore SSL Issues',
			name: 'ignoreSSLIssues',
			type: 'hidden',
			default: '={{ $self["ignoreSslIssues"] }}',
		},
		serverFields.maxConcurrentRequests,
		serverFields.maxConcurrentSyncs,
		serverFields.maxSyncWait,
	];
}
