/** n8n's HTTP Request node, with the same update configured manually: Header Auth, and defaults otherwise. */
import type { ICredentialType, VersionedNodeType } from 'n8n-workflow';

import { requireFromNodesBase, runNode } from '../engine.mts';
import type { Prepare } from './arm.mts';

export const prepare: Prepare = async ({ url, batching }) => {
	const { HttpRequest } = requireFromNodesBase<{ HttpRequest: new () => VersionedNodeType }>(
		'nodes/HttpRequest/HttpRequest.node.js',
	);
	const { HttpHeaderAuth } = requireFromNodesBase<{ HttpHeaderAuth: new () => ICredentialType }>(
		'credentials/HttpHeaderAuth.credentials.js',
	);
	const type = new HttpRequest();
	const credentialType = new HttpHeaderAuth();
	return async (items) =>
		await runNode({
			type,
			typeName: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			credentialType,
			credential: { name: 'Authorization', value: 'Bearer bench' },
			parameters: {
				method: 'PATCH',
				url: `=${url}/api/v3/providers/scim/{{ $json.pk }}/`,
				authentication: 'genericCredentialType',
				genericAuthType: 'httpHeaderAuth',
				sendBody: true,
				bodyParameters: { parameters: [{ name: 'name', value: '=provider {{ $json.pk }}' }] },
				options: batching ? { batching: { batch: { ...batching } } } : {},
			},
			items,
		});
};
