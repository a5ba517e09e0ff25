/* eslint-disable @n8n/community-nodes/no-restricted-imports -- it runs in Node, never in n8n */
/** A proxy that terminates TLS with an untrusted certificate, in front of a plain server. */
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { generate } from 'selfsigned';

/** @returns the https address of a proxy in front of `target`, and how to stop it */
export async function startTlsProxy(target: string) {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
	const server = createServer({ key, cert }, (incoming, outgoing) => {
		const { method, url = '/', headers } = incoming;
		const onward = request(new URL(url, target), { method, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		incoming.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
