import { startSandbox } from '../../../sandbox/index.ts';
import { startScimTarget } from '../../../sandbox/scim-target/target.ts';
import { Instance } from '../../support/n8n/instance.mts';
import { addSyncingProvider, api } from './authentik.mts';

/** An authentik with people in it, a SCIM target that one of its providers serves, and an n8n of its own. */
export class Company {
	sandbox;
	target;
	/** Key of the SCIM provider `CRM accounts`. */
	crm;
	/** Not started, and without credentials and workflows. */
	n8n;

	/** @param fields of the SCIM provider, beside authentik's defaults */
	async start(fields = {}) {
		this.sandbox = await startSandbox({ seed: true, timeScale: 0.01 });
		this.target = await startScimTarget();
		this.crm = await addSyncingProvider(this.sandbox, this.target, {
			name: 'CRM accounts',
			...fields,
		});
		this.n8n = await Instance.create();
		return this;
	}

	async close() {
		await this.n8n?.remove();
		await this.target?.close();
		await this.sandbox?.close();
	}

	/** Forgets all requests so far. */
	clearLogs() {
		this.sandbox.clearLog();
		this.target.clearLog();
	}

	/** Changes the SCIM provider, if there is something to change, and lets authentik provision all that it should. */
	async saveProvider(changes = {}) {
		await api(this.sandbox, 'PATCH', `/providers/scim/${this.crm}/`, changes);
		await this.sandbox.settled();
	}

	/** The SCIM provider as authentik has it now. */
	async provider() {
		return await api(this.sandbox, 'GET', `/providers/scim/${this.crm}/`);
	}

	/** A user as authentik has it now; undefined when there is none. */
	async user(username) {
		const { results } = await api(this.sandbox, 'GET', `/core/users/?username=${username}`);
		return results[0];
	}

	/** The account of a user at the target, if there is one. */
	account(username) {
		return [...this.target.users.values()].find(({ userName }) => userName === username);
	}
}

/** The requests that were to change something. */
export function writesIn({ requests }) {
	return requests.filter(({ method }) => method !== 'GET');
}
