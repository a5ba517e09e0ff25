/**
 * The server for the arms, in its own process: the parts of authentik (and of Okta) that they use, with a limited
 * number of workers, and with faults if a scenario needs them. Its options are the JSON in its first argument; the
 * parent process requests counts by message.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface ServerOptions {
	/** How many requests are processed at the same time; the others wait. */
	workers: number;
	/** How long a worker needs for a request, in milliseconds. */
	delay: number;
	/** Answers 503 to a request if this many are already in progress. */
	refuseAbove: number;
	/** Answers 503 to every n-th request. */
	refuseEvery: number;
	/** Resets the connection of every n-th request. */
	resetEvery: number;
	/** Drops all open connections at every n-th request. */
	dropAllEvery: number;
	/** How many objects the list or the event log has. */
	objects: number;
	/** Whether the providers belong to applications, so that a save starts a full sync. */
	isAttached: boolean;
	/** How long a full sync takes, in milliseconds. */
	sync: number;
}

/** What the server counted; everything is zero at the start. */
export interface Counts {
	requests: number;
	refused: number;
	broken: number;
	maxInFlight: number;
	connections: number;
	maxSyncs: number;
	/** Objects that were updated, and those of them that were updated more than once. */
	updated: number;
	repeated: number;
}

type Body = Record<string, unknown>;

const options: ServerOptions = {
	workers: Infinity,
	delay: 0,
	refuseAbove: Infinity,
	refuseEvery: 0,
	resetEvery: 0,
	dropAllEvery: 0,
	objects: 0,
	isAttached: false,
	sync: 0,
	...(JSON.parse(process.argv[2]) as Partial<ServerOptions>),
};

const sockets = new Set<Socket>();
const waiting: Array<() => void> = [];
let busy = 0;
let inFlight = 0;
let counts = noCounts();
/** How often each object was updated. */
let updates = new Map<string, number>();
/** When each provider's last full sync ends or ended, by ID. */
const syncs = new Map<number, number>();

function noCounts(): Omit<Counts, 'updated' | 'repeated'> {
	return { requests: 0, refused: 0, broken: 0, maxInFlight: 0, connections: 0, maxSyncs: 0 };
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
	const number = ++counts.requests;
	inFlight++;
	counts.maxInFlight = Math.max(counts.maxInFlight, inFlight);
	response.once('close', () => inFlight--);

	if (isNth(number, options.dropAllEvery)) {
		counts.broken += sockets.size;
		for (const socket of sockets) socket.resetAndDestroy();
	} else if (isNth(number, options.resetEvery)) {
		counts.broken++;
		request.socket.resetAndDestroy();
	} else if (inFlight > options.refuseAbove || isNth(number + 1, options.refuseEvery)) {
		counts.refused++;
		request.resume();
		answer(response, 503, { detail: 'Busy' });
	} else {
		receive(request, (body) => work(request, response, body));
	}
});

/** The caller separates odd and even numbers, so that no request has two faults. */
function isNth(number: number, n: number): boolean {
	return n > 0 && number % n === 0;
}

function receive(request: IncomingMessage, then: (body: Body) => void): void {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const text = Buffer.concat(chunks).toString();
		then(text ? (JSON.parse(text) as Body) : {});
	});
}

/** Waits for a free worker and for its delay, then answers. */
function work(request: IncomingMessage, response: ServerResponse, body: Body): void {
	if (busy >= options.workers) {
		waiting.push(() => work(request, response, body));
		return;
	}
	busy++;
	const finish = () => {
		busy--;
		waiting.shift()?.();
		if (!response.destroyed) route(request, response, body);
	};
	if (options.delay > 0) setTimeout(finish, options.delay);
	else finish();
}

function route({ method, url = '/' }: IncomingMessage, response: ServerResponse, body: Body): void {
	const { pathname, searchParams } = new URL(url, 'http://bench');
	const [, id] = /^\/api\/(?:v3\/providers\/scim|v1\/users)\/(\d+)\/?$/.exec(pathname) ?? [];
	const [, synced] = /^\/api\/v3\/providers\/scim\/(\d+)\/sync\/status\/$/.exec(pathname) ?? [];
	if (synced) {
		answer(response, 200, statusOf(Number(synced)));
	} else if (method === 'PATCH' && id) {
		updates.set(id, (updates.get(id) ?? 0) + 1);
		if (options.isAttached) startSync(Number(id));
		answer(response, 200, { ...provider(Number(id)), ...body });
	} else if (id) {
		answer(response, 200, oktaUser(id));
	} else if (/^\/api\/v3\/providers\/(?:scim|all)\/$/.test(pathname)) {
		answer(response, 200, page(provider, searchParams));
	} else if (pathname === '/api/v3/events/events/') {
		answer(response, 200, page(event, searchParams));
	} else {
		answer(response, 404, { detail: 'Not found.' });
	}
}

