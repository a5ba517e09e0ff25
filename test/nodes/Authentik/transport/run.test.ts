/** What the items of a run share, and what they don't. */
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(async () => await sandbox.close());

const byName = { resource: 'user', operation: 'get', user: locator('ada', 'username') };

it('a lookup that failed fails each item as its own', async () => {
	sandbox.addUser({ username: 'ada' });
	sandbox.fault({ method: 'GET', path: '/core/users/', html: 500 });
	const { errors } = await runNode(sandbox, byName, {
		items: [{}, {}, {}],
		onError: 'continueErrorOutput',
	});
	expect(errors.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
	expect(new Set(errors.map(({ json }) => JSON.stringify(json))).size).toBe(1);
});

it('a failed lookup is repeated for a later item', async () => {
	sandbox.addUser({ username: 'ada' });
	sandbox.fault({ method: 'GET', path: '/core/users/', times: 1, html: 500 });
	const requestOptions = { batching: { batch: { batchSize: 1, batchInterval: 200 } } };
	const { json, errors } = await runNode(
		sandbox,
		{ ...byName, requestOptions },
		{ items: [{}, {}], onError: 'continueErrorOutput' },
	);
	expect(errors).toHaveLength(1);
	expect(json).toEqual([expect.objectContaining({ username: 'ada' })]);
});

it('a release that could not be read is requested again', async () => {
	const old = await startSandbox({ release: '2025.4' });
	const pk = Number(old.addProvider({ name: 'one' }).pk);
	const update = {
		operation: 'update',
		scimProvider: locator(pk),
		updateFields: { syncPageSize: 50 },
	};
	old.fault({ path: '/admin/version/', times: 1, html: 500 });
	await runNode(old, update);
	old.clearLog();
	const { error } = await runNode(old, update);
	expect(error?.message).toContain('This release of authentik does not support');
	expect(requestsTo(old)).toEqual([]);
	await old.close();
});

it.each([[-1], [0], [0.5]])(
	'a limit of %p sends one after the other',
	async (maxConcurrentRequests) => {
		sandbox.addProvider({ name: 'one' });
		const { json, error } = await runNode(
			sandbox,
			{ operation: 'getAll', returnAll: true },
			{ credential: { maxConcurrentRequests } },
		);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
	},
);

it.each([
	['', ''],
	['   ', '   '],
	['https://exa mple.com', 'https://exa mple.com'],
	['http://', 'http://'],
	['https://ada:secret@exa mple.com', '…@exa mple.com'],
])('the error quotes the Base URL %p as it is', async (baseUrl, shown) => {
	const { error } = await runNode(sandbox, { operation: 'getAll' }, { credential: { baseUrl } });
	expect(error?.message).toBe(`'Base URL' of the credential is not a valid URL: "${shown}"`);
	expect(error?.description).toContain('https://auth.example.com');
});

it.each([
	['with the end of a line', (token: string) => `${token}\n`],
	['with its scheme', (token: string) => `Bearer ${token}`],
])('a token pasted %s is in no text', async (_how, pasted) => {
	const { token } = sandbox;
	sandbox.fault({ respond: { status: 400, body: { detail: `echo: Bearer ${token}` } } });
	const { error } = await runNode(
		sandbox,
		{ operation: 'getAll' },
		{ credential: { apiToken: pasted(token) } },
	);
	expect(error?.message).toContain('echo: Bearer [hidden]');
	expect(JSON.stringify(error)).not.toContain(token);
});
