import assert from 'node:assert/strict';

import type { INodeParameters } from 'n8n-workflow';

import { addSyncingProvider } from '../../../sandbox/demo.ts';
import type { RequestRecord, Sandbox } from '../../../sandbox/index.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { ScimTarget } from '../../../sandbox/scim-target/target.ts';
import { startScimTarget } from '../../../sandbox/scim-target/target.ts';
import { api } from '../../support/api.ts';
import type { ExportedWorkflow } from '../../support/n8n/exports.mts';
import { authentik, byId, node, workflow } from './nodes.mts';
import type { Call } from './webhook.mts';

const PROVIDERS = 10;
const USERS = 20;

/** The body of a webhook call. */
export interface Order {
	name: string;
	provider: number;
	user: number;
}

/** An authentik server whose SCIM providers provision to a target, and the requests to it. */
export class Provisioning {
	#target: ScimTarget;
	#providers: number[] = [];
	#users: number[];

	/** The authentik server. */
	readonly sandbox: Sandbox;

	private constructor(sandbox: Sandbox, target: ScimTarget) {
		this.sandbox = sandbox;
		this.#target = target;
		this.#users = Array.from({ length: USERS }, (_, index) => {
			const username = `user-${index}`;
			return Number(sandbox.addUser({ username, email: `${username}@example.com` }).pk);
		});
	}

	static async start(): Promise<Provisioning> {
		const target = await startScimTarget();
		// A full sync from each of two n8n workers, and a thread for the tasks of their pages.
		const sandbox = await startSandbox({ timeScale: 0.001, threads: 4 });
		const provisioning = new Provisioning(sandbox, target);
		for (let index = 0; index < PROVIDERS; index++) {
			const provider = { name: `provider-${index}`, property_mappings_group: [] };
			provisioning.#providers.push(await addSyncingProvider(sandbox, target, provider));
		}
		// The first sync creates the accounts, and starts the sandbox's Python.
		for (const provider of provisioning.#providers) {
			await api(sandbox, 'PATCH', `/providers/scim/${provider}/`, {});
			await sandbox.settled();
		}
		return provisioning;
	}

	/**
	 * The bodies for the webhook: each order sets a provider to a unique name, and syncs a user to it. The first 200
	 * differ in provider and user as well.
	 */
	orders(count: number, label: string): Order[] {
		return Array.from({ length: count }, (_, index) => ({
			name: `${label} ${index}`,
			provider: this.#providers[index % PROVIDERS],
			user: this.#users[Math.floor(index / PROVIDERS) % USERS],
		}));
	}

	/** The updates of providers that have arrived, as saveOf() writes them. */
	get saves(): string[] {
		return this.#requests('PATCH').map(({ path, rawBody }) => `${path} ${rawBody}`);
	}

	/** The syncs of users that have arrived, as syncOf() writes them. */
	get syncs(): string[] {
		return this.#requests('POST').map(({ path, body }) => {
			const { sync_object_id: user } = body as { sync_object_id: string };
			return `${path} ${user}`;
		});
	}

	#requests(wanted: string): RequestRecord[] {
		return this.sandbox.requests.filter(({ method }) => method === wanted);
	}

	/** Asserts that every order was carried out, and none of them twice. */
	assertCarriedOut(orders: Order[]): void {
		assert.deepEqual(this.saves.sort(), orders.map(saveOf).sort());
		assert.deepEqual(this.syncs.sort(), orders.map(syncOf).sort());
	}

	async close(): Promise<void> {
		await this.sandbox.close();
		await this.#target.close();
	}
}

const pathOf = ({ provider }: Order) => `/api/v3/providers/scim/${provider}/`;

/** The update that an order asks for. */
export const saveOf = (order: Order): string =>
	`${pathOf(order)} ${JSON.stringify({ name: order.name })}`;

/** The sync that an order asks for. */
export const syncOf = (order: Order): string => `${pathOf(order)}sync/object/ ${order.user}`;

/** Asserts that every call was answered with the outcome of its sync: success. */
export function assertServed(calls: Array<Call<Order>>): void {
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
export function provisioningWorkflow(id: string): ExportedWorkflow {
	const given = (name: string) => byId(`={{ $('Webhook').item.json.body.${name} }}`);
	const onProvider = (name: string, parameters: INodeParameters) =>
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