function answer(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function page(object: (pk: number) => object, searchParams: URLSearchParams): object {
	const current = Number(searchParams.get('page') ?? 1);
	const size = Number(searchParams.get('page_size') ?? 20);
	const total_pages = Math.max(1, Math.ceil(options.objects / size));
	const start = (current - 1) * size;
	const end = Math.min(start + size, options.objects);
	const pagination = {
		next: current < total_pages ? current + 1 : 0,
		previous: current - 1,
		count: options.objects,
		current,
		total_pages,
		start_index: start + 1,
		end_index: end,
	};
	const results = Array.from({ length: end - start }, (_, index) => object(start + index + 1));
	return { pagination, autocomplete: {}, results };
}

function startSync(id: number): void {
	const now = Date.now();
	syncs.set(id, now + options.sync);
	const running = [...syncs.values()].filter((end) => end > now).length;
	counts.maxSyncs = Math.max(counts.maxSyncs, running);
}

function statusOf(id: number): object {
	const end = syncs.get(id) ?? 0;
	if (end > Date.now()) return { is_running: true };
	return { is_running: false, last_sync_status: 'done', last_successful_sync: new Date(end) };
}

function provider(pk: number): object {
	const slug = options.isAttached ? `app-${pk}` : null;
	return {
		pk,
		name: `SCIM ${pk}`,
		property_mappings: ['2a4f1f5e-6a43-4f0e-9df0-7d7e6b6c6f11'],
		property_mappings_group: ['6f0c43a0-0f45-4a53-8d2f-0b7f6f6a2c55'],
		component: 'ak-provider-scim-form',
		assigned_backchannel_application_slug: slug,
		assigned_backchannel_application_name: slug && `App ${pk}`,
		verbose_name: 'SCIM Provider',
		verbose_name_plural: 'SCIM Providers',
		meta_model_name: 'authentik_providers_scim.scimprovider',
		url: 'https://scim.example.com/v2',
		verify_certificates: true,
		token: 'secret-of-the-target',
		auth_mode: 'token',
		auth_oauth: null,
		auth_oauth_params: {},
		compatibility_mode: 'default',
		service_provider_config_cache_timeout: 'hours=1',
		exclude_users_service_account: false,
		sync_page_size: 100,
		sync_page_timeout: 'minutes=30',
		group_filters: [],
		dry_run: false,
	};
}

/** The newest events come first, one minute apart. */
function event(age: number): object {
	return {
		pk: `00000000-0000-4000-8000-${String(age).padStart(12, '0')}`,
		user: { pk: 1, username: 'AnonymousUser', email: '', is_anonymous: true },
		action: 'login_failed',
		app: 'authentik.events.signals',
		context: { username: `ada-${age}`, http_request: { path: '/api/v3/flows/', method: 'POST' } },
		client_ip: '192.0.2.7',
		created: new Date(Date.UTC(2026, 0, 1) - age * 60_000).toISOString(),
		expires: '2027-01-01T00:00:00Z',
		brand: { pk: '1', app: 'authentik_brands', name: 'Default brand', model_name: 'brand' },
	};
}

function oktaUser(id: string): object {
	const profile = { firstName: 'Ada', lastName: `Lovelace ${id}`, email: `ada${id}@example.com` };
	const dates = { created: '2025-01-01T00:00:00.000Z', lastUpdated: '2025-01-01T00:00:00.000Z' };
	return { id, status: 'ACTIVE', ...dates, profile, credentials: {}, _links: {} };
}

server.on('connection', (socket) => {
	counts.connections++;
	sockets.add(socket);
	socket.on('error', () => undefined);
	socket.once('close', () => sockets.delete(socket));
});
process.on('message', (message) => {
	if (message === 'reset') {
		counts = noCounts();
		updates = new Map();
	}
	const repeated = [...updates.values()].filter((times) => times > 1).length;
	process.send?.({ ...counts, updated: updates.size, repeated } satisfies Counts);
});
process.on('disconnect', () => process.exit());
server.listen({ port: 0, host: '127.0.0.1', backlog: 65_535 }, () => {
	const { port } = server.address() as AddressInfo;
	process.send?.({ url: `http://127.0.0.1:${port}` });
});
