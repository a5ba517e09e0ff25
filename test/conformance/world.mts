/** The tools of a case: the node, and objects of authentik to try it on. */
import assert from 'node:assert/strict';

import type { IDataObject } from 'n8n-workflow';

import { startEngine } from '../support/engine.ts';
import type { NodeParameters, RunOptions } from '../support/node.ts';
import { credentialOf, locator, workflowWith } from '../support/node.ts';
import { Objects, PATHS } from './objects.mts';
import type { Server } from './servers.mts';
import { openSandbox } from './servers.mts';
import type {
	Application,
	Brand,
	Flow,
	Group,
	ItemOf,
	Located,
	Me,
	NodeFailure,
	Page,
	Provider,
	Resource,
	Source,
	User,
} from './types.mts';

/** The output of the node. */
interface Ran<Item> {
	json: Item[];
	/** The items on the error output. */
	errors: IDataObject[];
	error: NodeFailure | undefined;
}

type Options = Pick<RunOptions, 'credential' | 'items' | 'onError'>;

/** One server as the cases see it. */
export class World extends Objects {
	readonly release = this.server.release;
	readonly target = this.server.target;
	readonly isSandbox = this.server.sandbox !== undefined;

	/**
	 * Runs the node once; `parameters` as n8n saves them. An operation on SCIM providers waits until earlier syncs are
	 * over: a second one at once would block authentik's worker.
	 */
	async run<R extends Resource, O extends string>(
		resource: R,
		operation: O,
		parameters: NodeParameters = {},
		{ credential, items = [{}], onError }: Options = {},
	): Promise<Ran<ItemOf<R, O>>> {
		if (resource === 'scimProvider') await this.server.settled();
		const engine = await startEngine({ authentikApi: credentialOf(this.server, credential) });
		const { out, error } = await engine.runWorkflow(
			workflowWith({ resource, operation, ...parameters }, onError),
			items.map((json) => ({ json })),
		);
		const json = (out('authentik') ?? []).map((item) => item.json as ItemOf<R, O>);
		return { json, error, errors: (out('authentik', 1) ?? []).map((item) => item.json) };
	}

	/** The items of a run that must succeed. */
	async ok<R extends Resource, O extends string>(
		resource: R,
		operation: O,
		parameters?: NodeParameters,
		options?: Options,
	): Promise<Array<ItemOf<R, O>>> {
		const { json, error } = await this.run(resource, operation, parameters, options);
		if (error) throw new Error(`${error.message} (${error.description ?? 'no description'})`);
		return json;
	}

	/** The first item of a run that must succeed. */
	async one<R extends Resource, O extends string>(
		resource: R,
		operation: O,
		parameters?: NodeParameters,
	): Promise<ItemOf<R, O>> {
		return (await this.ok(resource, operation, parameters))[0];
	}

	/** The error of a run that must fail, with a message that matches. */
	async fails(
		message: RegExp,
		resource: Resource,
		operation: string,
		parameters?: NodeParameters,
		options?: Options,
	): Promise<NodeFailure> {
		const { error } = await this.run(resource, operation, parameters, options);
		assert.ok(error, `${operation} went well, but should say ${message}`);
		assert.match(error.message, message);
		return error;
	}

