import assert from 'node:assert/strict';

import { startSandbox } from '../../../sandbox/index.ts';
import { startScimTarget } from '../../../sandbox/scim-target/target.ts';
import { authentik, byId, node, workflow } from './nodes.mts';

const PROVIDERS = 10;
const USERS = 20;

/** An authentik whose SCIM providers provision to a target, and what it was asked to do. */
export class Provisioning {
	#target;
	#providers = [];
	#users;

	/** The authentik. */
	sandbox;

	static async start() {
		const provisioning = new Provisioning();
		provisioning.#target = await startScimTarget();
		// A full sync from each of two n8n workers, and a thread for the tasks of their pages.
		provisioning.sandbox = await startSandbox({ timeScale: 0.001, threads: 4 });
		provisioning.#users = Array.from({ length: USERS }, (_, index) => {
			const username = `user-${index}`;
			return provisioning.sandbox.addUser({ username, email: `${username}@example.com` }).pk;
		});
		const mapping = await provisioning.#userMapping();
		for (let index = 0; index < PROVIDERS; index++) {
			await provisioning.#addProvider(`provider-${index}`, mapping);
		}
		return provisioning;
	}

	/** Each provider needs an application, or authentik syncs nothing. */
	async #addProvider(name, mapping) {
		const { pk } = this.sandbox.addProvider({
			name,
			url: this.#target.url,
			token: 'target',
			property_mappings: [mapping],
		});
		const application = { name, slug: name, backchannel_providers: [pk] };
		await this.#call('POST', '/core/applications/', application);
		this.#providers.push(pk);
	}

	async #userMapping() {
		const managed = encodeURIComponent('goauthentik.io/providers/scim/user');
		const path = `/propertymappings/provider/scim/?managed=${managed}`;
		const { results } = await this.#call('GET', path);
		return results[0].pk;
	}

	async #call(method, path, body) {
		const { url, token } = this.sandbox;
		const response = await fetch(`${url}/api/v3${path}`, {
			method,
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		assert.ok(response.ok, `${method} ${path} was answered with ${response.status}`);
		return await response.json();
	}

	/**
	 * What the webhook is to be called with: each order gives a provider a name that no other gives,
	 * and syncs a user to it. The first 200 differ in provider and user as well.
	 */
	orders(count, label) {
		return Array.from({ length: count }, (_, index) => ({
			name: `${label} ${index}`,
			provider: this.#providers[index % PROVIDERS],
			user: this.#users[Math.floor(index / PROVIDERS) % USERS],
		}));
	}

	/** The updates of providers that have arrived, as saveOf() writes them. */
	get saves() {
		return this.#requests('PATCH').map(({ path, rawBody }) => `${path} ${rawBody}`);
	}

	/** The syncs of users that have arrived, as syncOf() writes them. */
	get syncs() {
		return this.#requests('POST').map(({ path, body }) => `${path} ${body.sync_object_id}`);
	}

	#requests(wanted) {
		return this.sandbox.requests.filter(({ method }) => method === wanted);
	}

	/** Every order was carried out, and none of them twice. */
	assertCarriedOut(orders) {
		assert.deepEqual(this.saves.sort(), orders.map(saveOf).sort());
		assert.deepEqual(this.syncs.sort(), orders.map(syncOf).sort());
	}

	async close() {
		await this.sandbox.close();
		await this.#target.close();
	}
}

const pathOf = ({ provider }) => `/api/v3/providers/scim/${provider}/`;

/** The update that an order asks for. */
export const saveOf = (order) => `${pathOf(order)} ${JSON.stringify({ name: order.name })}`;

/** The sync that an order asks for. */
export const syncOf = (order) => `${pathOf(order)}sync/object/ ${order.user}`;

/** Every call was answered with how its sync went: well. */
export function assertServed(calls) {
	for (const { order, status, answer } of calls) {
		const { provider, user, name } = order;
		const item = {
			provider,
			user,
			result: 'synced',
			linked: true,
			log: [],
			warnings: [],
		};
		assert.deepEqual({ status, answer }, { status: 200, answer: item }, name);
	}
}

/** Webhook -> Update SCIM Provider -> Sync User, whose item is the answer. */
export function provisioningWorkflow(id) {
	const given = (name) => byId(`={{ $('Webhook').item.json.body.${name} }}`);
	const onProvider = (name, parameters) =>
		authentik(name, {
			resource: 'scimProvider',
			scimProvider: given('provider'),
			...parameters,
		});
	return workflow(
		id,
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			2.1,
			{ httpMethod: 'POST', path: id, responseMode: 'lastNode', options: {} },
			{ webhookId: id },
		),
		onProvider('Update', {
			operation: 'update',
			updateFields: { name: '={{ $json.body.name }}' },
		}),
		onProvider('Sync', { operation: 'syncUser', user: given('user') }),
	);
}
