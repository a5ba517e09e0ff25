import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sleep } from 'n8n-workflow';

import { held, type FaultRule, type Faults } from '../control/faults';
import { tryJson, type RequestLog, type RequestRecord } from '../control/log';
import type { Authentik } from '../core/call';
import { WorkerPool } from '../core/worker-pool';
import type { View } from '../drf/view';
import { answerId, dispatch, htmlPage, notRouted, type Incoming, type Outgoing } from './dispatch';

/** What a server needs besides its views. */
export interface Surroundings {
	authentik: Authentik;
	log: RequestLog;
	faults: Faults;
	basePath: string;
	workers: number;
	latency: number;
}

type Responder = (incoming: Incoming) => Outgoing | Promise<Outgoing>;

const ALL_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The HTTP server: finds the view of a request, logs the request and applies faults. */
export function createServer(views: View[], around: Surroundings): FastifyInstance {
	const { authentik, basePath } = around;
	const workers = new WorkerPool(around.workers, around.latency);
	const app = fastify({
		bodyLimit: 32 * 1024 * 1024,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 500 },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	const handle = (respond: Responder) => async (request: FastifyRequest, reply: FastifyReply) => {
		reply.hijack();
		const record = recordOf(request);
		around.log.begin(record);
		try {
			const fault = around.faults.next(record.method, record.path);
			await workers.run(async () => answer(request, reply, record, respond, fault));
		} finally {
			around.log.end();
		}
	};

	for (const view of views) {
		app.route({
			method: ALL_METHODS,
			url: `${basePath}${view.isOutsideApi ? '' : '/api/v3'}${view.path}`,
			handler: handle(async (incoming) => await dispatch(view, incoming, authentik)),
		});
	}
	app.setNotFoundHandler(handle(({ method }) => notRouted(method)));
	return app;
}

async function answer(
	request: FastifyRequest,
	reply: FastifyReply,
	record: RequestRecord,
	respond: Responder,
	fault: FaultRule = {},
): Promise<void> {
	await held(fault);
	if (fault.reset === 'before') return reset(reply);
	const params = request.params as Record<string, string>;
	const { method, path, query, headers, rawBody } = record;
	const id = answerId();
	const incoming = { method, path, id, query, headers, body: rawBody, params };
	const outgoing = faultyAnswer(fault) ?? (await respond(incoming));
	if (fault.reset === 'after') return reset(reply);
	record.status = outgoing.status;
	await send(reply, { method, id }, outgoing, fault);
}

function recordOf(request: FastifyRequest): RequestRecord {
	const [path, query = ''] = splitOnce(request.raw.url ?? '', '?');
	const rawBody = typeof request.body === 'string' ? request.body : '';
	return {
		method: request.method,
		path: decoded(path),
		query,
		headers: Object.fromEntries(
			Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
		),
		body: tryJson(rawBody),
		rawBody,
		status: undefined,
		remotePort: request.socket.remotePort,
	};
}

/** The answer of a fault instead of authentik's, if it has one. */
function faultyAnswer({ respond, html, redirect }: FaultRule): Outgoing | undefined {
	if (redirect !== undefined) return { status: 302, headers: { location: redirect }, body: '' };
	if (html !== undefined) {
		const headers = { 'content-type': 'text/html; charset=utf-8' };
		return { status: html, headers, body: htmlPage(html) };
	}
	if (!respond) return undefined;
	const { status, headers = {}, body, contentType } = respond;
	const type = contentType ?? (typeof body === 'string' ? 'text/plain' : 'application/json');
	if (body === undefined) return { status, headers, body: '' };
	return {
		status,
		headers: { 'content-type': type, ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	};
}

async function send(
	reply: FastifyReply,
	{ method, id }: Pick<Incoming, 'method' | 'id'>,
	{ status, headers, body }: Outgoing,
	fault: FaultRule,
): Promise<void> {
	const whole = fault.gzip ? await gzipped(body) : Buffer.from(body);
	const half = whole.subarray(0, Math.ceil(whole.length / 2));
	const bytes = fault.truncate ? half : whole;
	reply.raw.writeHead(status, {
		...headers,
		...(fault.gzip ? { 'content-encoding': 'gzip' } : {}),
		...(status === 204 ? {} : { 'content-length': bytes.length }),
		'x-authentik-id': id,
	});
	if (fault.reset === 'body') {
		reply.raw.write(half);
		// Time to send the first half, or the reset would overtake it.
		await sleep(20);
		return reset(reply);
	}
	reply.raw.end(method === 'HEAD' ? undefined : bytes);
}

function reset(reply: FastifyReply): void {
	reply.raw.socket?.resetAndDestroy();
}

async function gzipped(text: string): Promise<Buffer> {
	const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
	return Buffer.from(await new Response(stream).arrayBuffer());
}

function splitOnce(text: string, separator: string): string[] {
	const at = text.indexOf(separator);
	return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
