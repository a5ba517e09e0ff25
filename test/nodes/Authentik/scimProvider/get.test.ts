import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, runNode } from '../../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

it('reads one provider, without its token', async () => {
	const provider = sandbox.addProvider({ name: 'Slack', token: 'target-token' });
	const { items } = await runNode(sandbox, {
		operation: 'get',
		scimProvider: locator(Number(provider.pk), 'list'),
	});

	expect(sandbox.requests).toMatchObject([
		{ method: 'GET', path: `/api/v3/providers/scim/${String(provider.pk)}/`, rawBody: '' },
	]);
	expect(sandbox.syncs).toEqual([]);
	const { token, ...rest } = provider;
	expect(token).toBe('target-token');
	expect(items).toEqual([{ json: rest, pairedItem: { item: 0 } }]);
});

it('says that the provider is unknown', async () => {
	const { error } = await runNode(sandbox, { operation: 'get', scimProvider: locator(999_999) });
	expect(error?.message).toContain('No SCIMProvider matches the given query.');
	expect(error?.description).toContain('Check the ID');
	expect(error?.httpCode).toBe('404');
});
