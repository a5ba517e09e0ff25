/* eslint-disable @n8n/community-nodes/no-restricted-imports -- it runs in Node, never in n8n */
/** An authentik server that has every requested object, and records every request as it arrived. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

/** A request as it arrived: the path below the API's root, the query in its order. */
export interface Arrived {
	method: string;
	path: string;
	query: Array<[string, string]>;
	body: unknown;
}

export interface Recorder {
	url: string;
	token: string;
	requests: Arrived[];
	/** The list in which Create or Update finds nothing. */
	empty?: string;
	close(): Promise<void>;
}

/** The ID of everything that is looked up by a name, and the username of users. */
export const FOUND = {
	number: 4242,
	uuid: '0f0e0d0c-0b0a-4908-8706-050403020100',
	username: 'somebody',
	slug: 'something',
	/** The user of the token, who is none of those that are tried. */
	self: 2_000_000_001,
};

/** The mappings that come with authentik. */
export const MAPPINGS = {
	property_mappings: ['11111111-1111-4111-8111-111111111111'],
	property_mappings_group: ['22222222-2222-4222-8222-222222222222'],
};

/** Replaces the keys that the node itself generates, which differ each time. */
export const RANDOM_KEY = 'random';

/** What every object has here, whatever it is. */
const OBJECT: IDataObject = {
	username: FOUND.username,
	slug: FOUND.slug,
	name: 'Something',
	attributes: {},
	groups: [],
	groups_obj: [],
	users_obj: [],
	roles: [],
	backchannel_providers: [],
	backchannel_providers_obj: [],
	flow_obj: { slug: 'enrollment' },
	order: 6,
	is_running: false,
	tasks: [],
	actor_name: 'some.task',
	uid: 'some-task',
	state: 'done',
	key: 'key',
	result: '{}',
	successful: true,
	messages: [{ timestamp: '2030-01-01T00:00:00Z', log_level: 'info', event: 'Done' }],
};

/** Starts a server of this version. */
export async function startRecorder(version: string): Promise<Recorder> {
	const requests: Arrived[] = [];
	const server = createServer(async (incoming, response) => {
		const request = await arrived(incoming);
		requests.push(request);
		const answer = answerTo(request, version, recorder.empty);
		response.writeHead(answer === undefined ? 204 : 200, { 'content-type': 'application/json' });
		response.end(answer === undefined ? undefined : JSON.stringify(answer));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const recorder: Recorder = {
		url: `http://127.0.0.1:${port}`,
		token: 'token',
		requests,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
	return recorder;
}

async function arrived(incoming: IncomingMessage): Promise<Arrived> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks)
		.toString()
		.replace(/(?<=^\{"key":")\w{60}(?="\}$)/, RANDOM_KEY);
	const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://localhost');
	return {
		method: incoming.method ?? '',
		path: pathname.replace('/api/v3', ''),
		query: [...searchParams],
		body: text === '' ? undefined : (JSON.parse(text) as unknown),
	};
}

const LISTS =
	/^\/(?:core\/(?:users|groups|applications|tokens|authenticated_sessions)|events\/events|policies\/(?:all|bindings)|rbac\/roles|flows\/instances|sources\/oauth|stages\/(?:email|invitation\/invitations)|providers\/(?:scim|all|scim_users|scim_groups)|propertymappings\/provider\/scim|tasks\/\w+)\/$/;

function answerTo(
	{ method, path, query, body }: Arrived,
	version: string,
	empty: string | undefined,
): unknown {
	if (path === '/admin/version/') return { version_current: version };
	if (path === '/core/users/me/') {
		return { user: { pk: FOUND.self, username: 'akadmin', is_superuser: true } };
	}
	if (method === 'DELETE') return undefined;
	if (path.endsWith('/used_by/') || path === '/authenticators/admin/all/') return [];
	if (method === 'GET' && LISTS.test(path))
		return page(path, query, path === empty && isOfUpsert(query));
	const [, id] = /\/([\w-]+)\/(?:\w+\/)*$/.exec(path) ?? [];
	return { ...OBJECT, pk: idOf(path, id), ...(body as IDataObject | undefined) };
}

/** Whether Create or Update looks up its own object; for other objects, at most this many are requested. */
function isOfUpsert(query: Arrived['query']): boolean {
	return !query.some(([name]) => name === 'page_size');
}

/** One page with one row that matches its filters. */
function page(path: string, query: Arrived['query'], isEmpty: boolean) {
	const managed = query.flatMap(([name, value]) => (name === 'managed' ? [value] : []));
	const rows = managed.length > 1 ? managed.map(mapping) : [row(path, query)];
	const results = isEmpty && managed.length < 2 ? [] : rows;
	const pagination = { next: 0, count: results.length, current: 1, total_pages: 1 };
	return { pagination, results };
}

function row(path: string, query: Arrived['query']): IDataObject {
	const given = Object.fromEntries(query);
	return { ...OBJECT, name: given.search ?? OBJECT.name, ...given, pk: idOf(path) };
}

function mapping(managed: string): IDataObject {
	const part = managed.endsWith('/group') ? 'property_mappings_group' : 'property_mappings';
	return { managed, pk: MAPPINGS[part][0] };
}

function idOf(path: string, id?: string): string | number {
	const isNumbered = /^\/core\/users\/|^\/providers\/(?:scim|all)\//.test(path);
	if (isNumbered) return id === undefined || !/^\d+$/.test(id) ? FOUND.number : Number(id);
	return FOUND.uuid;
}
