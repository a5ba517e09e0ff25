/** What the next node receives of a failed item, with each of n8n's settings that continue. */
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import type { RunOptions } from '../../../support/node';
import { locator, runNode } from '../../../support/node';

let sandbox: Sandbox;
let pk: number;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	pk = Number(sandbox.addProvider({ name: 'the one' }).pk);
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const update: IDataObject = {
	operation: 'update',
	scimProvider: locator('={{ $json.pk }}'),
	updateFields: { syncPageSize: 50 },
};

type OnError = 'continueRegularOutput' | 'continueErrorOutput';

/** The failed items, wherever n8n puts them. */
async function failing(
	onError: OnError,
	items: IDataObject[],
	{
		parameters = update,
		credential,
	}: Pick<RunOptions, 'credential'> & { parameters?: IDataObject } = {},
) {
	const run = await runNode(sandbox, parameters, {
		items,
		onError,
		credential,
	});
	const failed =
		onError === 'continueErrorOutput' ? run.errors : run.items.filter(({ json }) => json.error);
	return { run, failed, json: failed.map(({ json }) => json) };
}

describe.each<OnError>(['continueRegularOutput', 'continueErrorOutput'])('%s', (onError) => {
	it('the item keeps its fields and its place; the others succeed', async () => {
		const { run, failed, json } = await failing(onError, [
			{ pk, who: 'a' },
			{ pk: 999_999, who: 'b', error: 'an earlier one' },
			{ pk, who: 'c' },
		]);
		expect(run.error).toBeUndefined();
		expect(json).toEqual([
			{
				pk: 999_999,
				who: 'b',
				error: {
					message: expect.stringContaining("authentik can't find the object"),
					description: expect.stringContaining('Check the ID.'),
					httpCode: '404',
					requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
				},
			},
		]);
		expect(failed[0]).toMatchObject({ pairedItem: { item: 1 } });
		expect(failed[0]).not.toHaveProperty('error');
		const others = run.items.filter(({ json: { error } }) => !error);
		expect(others.map(({ json: { name }, pairedItem }) => [name, pairedItem])).toEqual([
			['the one', { item: 0 }],
			['the one', { item: 2 }],
		]);
		expect(sandbox.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(3);
	});

	it('names the permission that is missing', async () => {
		const { key } = sandbox.addToken({
			intent: 'api',
			permissions: ['authentik_providers_scim.view_scimprovider'],
		});
		const { json } = await failing(onError, [{ pk }], { credential: { apiToken: key } });
		expect(json).toEqual([
			{
				pk,
				error: expect.objectContaining({
					message: expect.stringContaining("denied access to the token's user"),
					httpCode: '403',
					permissions: expect.arrayContaining(['authentik_providers_scim.change_scimprovider']),
				}),
			},
		]);
		expect(JSON.stringify(json)).not.toContain(key);
	});

	it('a token that is not accepted lacks no permission', async () => {
		const { json } = await failing(onError, [{ pk }], { credential: { apiToken: 'mistyped' } });
		expect(json[0].error).toMatchObject({ httpCode: '403' });
		expect(json[0].error).not.toHaveProperty('permissions');
		expect(JSON.stringify(json)).not.toContain('mistyped');
	});

	it('a value that is refused has neither status nor request', async () => {
		const { json } = await failing(onError, [{ pk: 'x' }]);
		expect(json).toEqual([
			{
				pk: 'x',
				error: {
					message: expect.stringContaining("'SCIM Provider' must be a numeric ID"),
					description: expect.stringMatching(/./),
				},
			},
		]);
		expect(sandbox.requests).toEqual([]);
	});

	it('a lookup that items share fails each of them', async () => {
		sandbox.addUser({ username: `ada-${onError}` });
		sandbox.fault({ method: 'GET', path: '/core/users/', html: 500 });
		const { failed, json } = await failing(onError, [{ n: 1 }, { n: 2 }], {
			parameters: { resource: 'user', operation: 'get', user: locator('ada', 'username') },
		});
		expect(json.map(({ n, error }) => [n, (error as IDataObject).httpCode])).toEqual([
			[1, '500'],
			[2, '500'],
		]);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('contains what half of an operation did', async () => {
		const { key } = sandbox.addToken({
			intent: 'api',
			permissions: ['authentik_core.add_user'],
			superuser: true,
		});
		sandbox.fault({
			method: 'POST',
			path: '/core/tokens/',
			respond: { status: 403, body: { detail: 'No.' } },
		});
		const { json } = await failing(onError, [{ n: 1 }], {
			parameters: {
				resource: 'user',
				operation: 'createServiceAccount',
				name: `svc-${onError}`,
			},
			credential: { apiToken: key },
		});
		expect(json[0]).toMatchObject({
			n: 1,
			error: {
				message: expect.stringContaining('was created, but not its API token'),
				httpCode: '403',
				permissions: expect.any(Array),
				requestId: expect.any(String),
			},
		});
	});

	it('a limit that is refused does not cut off its error', async () => {
		const limits: Array<IDataObject['limit']> = [0, '0', 'x', -1, {}];
		for (const limit of limits) {
			const { json } = await failing(onError, [{ limit }], {
				parameters: { operation: 'getAll', limit: '={{ $json.limit }}' },
			});
			expect(json).toEqual([
				{
					limit,
					error: expect.objectContaining({ message: expect.stringContaining("'Limit' must be") }),
				},
			]);
		}
	});
});
