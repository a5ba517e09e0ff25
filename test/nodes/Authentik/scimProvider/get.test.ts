import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, runNode } from '../../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

it('reads one provider, what people look for first', async () => {
	const provider = sandbox.addProvider({ name: 'GitHub', token: 'target-token', dry_run: true });
	const scimProvider = locator(Number(provider.pk));
	const { json } = await runNode(sandbox, { operation: 'get', scimProvider });
	expect(Object.keys(json[0]).slice(0, 4)).toEqual(['name', 'dry_run', 'url', 'pk']);
	expect(json).toMatchObject([{ name: 'GitHub', dry_run: true, pk: provider.pk }]);
	expect(json[0]).not.toHaveProperty('token');
	const told = await runNode(sandbox, {
		operation: 'get',
		scimProvider,
		options: { includeSecrets: true },
	});
	expect(told.json[0].token).toBe('target-token');
});

it('reads everything of a provider except its token', async () => {
	const provider = sandbox.addProvider({ name: 'Slack', token: 'target-token' });
	const { items } = await runNode(sandbox, {
		operation: 'get',
		scimProvider: locator(Number(provider.pk), 'list'),
		output: 'raw',
	});

	expect(sandbox.requests).toMatchObject([
		{ method: 'GET', path: `/api/v3/providers/scim/${String(provider.pk)}/`, rawBody: '' },
	]);
	expect(sandbox.syncs).toEqual([]);
	const { token, ...rest } = provider;
	expect(token).toBe('target-token');
	expect(items).toEqual([{ json: rest, pairedItem: { item: 0 } }]);
});

it('reports that the provider is unknown', async () => {
	const { error } = await runNode(sandbox, { operation: 'get', scimProvider: locator(999_999) });
	expect(error?.message).toContain('No SCIMProvider matches the given query.');
	expect(error?.description).toContain('Check the ID');
	expect(error?.httpCode).toBe('404');
});
