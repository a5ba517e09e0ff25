/** n8n's Okta node, Get User: a declarative node of n8n itself, for what such a node costs. */
import { requireFromNodesBase, runNode } from '../engine.mts';

export async function prepare({ url }) {
	const { Okta } = requireFromNodesBase('nodes/Okta/Okta.node.js');
	const { OktaApi } = requireFromNodesBase('credentials/OktaApi.credentials.js');
	const type = new Okta();
	const credentialType = new OktaApi();
	return async (items) =>
		await runNode({
			type,
			credentialType,
			credential: { url, accessToken: 'bench' },
			parameters: {
				resource: 'user',
				operation: 'get',
				userId: { __rl: true, mode: 'id', value: '={{ $json.pk }}' },
				simplify: false,
			},
			items,
		});
}
