/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/** The package with its own copy of n8n-workflow next to it, different from that of the n8n it runs in. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { expression, locator, requestsTo, runNode } from '../../../support/node';

const PROJECT = path.resolve(__dirname, '../../../..');

let root: string;
let sandbox: Sandbox;
let pk: number;

beforeAll(async () => {
	root = mkdtempSync(path.join(os.tmpdir(), 'second-copy-'));
	for (const part of ['dist', 'package.json']) {
		cpSync(path.join(PROJECT, part), path.join(root, part), { recursive: true });
	}
	mkdirSync(path.join(root, 'node_modules'));
	symlinkSync(
		path.join(PROJECT, 'node_modules/n8n-workflow-2.20'),
		path.join(root, 'node_modules/n8n-workflow'),
	);
	sandbox = await startSandbox({ release: '2026.2' });
	pk = Number(sandbox.addProvider({ name: 'the one' }).pk);
});
afterAll(async () => {
	await sandbox.close();
	rmSync(root, { recursive: true });
});
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const get = () => ({ operation: 'get', scimProvider: locator(pk) });

it('really is another copy', () => {
	const ours = require.resolve('n8n-workflow');
	const others = require.resolve('n8n-workflow', {
		paths: [path.join(root, 'dist/nodes/Authentik')],
	});
	expect(others).not.toBe(ours);
	expect(others).toContain('2.20');
});

it('a 403 is explained', async () => {
	const { key } = sandbox.addToken({ intent: 'api' });
	const { error } = await runNode(sandbox, get(), { root, credential: { apiToken: key } });
	expect(error?.message).toContain("authentik denied access to the token's user");
	expect(error?.description).toContain('authentik_providers_scim.view_scimprovider');
	expect(error?.context?.itemIndex).toBe(0);
	expect(requestsTo(sandbox)).toHaveLength(1);
});

it('a broken connection is retried', async () => {
	sandbox.fault({ times: 1, reset: 'before' });
	const { items, error } = await runNode(sandbox, get(), { root });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(requestsTo(sandbox)).toHaveLength(2);
});

it('a refusal is shown', async () => {
	const { error } = await runNode(
		sandbox,
		{ operation: 'get', scimProvider: locator(expression('x')) },
		{ root },
	);
	expect(error?.message).toContain("'SCIM Provider' must be a numeric ID");
	expect(requestsTo(sandbox)).toEqual([]);
});

it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'%s: the item contains the error',
	async (onError) => {
		const { items, errors } = await runNode(sandbox, get(), {
			root,
			onError,
			items: [{ n: 1 }],
			credential: { apiToken: 'mistyped' },
		});
		const failed = onError === 'continueErrorOutput' ? errors : items;
		expect(failed.map(({ json }) => json)).toEqual([
			{
				n: 1,
				error: expect.objectContaining({
					message: expect.stringContaining('authentik does not accept the token'),
					httpCode: '403',
				}),
			},
		]);
	},
);
