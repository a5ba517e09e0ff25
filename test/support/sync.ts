import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { ScimTarget } from '../../sandbox/scim-target/target';
import { startScimTarget } from '../../sandbox/scim-target/target';
import { callApi } from './api';
import type { RunOptions } from './node';
import { locator, runNode } from './node';

/** Where the providers of a file sync to. */
export let target: ScimTarget;

/** The sandboxes that are closed after a test. */
export const open: Sandbox[] = [];

/** Starts the target before the tests of a file, and ends what they started. */
export function useTarget(): void {
	beforeAll(async () => {
		target = await startScimTarget();
	});
	afterAll(async () => await target.close());
	beforeEach(() => target.clearFaults());
	afterEach(async () => {
		await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
	});
}

/** A sandbox with a provider that is attached to an application and has the built-in mappings. */
export async function withProvider(release: Release, more: IDataObject = {}) {
	const sandbox = await startSandbox({ release, timeScale: 0.01 });
	open.push(sandbox);
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

/** The options of a sync that is waited for. */
export const waiting = { waitForCompletion: true, timeLimit: 20 };
