import assert from 'node:assert/strict';

import type { IDataObject } from 'n8n-workflow';

import { permissions } from '../../../nodes/Authentik/shared/permissions.ts';
import type { WebhookObject } from '../../../nodes/Authentik/trigger/webhook/objects.ts';
import {
	WEBHOOK_OBJECTS,
	permissionsOn,
} from '../../../nodes/Authentik/trigger/webhook/objects.ts';
import { addSyncingProvider } from '../../../sandbox/demo.ts';
import type { FaultRule, Sandbox } from '../../../sandbox/index.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { ScimTarget } from '../../../sandbox/scim-target/target.ts';
import { startScimTarget } from '../../../sandbox/scim-target/target.ts';
import { api } from '../../support/api.ts';
import type { Execution } from '../../support/n8n/editorApi.mts';
import { credentialFor } from '../../support/n8n/examples.mts';
import type { Credential, ExportedWorkflow } from '../../support/n8n/exports.mts';
import type { Instance } from '../../support/n8n/instance.mts';
import type { Listed } from '../../support/webhookObjects.ts';
import { countsOf, rowsOf } from '../../support/webhookObjects.ts';
import { authentik, byId, trigger, workflow } from './nodes.mts';
import { until } from './until.mts';

/** The only permissions of n8n's own user in authentik: to set up the trigger, and to sync a user. */
const RIGHTS = [
	...(Object.keys(WEBHOOK_OBJECTS) as WebhookObject[]).flatMap((kind) =>
		Object.values(permissionsOn(kind)),
	),
	...permissions.scimProvider.syncUser,
];

/** What a trigger for User Created and Group Membership Changed creates in authentik. */
export const REGISTRATION = { rule: 1, binding: 3, matcher: 3, transport: 1, mapping: 2, group: 1 };

type Rows = Record<Listed, IDataObject[]>;

export interface Registration {
	/** The objects of each kind. */
	rows: Rows;
	/** The address that authentik calls. */
	url: string;
	/** Proves that the caller is authentik. */
	secret: string;
}

/** An authentik server whose events start workflows, and a SCIM target to which it provisions. */
export class TriggerFixture {
	#provider: number;
	#users = 0;

	readonly sandbox: Sandbox;
	readonly target: ScimTarget;
	/** The credential of a service account: what the tests do as akadmin is not n8n's own action. */
	readonly credential: Credential;

	private constructor(sandbox: Sandbox, target: ScimTarget, provider: number) {
		this.sandbox = sandbox;
		this.target = target;
		this.#provider = provider;
		const { key: token } = sandbox.addToken({ intent: 'api', permissions: RIGHTS });
		this.credential = credentialFor({ url: sandbox.url, token });
	}

	static async start(): Promise<TriggerFixture> {
		const sandbox = await startSandbox({ timeScale: 0.001 });
		const target = await startScimTarget();
		const users = { name: 'Target', property_mappings_group: [] };
		return new TriggerFixture(sandbox, target, await addSyncingProvider(sandbox, target, users));
	}

