/** A proxy that records its traffic: requests and answers, with the case that sent them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request, and its answer once there is one; bodies as JSON, or as text if they are not JSON. */
export interface Exchange {
	/** The case that it belongs to. */
	about: string;
	method: string;
	path: string;
	query: string;
	body: unknown;
	/** The content type of the body. */
	type?: string;
	status?: number;
	answer?: unknown;
}

export interface Recorder {
	/** The address of the proxy. */
	url: string;
	exchanges: Exchange[];
	/** The case that the next exchanges belong to. */
	about: string;
	close(): Promise<void>;
}

/**
 * Starts a proxy in front of a server over plain HTTP.
 * @param server its address, without a trailing slash
 */
export async function startRecorder(server: string): Promise<Recorder> {
	const recorder: Recorder = { exchanges: [], about: '', url: '', close };
	// It never closes a connection just when a client starts to use it again.
	const proxy = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => pass(incoming, Buffer.concat(chunks), outgoing));
	});

	function pass(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
		const { method = 'GET', url = '/', headers } = incoming;
		const { host: _host, ...rest } = headers;
		const [path, query = ''] = url.split('?');
		const { about } = recorder;
		const type = headers['content-type'];
		const exchange: Exchange = { about, method, path, query, body: parsed(body), type };
		recorder.exchanges.push(exchange);
		const asked = request(new URL(url, server), { method, headers: rest }, (answer) => {
			const parts: Buffer[] = [];
			answer.on('data', (part: Buffer) => parts.push(part));
			answer.on('end', () => {
				const whole = Buffer.concat(parts);
				Object.assign(exchange, { status: answer.statusCode, answer: parsed(whole) });
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(whole);
			});
		});
		asked.on('error', () => outgoing.destroy());
		asked.end(body);
	}

	async function close(): Promise<void> {
		proxy.closeAllConnections();
		await new Promise((resolve) => proxy.close(resolve));
	}

	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	recorder.url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	return recorder;
}

function parsed(body: Buffer): unknown {
	const text = body.toString();
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
