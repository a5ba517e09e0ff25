/** n8n's Okta node, Get User: one of n8n's own declarative nodes, for comparison. */
import type { ICredentialType, INodeType } from 'n8n-workflow';

import { locator } from '../../test/support/node.ts';
import { requireFromNodesBase, runNode } from '../engine.mts';
import type { Prepare } from './arm.mts';

export const prepare: Prepare = async ({ url }) => {
	const { Okta } = requireFromNodesBase<{ Okta: new () => INodeType }>('nodes/Okta/Okta.node.js');
	const { OktaApi } = requireFromNodesBase<{ OktaApi: new () => ICredentialType }>(
		'credentials/OktaApi.credentials.js',
	);
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
				userId: locator('={{ $json.pk }}'),
				simplify: false,
			},
			items,
		});
};
