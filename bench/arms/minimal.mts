/** The smallest declarative node that sends the same update: the cost of n8n's engine itself. */
import type { ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runNode } from '../engine.mts';
import type { Prepare } from './arm.mts';

const type: INodeType = {
	description: {
		displayName: 'Minimal',
		name: 'minimal',
		group: [],
		version: 1,
		description: '',
		defaults: { name: 'Minimal' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'minimalApi', required: true }],
		requestDefaults: { baseURL: '={{ $credentials.url }}' },
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				default: 'update',
				options: [{ name: 'Update', value: 'update', routing: { request: { method: 'PATCH' } } }],
			},
			{
				displayName: 'ID',
				name: 'id',
				type: 'string',
				default: '',
				routing: { request: { url: '=/api/v3/providers/scim/{{ $value }}/' } },
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				routing: { send: { type: 'body', property: 'name' } },
			},
		],
	},
};

const credentialType: ICredentialType = {
	name: 'minimalApi',
	displayName: 'Minimal API',
	properties: [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Token', name: 'token', type: 'string', default: '' },
	],
	authenticate: {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.token }}' } },
	},
};

export const prepare: Prepare = async ({ url, batching }) => {
	const parameters: INodeParameters = {
		id: '={{ $json.pk }}',
		name: '=provider {{ $json.pk }}',
		...(batching && { requestOptions: { batching: { batch: { ...batching } } } }),
	};
	return async (items) =>
		await runNode({
			type,
			credentialType,
			credential: { url, token: 'bench' },
			parameters,
			items,
		});
};
