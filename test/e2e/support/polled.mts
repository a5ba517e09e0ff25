import assert from 'node:assert/strict';

import type { Sandbox, TokenOptions } from '../../../sandbox/index.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Execution } from '../../support/n8n/editorApi.mts';
import { credentialFor } from '../../support/n8n/examples.mts';
import type { Credential, ExportedWorkflow } from '../../support/n8n/exports.mts';
import type { Instance } from '../../support/n8n/instance.mts';
import { nothing, pollTrigger, workflow } from './nodes.mts';
import { until } from './until.mts';

const VIEW_EVENTS = ['authentik_events.view_event'];

/** An authentik server whose log of sign-ins is read by workflows. */
export class PolledLog {
	readonly sandbox: Sandbox;
	/** The IDs of the sign-ins that must start a workflow, in order. */
	readonly logins: string[] = [];

	private constructor(sandbox: Sandbox) {
		this.sandbox = sandbox;
	}

	static async start(): Promise<PolledLog> {
		return new PolledLog(await startSandbox({ timeScale: 0.001 }));
	}

	/** The credential of a user who may do nothing but view events. */
	credential(permissions: TokenOptions['permissions'] = VIEW_EVENTS): Credential {
		const { key: token } = this.sandbox.addToken({ intent: 'api', permissions });
		return credentialFor({ url: this.sandbox.url, token });
	}

	/** Starts on sign-ins, and does nothing. @param credential defaults to that of credential() */
	workflow(id: string, credential?: Credential): ExportedWorkflow {
		return workflow(id, pollTrigger(['login'], credential), nothing);
	}

	/** Signs people in. */
	signIn(count: number): void {
		for (let index = 0; index < count; index++) {
			const user = { pk: 1000, username: 'ada', email: '' };
			const { pk } = this.sandbox.addEvent({
				action: 'login',
				app: 'authentik.events.signals',
				user,
			});
			this.logins.push(String(pk));
		}
	}

	/** How many polls have arrived. */
	get polls(): number {
		return this.sandbox.requests.filter(({ path }) => path.endsWith('/events/events/')).length;
	}

	/** Waits for two more polls. */
	async polledAgain(): Promise<void> {
		const wanted = this.polls + 2;
		await until(() => this.polls >= wanted);
	}

	/**
	 * Waits until every sign-in has started a workflow that succeeded: one each, and nothing else.
	 * @returns the executions, newest first
	 */
	async assertAllCameOnce(n8n: Instance, id: string): Promise<Execution[]> {
		let found: Execution[] = [];
		let texts: string[] = [];
		const startedBy = (pk: string) => texts.filter((text) => text.includes(pk)).length;
		await until(async () => {
			found = await successesOf(n8n, id);
			texts = await Promise.all(found.map(async ({ id: one }) => await n8n.executionText(one)));
			return this.logins.every((pk) => startedBy(pk) > 0);
		});
		await this.polledAgain();
		found = await successesOf(n8n, id);
		texts = await Promise.all(found.map(async ({ id: one }) => await n8n.executionText(one)));
		assert.deepEqual(
			this.logins.filter((pk) => startedBy(pk) !== 1),
			[],
		);
		// Oldest first, in each execution.
		for (const text of texts) {
			const places = this.logins.map((pk) => text.indexOf(pk)).filter((place) => place >= 0);
			assert.ok(places.length > 0, 'an execution without a sign-in');
			assert.deepEqual(
				places,
				[...places].sort((a, b) => a - b),
			);
		}
		return found;
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}
}

/** The executions of a workflow that succeeded, newest first. n8n also lists polls that fail. */
export async function successesOf(n8n: Instance, id: string): Promise<Execution[]> {
	return (await n8n.executions(id)).filter(({ status }) => status === 'success');
}
