import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A chat's address for incoming messages. */
export interface Inbox {
	url: string;
	/** What arrived, in order. */
	messages: Array<{ text: string }>;
	close: () => Promise<void>;
}

/** Starts an inbox. Close it when done. */
export async function startInbox(): Promise<Inbox> {
	const messages: Inbox['messages'] = [];
	const server = createServer(async (request, response) => {
		messages.push(
			JSON.parse((await request.setEncoding('utf8').toArray()).join('')) as { text: string },
		);
		response.end('ok');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		messages,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
