import assert from 'node:assert/strict';

import { addSyncingProvider } from '../../../sandbox/demo.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { ScimTarget } from '../../../sandbox/scim-target/target.ts';
import type { Resource } from '../../../sandbox/scim-target/store.ts';
import { startScimTarget } from '../../../sandbox/scim-target/target.ts';
import { api } from '../../support/api.ts';
import { Instance } from '../../support/n8n/instance.mts';
import type { Listed, Named } from './authentik.mts';

/** A user in authentik. */
export interface User {
	pk: number;
	groups: string[];
	groups_obj: Named[];
}

/** An authentik server with people in it, a SCIM target that one of its providers serves, and an n8n of its own. */
export class ScimFixture {
	/** Not started, and without credentials and workflows. */
	readonly n8n: Instance;
	readonly sandbox: Sandbox;
	readonly target: ScimTarget;
	/** Key of the SCIM provider `CRM accounts`. */
	readonly crm: number;

	private constructor(n8n: Instance, sandbox: Sandbox, target: ScimTarget, crm: number) {
		this.n8n = n8n;
		this.sandbox = sandbox;
		this.target = target;
		this.crm = crm;
	}

	/** @param fields of the SCIM provider, in addition to authentik's defaults */
	static async start(fields: object = {}): Promise<ScimFixture> {
		const n8n = await Instance.create();
		const sandbox = await startSandbox({ seed: true, timeScale: 0.01 });
		const target = await startScimTarget();
		const provider = { name: 'CRM accounts', ...fields };
		const crm = await addSyncingProvider(sandbox, target, provider);
		return new ScimFixture(n8n, sandbox, target, crm);
	}

	async close(): Promise<void> {
		await this.n8n.remove();
		await this.target.close();
		await this.sandbox.close();
	}

	/** Clears all requests so far. */
	clearLogs(): void {
		this.sandbox.clearLog();
		this.target.clearLog();
	}

	/** Changes the SCIM provider, if there is something to change, and lets authentik provision everything. */
	async saveProvider(changes: object = {}): Promise<void> {
		await api(this.sandbox, 'PATCH', `/providers/scim/${this.crm}/`, changes);
		await this.sandbox.settled();
	}

	/** The current SCIM provider in authentik. */
	async provider(): Promise<{ dry_run: boolean; property_mappings: string[] }> {
		return await api(this.sandbox, 'GET', `/providers/scim/${this.crm}/`);
	}

	/** The current user in authentik. */
	async user(username: string): Promise<User> {
		const path = `/core/users/?username=${username}`;
		const { results } = await api<Listed<User>>(this.sandbox, 'GET', path);
		assert.equal(results.length, 1, username);
		return results[0];
	}

	/** The account of a user at the target, if there is one. */
	account(username: string): Resource | undefined {
		return [...this.target.users.values()].find(({ userName }) => userName === username);
	}
}

/** The requests for changes. */
export function writesIn<R extends { method: string }>({ requests }: { requests: R[] }): R[] {
	return requests.filter(({ method }) => method !== 'GET');
}
