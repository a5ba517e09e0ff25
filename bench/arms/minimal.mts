/** The smallest declarative node that makes the same update: what n8n's engine takes for itself. */
import { runNode } from '../engine.mts';

const type = {
	description: {
		displayName: 'Minimal',
		name: 'minimal',
		group: [],
		version: 1,
		description: '',
		defaults: { name: 'Minimal' },
		inputs: ['main'],
		outputs: ['main'],
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

const credentialType = {
	name: 'minimalApi',
	properties: [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Token', name: 'token', type: 'string', default: '' },
	],
	authenticate: {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.token }}' } },
	},
};

export async function prepare({ url, batching }) {
	const parameters = { id: '={{ $json.pk }}', name: '=provider {{ $json.pk }}' };
	if (batching) parameters.requestOptions = { batching: { batch: batching } };
	return async (items) =>
		await runNode({
			type,
			credentialType,
			credential: { url, token: 'bench' },
			parameters,
			items,
		});
}
