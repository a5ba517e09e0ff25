import { createServer } from 'node:http';

/**
 * A chat's address for incoming messages.
 * @returns {Promise<{ url: string, messages: any[], close: () => Promise<void> }>} `messages` are the bodies
 *   that arrived, in order
 */
export async function startInbox() {
	const messages = [];
	const server = createServer(async (request, response) => {
		messages.push(JSON.parse((await request.setEncoding('utf8').toArray()).join('')));
		response.end('ok');
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		messages,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