	/** The error of a run that the node itself must refuse, before it sends anything to authentik. */
	async refuses(
		message: RegExp,
		resource: Resource,
		operation: string,
		parameters?: NodeParameters,
		options?: Options,
	): Promise<NodeFailure> {
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

	/** A run about something that does not exist, which authentik must report. */
	async isUnknown(
		resource: Resource,
		operation: string,
		parameters: NodeParameters,
	): Promise<void> {
		const { error } = await this.run(resource, operation, parameters);
		assert.equal(error?.httpCode, '404', `${operation}: ${error?.message ?? 'it went well'}`);
	}

	/** A provider created by the node, with the mappings that come with authentik. */
	async provider(additionalFields: NodeParameters = {}, url = this.target.url) {
		const parameters = { name: this.name('provider'), url };
		const provider = await this.one('scimProvider', 'create', {
			...parameters,
			additionalFields: { token: 'conformance', ...additionalFields },
		});
		this.owns('provider', provider.pk);
		return { ...provider, locator: locator(provider.pk) };
	}

	/** The provider in authentik. */
	async read(pk: number | string): Promise<Provider> {
		return await this.api<Provider>('GET', `${PATHS.provider}${pk}/`);
	}

	/** The superuser that calls authentik. */
	async me(): Promise<Me['user']> {
		return (await this.api<Me>('GET', '/core/users/me/')).user;
	}

	/** A mapping created by the node. */
	async mapping(expression = 'return {}') {
		const name = this.name('mapping');
		const mapping = await this.one('scimMapping', 'create', { name, expression });
		this.owns('mapping', mapping.pk);
		return { ...mapping, locator: locator(mapping.pk) };
	}

	async user(fields: object = {}): Promise<Located<User>> {
		const username = this.name('user');
		const body = { username, name: username, email: `${username}@example.com`, ...fields };
		const user = await this.api<User>('POST', PATHS.user, body);
		this.owns('user', user.pk);
		return { ...user, locator: locator(user.pk) };
	}

	async group(users: number[] = []): Promise<Located<Group>> {
		const body = { name: this.name('group'), users };
		const group = await this.api<Group>('POST', PATHS.group, body);
		this.owns('group', group.pk);
		return { ...group, locator: locator(group.pk) };
	}

	async application(): Promise<Located<Application>> {
		const slug = this.name('app');
		const body = { name: slug, slug };
		const application = await this.api<Application>('POST', PATHS.application, body);
		this.owns('application', slug);
		return { ...application, locator: locator(slug, 'slug') };
	}

	/** Lets only members of the group into an application, or those for whom the policy passes. */
	async bind(
		{ pbm_uuid, pk }: { pk: string; pbm_uuid?: string },
		bound: { group: string } | { policy: string },
	): Promise<void> {
		const target = pbm_uuid ?? pk;
		await this.api('POST', '/policies/bindings/', { target, order: 0, ...bound });
	}

	/** A flow without stages. */
	async flow(designation = 'enrollment'): Promise<Located<Flow>> {
		const slug = this.name('flow');
		const body = { name: slug, slug, title: slug, designation };
		const flow = await this.api<Flow>('POST', PATHS.flow, body);
		this.owns('flow', slug);
		return { ...flow, locator: locator(flow.pk) };
	}

	async source(): Promise<Located<Source>> {
		const slug = this.name('source');
		const url = 'https://idp.example.com/o';
		const source = await this.api<Source>('POST', PATHS.source, {
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
	 * Runs `work` where the brand has a flow in which users choose a new password: a sandbox of its own, or the real
	 * server, whose own flow is restored afterwards.
	 * @param work gets the world, and in a sandbox the ID of a stage that emails links
	 */
	async withRecoveryFlow(
		work: (world: World, emailStage?: string) => Promise<void>,
	): Promise<void> {
		if (this.isSandbox)
			return await this.withSmallPages(100, async (world) => {
				await work(world, world.server.sandbox?.addRecoveryFlow().emailStage);
			});
		const brands = await this.api<Page<Brand>>('GET', '/core/brands/?page_size=100');
		const brand = brands.results.find((one) => one.default);
		assert.ok(brand, 'there is no default brand');
		const path = `/core/brands/${brand.brand_uuid}/`;
		const { pk } = await this.flow('recovery');
		await this.api('PATCH', path, { flow_recovery: pk });
		try {
			await work(this);
		} finally {
			await this.api('PATCH', path, { flow_recovery: brand.flow_recovery });
		}
	}

	/** Runs `work` where a page of a list has at most `size` rows; a real server keeps its pages. */
	async withSmallPages(size: number, work: (world: World) => Promise<void>): Promise<void> {
		if (!this.isSandbox) return await work(this);
		const pageSize = { default: size, max: size };
		const server: Server = await openSandbox(this.release, { pageSize });
		try {
			await work(new World(server));
		} finally {
			await server.close();
		}
	}
}
