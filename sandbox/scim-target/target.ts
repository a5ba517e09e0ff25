import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

import { Faults, held, type FaultRule } from '../control/faults';
import { tryJson } from '../control/log';
import { answer, ResourceStore, scimError, type Abilities, type Resource } from './store';

export interface ScimTargetOptions {
	/** Defaults to any free port. */
	port?: number;
	/** Defaults to 127.0.0.1. */
	host?: string;
	/** The required token of every request; by default, any is accepted. */
	token?: string;
	/** Its ServiceProviderConfig; null: it has none. */
	config?: Abilities | null;
	/** Refuses a second user or group of the same name with 409. */
	hasUniqueNames?: boolean;
	/** Milliseconds that each request takes. */
	delay?: number;
	/** Called for every request after its answer. */
	onAnswer?: (request: ScimTargetRequest) => void;
	/** What goes wrong from the start; `path` is compared with the end of the request's path. */
	faults?: FaultRule[];
}

/** One request as it arrived, and how it was answered. */
export interface ScimTargetRequest {
	method: string;
	/** Including everything before `/Users` and similar. */
	path: string;
	query: string;
	headers: Record<string, string>;
	body: unknown;
	/** undefined until there is an answer, and if there never is one. */
	status: number | undefined;
}

/** A small SCIM 2.0 server that a provider of the sandbox provisions to. */
export interface ScimTarget {
	/** For a provider's `url`. Any other path before `/Users` and `/Groups` also works. */
	readonly url: string;
	/** Every request in order of arrival. */
	readonly requests: ScimTargetRequest[];
	/** Its objects, by its own keys. */
	readonly users: Map<string, Resource>;
	readonly groups: Map<string, Resource>;
	fault(rule: FaultRule): void;
	clearFaults(): void;
	/** Clears the requests, not the users and groups. */
	clearLog(): void;
	close(): Promise<void>;
}

/** Starts a SCIM target. Close it when done. */
export async function startScimTarget(options: ScimTargetOptions = {}): Promise<ScimTarget> {
	const { host = '127.0.0.1', port = 0 } = options;
	const requests: ScimTargetRequest[] = [];
	const faults = new Faults();
	options.faults?.forEach((rule) => faults.add(rule));
	const store = new ResourceStore(options.hasUniqueNames ?? false);
	const app = fastify({ exposeHeadRoutes: false, forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	app.all('*', async (request: FastifyRequest, reply: FastifyReply) => {
		const record = recordOf(request);
		requests.push(record);
		const fault = faults.next(record.method, record.path) ?? {};
		await held(fault, options.delay);
		if (fault.reset === 'before') return reset(reply);
		const isKnown = !options.token || record.headers.authorization === `Bearer ${options.token}`;
		const { status, body } =
			fault.respond ??
			(isKnown ? answer(record, store, options.config) : scimError(401, 'wrong token'));
		if (fault.reset) return reset(reply);
		record.status = status;
		options.onAnswer?.(record);
		if (body === undefined) return await reply.code(status).send();
		const isText = typeof body === 'string';
		const type = isText ? 'text/plain' : 'application/scim+json';
		return await reply
			.code(status)
			.type(type)
			.send(isText ? body : JSON.stringify(body));
	});

	const address = await app.listen({ host, port });
	return {
		url: `${address}/scim/v2`,
		requests,
		users: store.users,
		groups: store.groups,
		fault: (rule) => faults.add(rule),
		clearFaults: () => faults.clear(),
		clearLog: () => void (requests.length = 0),
		close: async () => await app.close(),
	};
}

function recordOf(request: FastifyRequest): ScimTargetRequest {
	const { pathname, search } = new URL(request.raw.url ?? '', 'http://target');
	return {
		method: request.method,
		path: pathname,
		query: search.slice(1),
		headers: Object.fromEntries(
			Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
		),
		body: typeof request.body === 'string' ? tryJson(request.body) : undefined,
		status: undefined,
	};
}

function reset(reply: FastifyReply): void {
	reply.hijack();
	reply.raw.socket?.resetAndDestroy();
}
