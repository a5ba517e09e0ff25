/** What a case works with: the node, and objects of authentik to try it on. */
import assert from 'node:assert/strict';

import { locator, workflowWith } from '../support/node.ts';
import { startEngine } from '../support/engine.ts';
import { Objects, PATHS } from './objects.mts';
import { openSandbox } from './servers.mts';

/** One server as the cases see it. */
export class World extends Objects {
	/** @param server see servers.mjs */
	constructor(server) {
		super(server);
		this.release = server.release;
		this.target = server.target;
		this.isSandbox = server.sandbox !== undefined;
	}

	/**
	 * Runs the node once; `parameters` as n8n saves them. What is done with SCIM providers waits until the syncs
	 * before are over: a second one at once would block authentik's worker.
	 */
	async run(resource, operation, parameters = {}, { credential, items = [{}], onError } = {}) {
		if (resource === 'scimProvider') await this.server.settled();
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

	/** Lets only those into an application who are in the group, or for whom the policy passes. */
	async bind({ pbm_uuid, pk }, bound) {
		const target = pbm_uuid ?? pk;
		await this.api('POST', '/policies/bindings/', { target, order: 0, ...bound });
	}

	/** A flow without stages. */
	async flow(designation = 'enrollment') {
		const slug = this.name('flow');
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

	/**
	 * Runs `work` where the brand has a flow by which users choose a new password: a sandbox of its own, or the
	 * real server, which gets the flow back that it had.
	 * @param work gets the world, and in a sandbox the ID of a stage that mails links
	 */
	async withRecoveryFlow(work) {
		if (this.isSandbox)
			return await this.withSmallPages(100, async (world) => {
				await work(world, world.server.sandbox.addRecoveryFlow().emailStage);
			});
		const { results } = await this.api('GET', '/core/brands/?page_size=100');
		const { brand_uuid: brand, flow_recovery: before } = results.find((one) => one.default);
		const path = `/core/brands/${brand}/`;
		const { pk } = await this.flow('recovery');
		await this.api('PATCH', path, { flow_recovery: pk });
		try {
			await work(this);
		} finally {
			await this.api('PATCH', path, { flow_recovery: before });
		}
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
}
