/** What a case works with: the node, authentik's API beside it, objects of its own and their end. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { locator, workflowWith } from '../../test/support/node.ts';
import { startEngine } from '../../test/support/engine.ts';
import { openSandbox } from './servers.mjs';

/** The name of everything that the suite makes begins with this. */
export const PREFIX = `n8n-conformance-${randomBytes(3).toString('hex')}`;

/** Where each kind of object is. */
const PATHS = {
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

/** One server as the cases see it. */
export class World {
	#works = [];
	#ends = [];

	/** @param server see servers.mjs */
	constructor(server) {
		this.server = server;
		this.release = server.release;
		this.target = server.target;
		this.isSandbox = server.sandbox !== undefined;
	}

	/** A name that nothing else has. */
	name(kind = 'object') {
		made += 1;
		return `${PREFIX}-${kind}-${made}`;
	}

	/** Runs the node once; `parameters` as n8n saves them. */
	async run(resource, operation, parameters = {}, { credential, items = [{}], onError } = {}) {
		const engine = await startEngine({
			authentikApi: {
				baseUrl: this.server.url,
				apiToken: this.server.token,
				ignoreSslIssues: false,
				maxConcurrentRequests: 4,
				...credential,
			},
		});
		const { out, error } = await engine.runWorkflow(
			workflowWith({ resource, operation, ...parameters }, onError),
			items.map((json) => ({ json })),
		);
		const json = (out('authentik') ?? []).map((item) => item.json);
		return { json, error, errors: (out('authentik', 1) ?? []).map((item) => item.json) };
	}

	/** The items of a run that has to go well. */
	async ok(resource, operation, parameters, options) {
		const { json, error } = await this.run(resource, operation, parameters, options);
		if (error) throw new Error(`${error.message} (${error.description ?? 'no description'})`);
		return json;
	}

	/** The error of a run that has to fail, with a message that matches. */
	async fails(message, resource, operation, parameters, options) {
		const { error } = await this.run(resource, operation, parameters, options);
		assert.ok(error, `${operation} went well, but should say ${message}`);
		assert.match(error.message, message);
		return error;
	}

	/** The error of a run that the node itself has to refuse, before it asks authentik for anything. */
	async refuses(message, resource, operation, parameters, options) {
		const { exchanges } = this.server.recorder ?? { exchanges: [] };
		const before = exchanges.length;
		const error = await this.fails(message, resource, operation, parameters, options);
		const sent = exchanges.slice(before).map(({ method, path }) => `${method} ${path}`);
		assert.deepEqual(
			sent.filter((one) => !one.endsWith('/admin/version/')),
			[],
		);
		return error;
	}

	/** A run about something that is not there, which authentik has to tell. */
	async isUnknown(resource, operation, parameters) {
		const { error } = await this.run(resource, operation, parameters);
		assert.equal(error?.httpCode, '404', `${operation}: ${error?.message ?? 'it went well'}`);
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

	/** A provider made by the node, with the mappings that come with authentik. */
	async provider(additionalFields = {}, url = this.target.url) {
		const parameters = { name: this.name('provider'), url };
		const [provider] = await this.ok('scimProvider', 'create', {
			...parameters,
			additionalFields: { token: 'conformance', ...additionalFields },
		});
		this.owns('provider', provider.pk);
		return { ...provider, locator: locator(provider.pk) };
	}

	/** The provider as authentik has it. */
	async read(pk) {
		return await this.api('GET', `${PATHS.provider}${pk}/`);
	}

	async mapping(expression = 'return {}') {
		const name = this.name('mapping');
		const [mapping] = await this.ok('scimMapping', 'create', { name, expression });
		this.owns('mapping', mapping.pk);
		return { ...mapping, locator: locator(mapping.pk) };
	}

	async user(fields = {}) {
		const username = this.name('user');
		const body = { username, name: username, email: `${username}@example.com`, ...fields };
		const user = await this.api('POST', PATHS.user, body);
		this.owns('user', user.pk);
		return { ...user, locator: locator(user.pk) };
	}

	async group(users = []) {
		const group = await this.api('POST', PATHS.group, { name: this.name('group'), users });
		this.owns('group', group.pk);
		return { ...group, locator: locator(group.pk) };
	}

	async application() {
		const slug = this.name('app');
		const application = await this.api('POST', PATHS.application, { name: slug, slug });
		this.owns('application', slug);
		return { ...application, locator: locator(slug, 'slug') };
	}

	/** An enrollment flow without stages. */
	async flow() {
		const slug = this.name('flow');
		const designation = 'enrollment';
		const flow = await this.api('POST', PATHS.flow, { name: slug, slug, title: slug, designation });
		this.owns('flow', slug);
		return { ...flow, locator: locator(flow.pk) };
	}

	async source() {
		const slug = this.name('source');
		const url = 'https://idp.example.com/o';
		const source = await this.api('POST', PATHS.source, {
			name: slug,
			slug,
			provider_type: 'openidconnect',
			consumer_key: 'conformance',
			consumer_secret: 'conformance',
			authorization_url: url,
			access_token_url: url,
			profile_url: url,
		});
		this.owns('source', slug);
		return { ...source, locator: locator(source.pk) };
	}

	/** Runs `work` where a page of a list has no more than `size` rows; a real server keeps its pages. */
	async withSmallPages(size, work) {
		if (!this.isSandbox) return await work(this);
		const server = await openSandbox(this.release, { pageSize: { default: size, max: size } });
		try {
			await work(new World(server));
		} finally {
			await server.close();
		}
	}

	/** Removes what the last case made, the latest first; what is gone already is no matter. */
	async clear() {
		const left = [];
		for (const work of this.#works.splice(0)) {
			await work().catch((error) => left.push(error.message));
		}
		await this.server.settled();
		for (const path of this.#ends.splice(0).reverse()) {
			let status;
			for (let attempt = 0; attempt < 3 && !(status < 300 || status === 404); attempt += 1) {
				({ status } = await this.#fetch('DELETE', path));
			}
			if (status >= 300 && status !== 404) left.push(`${path} (${status})`);
		}
		if (left.length > 0) throw new Error(`Not removed: ${left.join(', ')}`);
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
