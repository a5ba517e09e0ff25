import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Systems use the ports from 32768 on for outgoing connections, and n8n opens one for every request. */
const [FIRST, END] = [20_000, 32_768];

/**
 * A port of this machine that nobody listens on, and that no outgoing connection takes before its user does.
 * @param preferred used if it is free
 */
export async function freePort(preferred = randomInt(FIRST, END)): Promise<number> {
	const server = createServer();
	const listening = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(preferred, '127.0.0.1', () => resolve(true));
	});
	if (!listening) return await freePort();
	await new Promise((resolve) => server.close(resolve));
	return preferred;
}
