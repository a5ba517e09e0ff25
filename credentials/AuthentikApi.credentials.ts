import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { API_ROOT } from '../nodes/Authentik/transport/apiRoot';
import { bareTokenIn } from '../nodes/Authentik/transport/bareToken';
import { serverFields } from './serverFields';

const NOT_AUTHENTIK =
	'The Base URL is not the address of an authentik server. Enter the URL at which you open authentik in the browser, for example https://auth.example.com.';

export class AuthentikApi implements ICredentialType {
	name = 'authentikApi';

	// n8n's lint requires title case; authentik itself writes its name in lowercase.
	displayName = 'Authentik API';

	icon: Icon = { light: 'file:../icons/authentik.svg', dark: 'file:../icons/authentik.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-authentik/n8n-nodes-authentik#credential';

	properties: INodeProperties[] = [
		serverFields.baseUrl,
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Token with intent API Token, which you create in authentik under Directory &gt; Tokens and App passwords. Turn Expiring off, or authentik replaces the key when the token expires. The API does not accept app passwords.',
		},
		serverFields.ignoreSslIssues,
		serverFields.maxConcurrentRequests,
		serverFields.maxConcurrentSyncs,
		serverFields.maxSyncWait,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: `=Bearer ${bareTokenIn('$credentials.apiToken')}`,
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: API_ROOT,
			url: '/core/users/me/',
			headers: { 'Accept-Language': 'en' },
			disableFollowRedirect: true,
			skipSslCertificateValidation: '={{ $credentials.ignoreSslIssues }}',
		},
		// n8n reads both kinds of rule from one list; its type allows only lists of one kind.
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'authentik does not accept the API Token. It is mistyped, expired or replaced, its user is inactive, or it is an app password. The API accepts only tokens with intent API Token.',
				},
			},
			...[302, 301, 307, 308].map((value) => ({
				type: 'responseCode',
				properties: {
					value,
					message:
						'The Base URL redirects to another address. Enter that address, or configure the proxy in front of authentik to pass /api/v3 without a login.',
				},
			})),
			{ type: 'responseCode', properties: { value: 404, message: NOT_AUTHENTIK } },
			...[502, 503].map((value) => ({
				type: 'responseCode',
				properties: {
					value,
					message:
						"authentik is starting, or its reverse proxy can't reach it. Try again in a minute.",
				},
			})),
			{
				type: 'responseSuccessBody',
				properties: { key: 'user.pk', value: undefined, message: NOT_AUTHENTIK },
			},
		] as ICredentialTestRequest['rules'],
	};
}
