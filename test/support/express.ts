import type { FastifyReply } from 'fastify';

/** A request's body as n8n parses it; undefined if it is not JSON. */
export function parsed(body: Buffer): unknown {
	try {
		return body.length === 0 ? {} : (JSON.parse(body.toString()) as unknown);
	} catch {
		return undefined;
	}
}

/** Node's response with the two methods of Express that n8n's nodes use. */
export function expressed(reply: FastifyReply) {
	const response = Object.assign(reply.raw, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		json(body: unknown) {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
		},
	});
	return response;
}
