import { createServer } from 'node:net';

/**
 * A port of this machine that nobody listens on.
 * @param {number} preferred taken when it is free
 */
export async function freePort(preferred = 0) {
	const server = createServer();
	const listening = await new Promise((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(preferred, '127.0.0.1', () => resolve(true));
	});
	if (!listening) return await freePort();
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}
