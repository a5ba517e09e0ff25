import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../nodes/Authentik/shared/releases';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { ScimTarget } from '../../sandbox/scim-target/target';
import { startScimTarget } from '../../sandbox/scim-target/target';
import { callApi } from './api';
import type { RunOptions } from './node';
import { locator, runNode } from './node';

/** Starts the target that the providers of a file sync to, and ends it and the sandboxes of each test. */
export function useTarget() {
	let target: ScimTarget;
	const open: Sandbox[] = [];
	beforeAll(async () => {
		target = await startScimTarget();
	});
	afterAll(async () => await target.close());
	beforeEach(() => target.clearFaults());
	afterEach(async () => {
		await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
	});

	/** Starts a sandbox that is closed after the test. */
	async function openSandbox(options?: SandboxOptions) {
		const sandbox = await startSandbox(options);
		open.push(sandbox);
		return sandbox;
	}

	/** A sandbox with a provider that is attached to an application and has the built-in mappings. */
	async function withProvider(release: Release, more: IDataObject = {}) {
		const sandbox = await openSandbox({ release, timeScale: 0.01 });
		const run = async (
			operation: string,
			parameters: IDataObject,
			credential: RunOptions['credential'] = {},
		) => await runNode(sandbox, { operation, ...parameters }, { credential });
		await callApi(sandbox, 'POST', '/core/applications/', { name: 'CRM', slug: 'crm' });
		const { json } = await run('create', {
			name: 'CRM accounts',
			url: target.url,
			additionalFields: { token: 't', application: locator('crm', 'slug'), ...more },
		});
		await sandbox.settled();
		const user = Number(
			sandbox.addUser({ username: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' }).pk,
		);
		const group = String(sandbox.addGroup({ name: 'Engineering' }).pk);
		sandbox.clearLog();
		target.clearLog();
		return { sandbox, run, pk: Number(json[0].pk), user, group };
	}

	return { target: () => target, openSandbox, withProvider };
}

/** The options of a sync whose end is awaited. */
export const waiting = { waitForCompletion: true, timeLimit: 20 };
