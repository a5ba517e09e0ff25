import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';

/** What the sandbox answers to one request of its superuser, made around the node. */
export async function callApi(
	sandbox: Sandbox,
	method: string,
	path: string,
	body?: IDataObject,
): Promise<{ status: number; body: IDataObject }> {
	const response = await fetch(`${sandbox.url}/api/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	return {
		status: response.status,
		body: text.startsWith('{') ? (JSON.parse(text) as IDataObject) : {},
	};
}
