import assert from 'node:assert/strict';

import { permissions } from '../../../nodes/Authentik/shared/permissions.ts';
import { KINDS, permissionsOn } from '../../../nodes/Authentik/trigger/objects.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { startScimTarget } from '../../../sandbox/scim-target/target.ts';
import { credentialFor } from '../../support/n8n/examples.mts';
import { callApi } from '../../support/api.ts';
import { countsOf, LISTS, rowsOf } from '../../support/webhookObjects.ts';
import { authentik, byId, trigger, workflow } from './nodes.mts';
import { until } from './until.mts';

/** What n8n's own user in authentik may do, and no more: set the trigger up, and sync a user. */
const RIGHTS = [
	...Object.keys(KINDS).flatMap((kind) => Object.values(permissionsOn(kind))),
	...permissions.scimProvider.syncUser,
];

/** What a trigger for User Created and Group Membership Changed makes in authentik. */
export const REGISTRATION = { rule: 1, binding: 3, matcher: 3, transport: 1, mapping: 2, group: 1 };

/** An authentik whose events start workflows, and a SCIM target to which it provisions. */
export class Directory {
	#provider;
	#users = 0;

	sandbox;
	target;
	/** That of a service account: what the tests do as akadmin is not n8n's own doing. */
	credential;

	static async start() {
		const directory = new Directory();
		directory.target = await startScimTarget();
		directory.sandbox = await startSandbox({ timeScale: 0.001 });
		directory.credential = directory.credentialWithout();
		await directory.#addProvider();
		return directory;
	}

	/** The credential of one more service account, which lacks a permission if one is told. */
	credentialWithout(lacking) {
		const permissions = RIGHTS.filter((permission) => permission !== lacking);
		const { key: token } = this.sandbox.addToken({ intent: 'api', permissions });
		const changes = lacking && { id: 'limited', name: 'authentik (limited)' };
		return credentialFor({ url: this.sandbox.url, token }, changes);
	}

	async #addProvider() {
		const managed = encodeURIComponent('goauthentik.io/providers/scim/user');
		const mappings = await this.call('GET', `/propertymappings/provider/scim/?managed=${managed}`);
		const { pk } = this.sandbox.addProvider({
			name: 'Target',
			url: this.target.url,
			token: 'target',
			property_mappings: [mappings.results[0].pk],
		});
		const application = { name: 'Target', slug: 'target', backchannel_providers: [pk] };
		await this.call('POST', '/core/applications/', application);
		this.#provider = pk;
	}

	/** Calls authentik as akadmin. */
	async call(method, path, body) {
		const answer = await callApi(this.sandbox, method, path, body);
		assert.ok(answer.status < 300, `${method} ${path} was answered with ${answer.status}`);
		return answer.body;
	}

	/** Syncs a user to the target when they are created or put into a group. */
	syncingWorkflow(id) {
		const syncUser = authentik('Sync User', {
			resource: 'scimProvider',
			operation: 'syncUser',
			scimProvider: byId(String(this.#provider)),
			user: byId('={{ $json.model.pk }}'),
		});
		return workflow(id, trigger(id, ['userCreated', 'groupMembershipChanged']), syncUser);
	}

	/** Has akadmin create a user, whom each of these workflows of an n8n then syncs once. */
	async assertWorks(n8n, ...ids) {
		const counts = async () =>
			await Promise.all(ids.map(async (id) => (await executionsOf(n8n, id)).length));
		const earlier = await counts();
		const username = `new-${(this.#users += 1)}`;
		const { pk } = await this.call('POST', '/core/users/', { username, name: username });
		await until(() => this.#syncsOf(pk) >= ids.length);
		await this.sandbox.settled();
		assert.deepEqual(
			await counts(),
			earlier.map((count) => count + 1),
		);
		for (const id of ids) assert.equal((await executionsOf(n8n, id))[0].status, 'success');
		assert.equal(this.#syncsOf(pk), ids.length);
		const names = [...this.target.users.values()].map(({ userName }) => userName);
		assert.ok(names.includes(username), `${username} is not among ${names}`);
	}

	/** What n8n was last told of a new user. authentik saves them twice and tells that too, in any order. */
	get event() {
		return this.sandbox.deliveries.findLast(({ body }) => body.action === 'model_created').body;
	}

	/** How often a user was synced at the request of a workflow. */
	#syncsOf(user) {
		const path = `/api/v3/providers/scim/${this.#provider}/sync/object/`;
		return this.sandbox.requests.filter(
			(request) =>
				request.path === path &&
				request.status === 200 &&
				Number(request.body.sync_object_id) === user,
		).length;
	}

	/**
	 * What the trigger of a syncing workflow has in authentik: all that it needs, once.
	 * @returns {Promise<{ rows: Record<string, object[]>, url: string, secret: string }>} the objects of each
	 *   kind, whom authentik calls, and what proves that it is authentik
	 */
	async registration(id) {
		const rows = await this.#rowsOf(id);
		const counts = Object.entries(rows).map(([kind, { length }]) => [kind, length]);
		assert.deepEqual(Object.fromEntries(counts), REGISTRATION);
		const { expression } = rows.mapping.find(({ name }) => name.endsWith(' headers'));
		const [, secret] = /"([0-9a-f]{64})"/.exec(expression);
		return { rows, url: rows.transport[0].webhook_url, secret };
	}

	async #rowsOf(id) {
		const kinds = Object.keys(LISTS).filter((kind) => kind !== 'binding');
		const rows = {};
		for (const kind of kinds) {
			const named = `n8n ${id} ${id}-trigger production `;
			rows[kind] = (await rowsOf(this.sandbox, kind)).filter(({ name }) => name.startsWith(named));
		}
		const rules = rows.rule.map(({ pk }) => pk);
		const bindings = await rowsOf(this.sandbox, 'binding');
		return { ...rows, binding: bindings.filter(({ target }) => rules.includes(target)) };
	}

	/** How many objects there are of all triggers together, by kind; those without any are left out. */
	async traces() {
		return await countsOf(this.sandbox);
	}

	async close() {
		await this.sandbox.close();
		await this.target.close();
	}
}

/** The executions of a workflow, newest first, when all have ended. */
export async function executionsOf(n8n, id) {
	let found = [];
	await until(async () => {
		found = await n8n.executions(id);
		return found.every(({ status }) => ['success', 'error'].includes(status));
	});
	return found;
}

/** The header that proves that it is authentik who calls. */
export const PROOF = 'x-n8n-authentik-trigger';

/** authentik is there, but cannot answer yet. */
export const DOWN = { respond: { status: 503, headers: { 'retry-after': '0' } } };

/** Calls a webhook as anybody can. @returns the status of the answer */
export async function post(url, body, headers) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
	await response.text();
	return response.status;
}
