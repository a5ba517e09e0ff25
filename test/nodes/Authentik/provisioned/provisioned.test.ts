import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { startEngine } from '../../../support/engine';
import { credentialOf, locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let provider: number;
let user: number;
let group: string;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	provider = Number(sandbox.addProvider({ name: 'CRM' }).pk);
	user = Number(sandbox.addUser({ username: 'ada' }).pk);
	group = String(sandbox.addGroup({ name: 'Engineering' }).pk);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

async function run(resource: string, operation: string, parameters: IDataObject) {
	return await runNode(sandbox, { resource, operation, ...parameters });
}

it.each([
	['provisionedUser', 'user', '/providers/scim_users/', () => user],
	['provisionedGroup', 'group', '/providers/scim_groups/', () => group],
] as const)('%s: links, reads, lists, picks and unlinks', async (resource, noun, path, object) => {
	const linked = await run(resource, 'link', {
		scimProvider: locator(provider),
		[noun]: locator(object()),
		remoteId: 'remote-1',
	});
	expect(linked.error).toBeUndefined();
	const [request] = requestsTo(sandbox);
	expect(request).toMatchObject({ method: 'POST', path: `/api/v3${path}` });
	expect(request.body).toEqual({
		provider,
		[noun]: object(),
		scim_id: 'remote-1',
	});
	const [link] = linked.json;
	expect(link).toMatchObject({ scim_id: 'remote-1', provider, [noun]: object() });

	const id = locator(String(link.id));
	expect((await run(resource, 'get', { [resource]: id, output: 'raw' })).json).toEqual([link]);
	const listed = await run(resource, 'getAll', {
		returnAll: true,
		filters: { scimProvider: locator(provider), [noun]: locator(object()) },
	});
	expect(listed.json).toEqual([
		expect.objectContaining({ id: link.id, scim_id: 'remote-1', [noun]: object() }),
	]);
	expect(Object.keys(listed.json[0]).length).toBeLessThanOrEqual(6);
	const named = await run(resource, 'get', {
		[resource]: id,
		output: 'fields',
		outputFields: 'scim_id',
	});
	expect(named.json).toEqual([{ id: link.id, scim_id: 'remote-1' }]);

	const { search } = await startEngine({ authentikApi: credentialOf(sandbox) });
	const method = noun === 'user' ? 'searchProvisionedUsers' : 'searchProvisionedGroups';
	expect((await search(method)).results).toEqual([
		{
			name: expect.stringContaining('(remote ID remote-1)') as string,
			value: link.id,
			url: `${sandbox.url}/if/admin/#/core/providers/${provider};%7B%22page%22%3A%22page-${noun}s%22%7D`,
		},
	]);

	expect((await run(resource, 'unlink', { [resource]: id })).json).toEqual([
		{ id: link.id, deleted: true },
	]);
	expect((await run(resource, 'getAll', { returnAll: true })).items).toEqual([]);
});

it('reports that a link already exists', async () => {
	const link = {
		scimProvider: locator(provider),
		user: locator(user),
		remoteId: 'remote-2',
	};
	await run('provisionedUser', 'link', link);
	const { error } = await run('provisionedUser', 'link', link);
	expect(error?.message).toContain('must make a unique set');
});
