import type { IDataObject } from 'n8n-workflow';

import type { Server } from './node';

/** The sandbox's answer to one request of its superuser, sent without the node. */
export async function callApi(
	{ url, token }: Server,
	method: string,
	path: string,
	body?: object,
): Promise<{ status: number; body: IDataObject }> {
	const response = await fetch(`${url}/api/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	return {
		status: response.status,
		body: text.startsWith('{') ? (JSON.parse(text) as IDataObject) : {},
	};
}

/**
 * The body of an answer that must be a success; see callApi().
 * @returns the body, in the type that the caller states
 */
export async function api<T = unknown>(
	server: Server,
	method: string,
	path: string,
	body?: object,
): Promise<T> {
	const answer = await callApi(server, method, path, body);
	if (answer.status < 400) return answer.body as T;
	throw new Error(`authentik answered ${answer.status} to ${path}: ${JSON.stringify(answer.body)}`);
}
