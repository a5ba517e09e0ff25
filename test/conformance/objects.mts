/** authentik's API without the node, the objects that a case creates, and their removal. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Server } from './servers.mts';
import type { Me, Page } from './types.mts';

/** The prefix of the names of everything that the suite creates. */
export const PREFIX = `n8n-conformance-${randomBytes(3).toString('hex')}`;

/** Where each kind of object is. */
export const PATHS = {
	provider: '/providers/scim/',
	mapping: '/propertymappings/provider/scim/',
	application: '/core/applications/',
	user: '/core/users/',
	group: '/core/groups/',
	source: '/sources/oauth/',
	flow: '/flows/instances/',
	invitation: '/stages/invitation/invitations/',
	token: '/core/tokens/',
	policy: '/policies/expression/',
	role: '/rbac/roles/',
	provisionedUser: '/providers/scim_users/',
	provisionedGroup: '/providers/scim_groups/',
	// What a trigger creates; the last one must be removed first; its group is above.
	webhookMapping: '/propertymappings/notification/',
	transport: '/events/transports/',
	matcher: '/policies/event_matcher/',
	rule: '/events/rules/',
} as const;

export type Kind = keyof typeof PATHS;

/** The key at the end of an object's paths, where it is not its `pk`. */
const KEYS: Partial<Record<Kind, keyof Row>> = {
	application: 'slug',
	source: 'slug',
	flow: 'slug',
	token: 'identifier',
};

let made = 0;

/** The properties of an object that may contain its name. */
type Row = Partial<Record<'pk' | 'name' | 'username' | 'slug' | 'identifier', string>>;

/** One server, and the suite's objects on it. */
export class Objects {
	#works: Array<() => Promise<void>> = [];
	#ends: string[] = [];

	constructor(readonly server: Server) {}

	/** A unique name. */
	name(kind = 'object'): string {
		made += 1;
		return `${PREFIX}-${kind}-${made}`;
	}

	/** Calls authentik without the node. */
	async api<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer> {
		const { status, json, text } = await this.#fetch<Answer>(method, path, body);
		if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
		return json;
	}

	/** The ID of the user that a key signs in to authentik's API; undefined for an invalid key. */
	async whoHas(key: string): Promise<number | undefined> {
		const path = '/core/users/me/';
		const { status, json } = await this.#fetch<Me>('GET', path, undefined, key);
		return status === 200 ? json.user.pk : undefined;
	}

	/** Whether an object exists. */
	async exists(path: string): Promise<boolean> {
		return (await this.#fetch('GET', path)).status === 200;
	}

	/** Registers an object for removal when the case ends. */
	owns<Key extends string | number>(kind: Kind, key: Key): Key {
		this.#ends.push(`${PATHS[kind]}${encodeURIComponent(key)}/`);
		return key;
	}

	/** Does this when the case ends, before its objects go. */
	atEnd(work: () => Promise<void>): void {
		this.#works.push(work);
	}

	/** Removes what the last case created, the latest first; what is already gone doesn't matter. */
	async clear(): Promise<void> {
		const left: string[] = [];
		const note = ({ message }: Error) => void left.push(message);
		for (const work of this.#works.splice(0)) {
			await work().catch(note);
		}
		await this.server.settled().catch(note);
		for (const path of this.#ends.splice(0).reverse()) {
			const status = await this.#remove(path);
			if (status >= 300 && status !== 404) left.push(`${path} (${status})`);
		}
		if (left.length > 0) throw new Error(`Not cleared up: ${left.join(', ')}`);
	}

	/**
	 * Removes everything that still has the suite's name, which only a request with a wrong answer can leave. The
	 * bindings of a rule go with it.
	 * @returns the paths of what was removed
	 */
	async sweep(): Promise<string[]> {
		const kinds = Object.keys(PATHS) as Kind[];
		const found: string[] = [];
		for (const kind of kinds.filter((one) => !one.startsWith('provisioned'))) {
			const path = PATHS[kind];
			const query = `search=${PREFIX}&page_size=100`;
			const { results } = await this.api<Page<Row>>('GET', `${path}?${query}`);
			const own = results.filter(({ name, username, slug, identifier }) =>
				[name, username, slug, identifier].some((one) => isOwn(one ?? '')),
			);
			found.push(...own.map((row) => `${path}${row[KEYS[kind] ?? 'pk']}/`));
		}
		this.#ends.push(...found);
		await this.clear();
		return found;
	}

	/** Deletes an object; while authentik works on what is deleted along with it, it answers with an empty 405. */
	async #remove(path: string): Promise<number> {
		let { status } = await this.#fetch('DELETE', path);
		for (const seconds of [1, 2, 4, 8, 16, 32]) {
			if (status !== 405) break;
			await sleep(this.server.sandbox ? 50 : seconds * 1000);
			({ status } = await this.#fetch('DELETE', path));
		}
		return status;
	}

	async #fetch<Answer>(method: string, path: string, body?: object, token = this.server.token) {
		const { url } = this.server;
		const headers: Record<string, string> = {
			authorization: `Bearer ${token}`,
			accept: 'application/json',
		};
		if (body !== undefined) headers['content-type'] = 'application/json';
		const response = await fetch(`${url}/api/v3${path}`, {
			method,
			headers,
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json');
		const json = (isJson && text ? JSON.parse(text) : undefined) as Answer;
		return { status: response.status, text, json };
	}
}

/** Whether the suite, or a trigger in a workflow of the suite, gave this name. */
function isOwn(name: string): boolean {
	return name.startsWith(PREFIX) || name.startsWith(`n8n ${PREFIX}`);
}
