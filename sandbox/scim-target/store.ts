import { randomUUID } from 'node:crypto';

import type { Dictionary } from '../core/state/models';

/** A user or group as the target stores it. */
export type Resource = Dictionary & { id: string };

/** The abilities that a target states. */
export interface Abilities {
	patch?: boolean;
	filter?: boolean;
	maxOperations?: number;
}

interface Request {
	method: string;
	path: string;
	query: string;
	body: unknown;
}

interface Reply {
	status: number;
	body?: unknown;
}

/** The objects of a target. */
export class ResourceStore {
	readonly users = new Map<string, Resource>();
	readonly groups = new Map<string, Resource>();

	constructor(readonly hasUniqueNames: boolean) {}

	of(type: string): Map<string, Resource> {
		return type === 'Users' ? this.users : this.groups;
	}
}

/** Answers a request according to RFC 7644. */
export function answer(
	{ method, path, query, body }: Request,
	store: ResourceStore,
	config: Abilities | null | undefined,
): Reply {
	const [, type, id] = /\/(Users|Groups|ServiceProviderConfigs?)(?:\/([^/]+))?$/.exec(path) ?? [];
	if (type === undefined) return scimError(404, 'no such endpoint');
	if (type.startsWith('Service')) {
		if (config === null) return scimError(404, 'no such endpoint');
		return { status: 200, body: configuration(config) };
	}
	const rows = store.of(type);
	if (id === undefined) {
		if (method === 'GET') return { status: 200, body: listed(rows, new URLSearchParams(query)) };
		if (method === 'POST') return created(rows, body as Dictionary, store.hasUniqueNames);
		return scimError(405, 'no such method');
	}
	const key = decodeURIComponent(id);
	const row = rows.get(key);
	if (!row) return scimError(404, `no resource ${key}`);
	return changed(rows, row, method, body as Dictionary);
}

/** A SCIM error. */
export function scimError(status: number, detail: string): Reply {
	const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
	return { status, body: { schemas, status: String(status), detail } };
}

function changed(
	rows: Map<string, Resource>,
	row: Resource,
	method: string,
	body: Dictionary,
): Reply {
	switch (method) {
		case 'GET':
			return { status: 200, body: row };
		case 'PUT':
			rows.set(row.id, { ...body, id: row.id });
			return { status: 200, body: rows.get(row.id) };
		case 'PATCH':
			((body.Operations ?? []) as Dictionary[]).forEach((operation) => patch(row, operation));
			return { status: 200, body: row };
		case 'DELETE':
			rows.delete(row.id);
			return { status: 204 };
		default:
			return scimError(405, 'no such method');
	}
}

function created(rows: Map<string, Resource>, body: Dictionary, isUnique: boolean): Reply {
	const twin = [...rows.values()].find((row) => nameOf(row) === nameOf(body));
	if (twin && isUnique) return scimError(409, 'there is one of this name already');
	const row = { ...body, id: randomUUID() as string };
	rows.set(row.id, row);
	return { status: 201, body: row };
}

function listed(rows: Map<string, Resource>, query: URLSearchParams): Dictionary {
	const wanted = /^(\w+) eq "?(.*?)"?$/.exec(query.get('filter') ?? '');
	const found = [...rows.values()].filter((row) => !wanted || row[wanted[1]] === wanted[2]);
	const start = Number(query.get('startIndex') ?? 1);
	return {
		schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
		totalResults: found.length,
		startIndex: start,
		itemsPerPage: found.length,
		Resources: found.slice(start - 1),
	};
}

function patch(row: Resource, { op, path, value }: Dictionary): void {
	if (path === undefined) return void Object.assign(row, value as Dictionary, { id: row.id });
	if (path !== 'members') return void (row[String(path)] = value);
	const named = value as Array<{ value: string }>;
	const others = ((row.members ?? []) as typeof named).filter(
		(member) => !named.some((one) => one.value === member.value),
	);
	row.members = op === 'remove' ? others : [...others, ...named];
}

function nameOf(row: Dictionary): unknown {
	return row.userName ?? row.displayName;
}

function configuration(config: Abilities = {}): Dictionary {
	const { patch: canPatch = true, filter = true, maxOperations = 0 } = config;
	return {
		schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
		patch: { supported: canPatch },
		bulk: { supported: false, maxOperations, maxPayloadSize: 0 },
		filter: { supported: filter, maxResults: 100 },
		changePassword: { supported: false },
		sort: { supported: false },
		etag: { supported: false },
		authenticationSchemes: [],
	};
}
