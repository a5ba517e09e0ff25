import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { expression, locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let pk: number;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	pk = Number(sandbox.addUser({ username: 'ada', name: 'Ada', email: 'ada@example.com' }).pk);
	for (const username of ['bob', 'rob', 'tob']) {
		sandbox.addUser({ username, email: 'shared@example.com' });
	}
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

async function get(value: string | number, mode: string, items?: number) {
	return await runNode(
		sandbox,
		{ resource: 'user', operation: 'get', user: locator(value, mode) },
		{ items: Array.from({ length: items ?? 1 }, () => ({})) },
	);
}

const paths = () =>
	requestsTo(sandbox).map(({ method, path, query }) => [method, path.slice(7), query]);

it.each<[string, () => string | number]>([
	['list', () => pk],
	['id', () => pk],
	['url', () => `${sandbox.url}/if/admin/#/identity/users/${pk};%7B%22page%22%3A%22x%22%7D`],
])('finds the user by %s without asking', async (mode, value) => {
	const { json, error } = await get(value(), mode);
	expect(error).toBeUndefined();
	expect(json).toEqual([expect.objectContaining({ pk, username: 'ada' })]);
	expect(paths()).toEqual([['GET', `/core/users/${pk}/`, '']]);
});

it.each([
	['username', 'ada', 'username=ada'],
	['email', ' ada@example.com ', 'email=ada%40example.com'],
])('searches the list for a user by %s', async (mode, value, filter) => {
	const { json, error } = await get(value, mode);
	expect(error).toBeUndefined();
	expect(json).toEqual([expect.objectContaining({ pk })]);
	expect(paths()).toEqual([
		['GET', '/core/users/', `include_groups=false&${filter}&page_size=5`],
		['GET', `/core/users/${pk}/`, ''],
	]);
});

it.each([
	['username', 'nobody', 'No user found with the username "nobody"', 2],
	['username', 'ADA', 'No user found with the username "ADA", but "ada" exists', 2],
	['email', 'x@example.com', 'No user found with the email address "x@example.com"', 2],
	['email', 'shared@example.com', '3 users have the email address "shared@example.com"', 1],
])('refuses %s %s', async (mode, value, message, asked) => {
	const { error, items } = await get(value, mode);
	expect(error?.message).toBe(message);
	expect(error?.description).toContain('Nothing was changed in authentik.');
	expect(items).toEqual([]);
	expect(paths()).toHaveLength(asked);
});

it.each([
	['username', ''],
	['email', ' '],
	['id', 'ada'],
	['id', '1/../2'],
	['url', 'https://auth.example.com/if/admin/#/identity/groups/7'],
])('refuses the %s %p before anything is sent', async (mode, value) => {
	const { error } = await get(expression(value), mode);
	expect(error?.message).toContain('User');
	expect(paths()).toEqual([]);
});

/** Whatever the request, authentik lists this user. */
const list = (user: IDataObject) =>
	sandbox.fault({
		path: '/core/users/',
		respond: {
			status: 200,
			body: { pagination: { next: 0, count: 1, total_pages: 1 }, results: [user] },
		},
	});

it('finds nobody when the filter gets lost', async () => {
	list({ pk: 1, username: 'akadmin' });
	const { error } = await get('ada', 'username');
	expect(error?.message).toBe('No user found with the username "ada"');
});

it('puts nothing into the path that is not an ID', async () => {
	list({ pk: '1/../2', username: 'ada' });
	const { error } = await get('ada', 'username');
	expect(error?.message).toContain("'User' must be a numeric ID");
	expect(paths()).toHaveLength(1);
});

it('looks up the same user once for all items of a run', async () => {
	const { json } = await get('ada', 'username', 5);
	expect(json).toHaveLength(5);
	expect(paths().filter(([, path]) => path === '/core/users/')).toHaveLength(1);
});

it('pairs a refusal with its item and continues with the others', async () => {
	const { json } = await runNode(
		sandbox,
		{ resource: 'user', operation: 'get', user: locator('={{ $json.name }}', 'username') },
		{ items: [{ name: 'nobody' }, { name: 'ada' }], onError: 'continueRegularOutput' },
	);
	expect(json).toEqual([
		expect.objectContaining({
			name: 'nobody',
			error: expect.objectContaining({
				message: 'No user found with the username "nobody"',
			}) as unknown,
		}),
		expect.objectContaining({ pk }),
	]);
});

it('names the permission when the list may not be read', async () => {
	const { key } = sandbox.addToken({ intent: 'api' });
	const { error } = await runNode(
		sandbox,
		{ resource: 'user', operation: 'get', user: locator('ada', 'username') },
		{ credential: { apiToken: key } },
	);
	expect(error?.httpCode).toBe('403');
	expect(error?.description).toContain('authentik_core.view_user');
});
