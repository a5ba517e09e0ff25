/** authentik's API beside the node, what a case makes there, and its end. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** The name of everything that the suite makes begins with this. */
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
	provisionedUser: '/providers/scim_users/',
	provisionedGroup: '/providers/scim_groups/',
	// What a trigger makes, the last of which has to go first; its group is above.
	webhookMapping: '/propertymappings/notification/',
	transport: '/events/transports/',
	matcher: '/policies/event_matcher/',
	rule: '/events/rules/',
};

/** What the paths of an object end with, where it is not its `pk`. */
const KEYS = { application: 'slug', source: 'slug', flow: 'slug', token: 'identifier' };

let made = 0;

/** One server, and the objects on it that are the suite's. */
export class Objects {
	#works = [];
	#ends = [];

	/** @param server see servers.mjs */
	constructor(server) {
		this.server = server;
	}

	/** A name that nothing else has. */
	name(kind = 'object') {
		made += 1;
		return `${PREFIX}-${kind}-${made}`;
	}

	/** Asks authentik beside the node. */
	async api(method, path, body) {
		const { status, json, text } = await this.#fetch(method, path, body);
		if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
		return json;
	}

	/** The ID of the user whom a key lets into authentik's API; undefined when it lets in nobody. */
	async whoHas(key) {
		const { status, json } = await this.#fetch('GET', '/core/users/me/', undefined, key);
		return status === 200 ? json.user.pk : undefined;
	}

	/** Whether an object is there. */
	async exists(path) {
		return (await this.#fetch('GET', path)).status === 200;
	}

	/** Sees to it that an object goes when the case ends. */
	owns(kind, key) {
		this.#ends.push(`${PATHS[kind]}${encodeURIComponent(key)}/`);
		return key;
	}

	/** Does this when the case ends, before its objects go. */
	atEnd(work) {
		this.#works.push(work);
	}

	/** Removes what the last case made, the latest first; what is gone already is no matter. */
	async clear() {
		const left = [];
		for (const work of this.#works.splice(0)) {
			await work().catch((error) => left.push(error.message));
		}
		await this.server.settled().catch((error) => left.push(error.message));
		for (const path of this.#ends.splice(0).reverse()) {
			const status = await this.#remove(path);
			if (status >= 300 && status !== 404) left.push(`${path} (${status})`);
		}
		if (left.length > 0) throw new Error(`Not cleared up: ${left.join(', ')}`);
	}

	/**
	 * Removes whatever still has the suite's name, which only a request that was answered wrongly can leave. The
	 * bindings of a rule go with it.
	 * @returns the paths of what was removed
	 */
	async sweep() {
		const searchable = Object.entries(PATHS).filter(([, path]) => !path.includes('/scim_'));
		const found = [];
		for (const [kind, path] of searchable) {
			const { results } = await this.api('GET', `${path}?search=${PREFIX}&page_size=100`);
			const own = results.filter(({ name, username, slug, identifier }) =>
				[name, username, slug, identifier].some((one) => isOwn(one ?? '')),
			);
			found.push(...own.map((row) => `${path}${row[KEYS[kind] ?? 'pk']}/`));
		}
		this.#ends.push(...found);
		await this.clear();
		return found;
	}

	/** Deletes an object; while authentik works on what goes with it, it answers with an empty 405. */
	async #remove(path) {
		let { status } = await this.#fetch('DELETE', path);
		for (const seconds of [1, 2, 4, 8, 16, 32]) {
			if (status !== 405) break;
			await sleep(this.server.sandbox ? 50 : seconds * 1000);
			({ status } = await this.#fetch('DELETE', path));
		}
		return status;
	}

	async #fetch(method, path, body, token = this.server.token) {
		const { url } = this.server;
		const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
		if (body !== undefined) headers['content-type'] = 'application/json';
		const response = await fetch(`${url}/api/v3${path}`, {
			method,
			headers,
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json');
		return { status: response.status, text, json: isJson && text ? JSON.parse(text) : undefined };
	}
}

/** Whether the suite, or a trigger in a workflow of the suite, gave this name. */
function isOwn(name) {
	return name.startsWith(PREFIX) || name.startsWith(`n8n ${PREFIX}`);
}
