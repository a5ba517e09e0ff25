import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import * as listSearch from './methods/listSearch';
import * as loadOptions from './methods/loadOptions';
import { scimProvider } from './resources/scimProvider';
import { API_ROOT } from './transport/apiRoot';
import { refuseProblem } from './transport/problem';
import { commonOptions } from './transport/request';
import { send } from './transport/send';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'scimProvider',
	options: [{ name: 'SCIM Provider', value: 'scimProvider' }],
	// The first parameter, and always visible: what stands here holds for every request, before all else.
	routing: {
		send: { paginate: true },
		output: {
			postReceive: [
				async function (items, response) {
					refuseProblem(response);
					return items;
				},
			],
		},
	},
};

export class Authentik implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'authentik',
		name: 'authentik',
		icon: { light: 'file:../../icons/authentik.svg', dark: 'file:../../icons/authentik.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Manage SCIM provisioning in authentik, the open-source identity provider',
		defaults: { name: 'authentik' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'authentikApi', required: true }],
		requestDefaults: {
			baseURL: API_ROOT,
			...commonOptions,
			skipSslCertificateValidation: '={{ $credentials.ignoreSslIssues }}',
		},
		requestOperations: { pagination: send },
		properties: [resource, ...scimProvider],
	};

	methods = { listSearch, loadOptions };
}
