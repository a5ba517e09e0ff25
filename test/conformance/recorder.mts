/** A proxy that remembers what went through it: requests and answers, with the case that sent them. */
import { createServer, request } from 'node:http';

/**
 * Starts a proxy in front of a server that is reached by plain HTTP.
 * @param {string} server its address, without a slash at the end
 * @returns its own `url`, the `exchanges`, `about` (what the next exchanges belong to), and `close`
 */
export async function startRecorder(server) {
	const exchanges = [];
	const recorder = { exchanges, about: '', url: '', close };
	const proxy = createServer((incoming, outgoing) => {
		const chunks = [];
		incoming.on('data', (chunk) => chunks.push(chunk));
		incoming.on('end', () => pass(incoming, Buffer.concat(chunks), outgoing));
	});

	function pass({ method, url, headers }, body, outgoing) {
		const { host: _host, ...rest } = headers;
		const [path, query = ''] = url.split('?');
		const exchange = { about: recorder.about, method, path, query, body: parsed(body) };
		exchange.type = headers['content-type'];
		exchanges.push(exchange);
		const asked = request(new URL(url, server), { method, headers: rest }, (answer) => {
			const parts = [];
			answer.on('data', (part) => parts.push(part));
			answer.on('end', () => {
				const whole = Buffer.concat(parts);
				Object.assign(exchange, { status: answer.statusCode, answer: parsed(whole) });
				outgoing.writeHead(answer.statusCode, answer.headers).end(whole);
			});
		});
		asked.on('error', () => outgoing.destroy());
		asked.end(body);
	}

	function close() {
		proxy.closeAllConnections();
		return new Promise((resolve) => proxy.close(resolve));
	}

	await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	recorder.url = `http://127.0.0.1:${proxy.address().port}`;
	return recorder;
}

function parsed(body) {
	const text = body.toString();
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