	/** Syncs a user to the target when they are created or added to a group. */
	syncingWorkflow(id: string): ExportedWorkflow {
		const syncUser = authentik('Sync User', {
			resource: 'scimProvider',
			operation: 'syncUser',
			scimProvider: byId(String(this.#provider)),
			user: byId('={{ $json.model.pk }}'),
		});
		return workflow(id, trigger(id, ['userCreated', 'groupMembershipChanged']), syncUser);
	}

	/** Has akadmin create a user, whom each of these workflows of an n8n then syncs once. */
	async assertWorks(n8n: Instance, ...ids: string[]): Promise<void> {
		const counts = async () =>
			await Promise.all(ids.map(async (id) => (await executionsOf(n8n, id)).length));
		const earlier = await counts();
		const username = `new-${(this.#users += 1)}`;
		const user = { username, name: username };
		const { pk } = await api<{ pk: number }>(this.sandbox, 'POST', '/core/users/', user);
		await until(() => this.#syncsOf(pk) >= ids.length);
		await this.sandbox.settled();
		const expected = earlier.map((count) => count + 1);
		// The request comes before n8n lists the execution as ended.
		await until(async () => (await counts()).every((count, index) => count >= expected[index]));
		assert.deepEqual(await counts(), expected);
		for (const id of ids) assert.equal((await executionsOf(n8n, id))[0].status, 'success');
		assert.equal(this.#syncsOf(pk), ids.length);
		const names = [...this.target.users.values()].map(({ userName }) => userName);
		assert.ok(names.includes(username), `${username} is not among ${names}`);
	}

	/** The last event of a new user that n8n received. authentik saves them twice and sends that too, in any order. */
	get event(): object {
		const bodies = this.sandbox.deliveries.map(({ body }) => body as { action: string });
		const event = bodies.findLast(({ action }) => action === 'model_created');
		assert.ok(event, 'n8n was told of no new user');
		return event;
	}

	/** How often a user was synced at the request of a workflow. */
	#syncsOf(user: number) {
		const wanted = `/api/v3/providers/scim/${this.#provider}/sync/object/`;
		const syncs = this.sandbox.requests.filter(
			({ path, status }) => path === wanted && status === 200,
		);
		const users = syncs.map(({ body }) =>
			Number((body as { sync_object_id: string }).sync_object_id),
		);
		return users.filter((synced) => synced === user).length;
	}

	/** What the trigger of a syncing workflow has in authentik: all that it needs, once. */
	async registration(id: string): Promise<Registration> {
		const rows = await this.#rowsOf(id);
		const counts = Object.entries(rows).map(([kind, { length }]) => [kind, length]);
		assert.deepEqual(Object.fromEntries(counts), REGISTRATION);
		const headers = rows.mapping.find(({ name }) => String(name).endsWith(' headers'));
		const secret = /"([0-9a-f]{64})"/.exec(String(headers?.expression))?.[1];
		assert.ok(secret, 'The mapping of the headers has no secret');
		return { rows, url: String(rows.transport[0].webhook_url), secret };
	}

	async #rowsOf(id: string): Promise<Rows> {
		const prefix = `n8n ${id} ${id}-trigger production `;
		const named = async (kind: Listed) =>
			(await rowsOf(this.sandbox, kind)).filter(({ name }) => String(name).startsWith(prefix));
		const rule = await named('rule');
		const rules = rule.map(({ pk }) => pk);
		const bindings = await rowsOf(this.sandbox, 'binding');
		return {
			rule,
			binding: bindings.filter(({ target }) => rules.includes(target)),
			matcher: await named('matcher'),
			transport: await named('transport'),
			mapping: await named('mapping'),
			group: await named('group'),
		};
	}

	/** How many objects all triggers have together, by kind; kinds without any are left out. */
	async traces(): Promise<Partial<Record<Listed, number>>> {
		return await countsOf(this.sandbox);
	}

	async close(): Promise<void> {
		await this.sandbox.close();
		await this.target.close();
	}
}

/** The executions of a workflow, newest first, when all have ended. */
export async function executionsOf(n8n: Instance, id: string): Promise<Execution[]> {
	let found: Execution[] = [];
	await until(async () => {
		found = await n8n.executions(id);
		return found.every(({ status }) => ['success', 'error'].includes(status));
	});
	return found;
}

/** The header that proves that the caller is authentik. */
export const PROOF = 'x-n8n-authentik-trigger';

/** authentik is running, but can't answer yet. */
export const DOWN: FaultRule = { respond: { status: 503, headers: { 'retry-after': '0' } } };

/** Calls a webhook like anyone can. @returns the status of the answer */
export async function post(
	url: string | URL,
	body: string,
	headers: Record<string, string> = {},
): Promise<number> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
	await response.text();
	return response.status;
}
