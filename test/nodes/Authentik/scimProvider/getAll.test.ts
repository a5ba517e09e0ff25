import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;

const NAMES = Array.from({ length: 230 }, (_, index) => `p${String(index).padStart(3, '0')}`);

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2025.12' });
	for (const name of NAMES) sandbox.addProvider({ name, token: 'target-token' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

async function getAll(parameters: IDataObject, items?: IDataObject[]) {
	return await runNode(sandbox, { operation: 'getAll', ...parameters }, { items });
}

function queries() {
	return requestsTo(sandbox).map(({ query }) => query);
}

it('returns all, in the order of the server, 100 a page', async () => {
	const { json, items } = await getAll({ returnAll: true });
	expect(json.map(({ name }) => name)).toEqual(NAMES);
	expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
	expect(queries().sort()).toEqual([
		'page_size=100',
		'page_size=100&page=2',
		'page_size=100&page=3',
	]);
	expect(JSON.stringify(json)).not.toContain('target-token');
});

it.each([
	[1, ['page_size=1']],
	[100, ['page_size=100']],
	[101, ['page_size=100', 'page_size=100&page=2']],
])('returns %i and requests no extra page', async (limit, expected) => {
	const { json } = await getAll({ returnAll: false, limit });
	expect(json.map(({ name }) => name)).toEqual(NAMES.slice(0, limit));
	expect(queries()).toEqual(expected);
});

it('keeps filters and order on every page', async () => {
	const { json } = await getAll({
		returnAll: true,
		filters: { search: 'p' },
		options: { ordering: '-name' },
	});
	expect(json.map(({ name }) => name)).toEqual([...NAMES].reverse());
	expect(queries()).toHaveLength(3);
	for (const query of queries()) expect(query).toMatch(/search=p.*ordering=-name/);
});

it("sends every filter under authentik's name", async () => {
	const group = String(sandbox.addGroup({}).pk);
	const { error } = await getAll({
		filters: {
			name: 'p001',
			url: 'https://x.example.com',
			search: 'p',
			excludeUsersServiceAccount: true,
			filterGroup: locator(group),
		},
	});
	expect(error).toBeUndefined();
	expect(Object.fromEntries(new URLSearchParams(queries()[0]))).toEqual({
		page_size: '50',
		name: 'p001',
		url: 'https://x.example.com',
		search: 'p',
		exclude_users_service_account: 'true',
		filter_group: group,
	});
});

it('repeats the parameter for multiple groups', async () => {
	const current = await startSandbox({ release: '2026.2' });
	try {
		const groups = [current.addGroup({}), current.addGroup({})].map(({ pk }) => String(pk));
		const provider = current.addProvider({ group_filters: [groups[0]] });
		current.addProvider({});
		const { json } = await runNode(current, {
			operation: 'getAll',
			filters: { groupFilters: groups },
		});
		expect(json.map(({ pk }) => pk)).toEqual([provider.pk]);
		expect(requestsTo(current)[0].query).toContain(
			`group_filters=${groups[0]}&group_filters=${groups[1]}`,
		);
	} finally {
		await current.close();
	}
});

it('refuses a filter that this release would ignore', async () => {
	const group = String(sandbox.addGroup({}).pk);
	const { error, items } = await getAll({ filters: { groupFilters: [group] } });
	expect(items).toEqual([]);
	expect(error?.message).toContain('needs authentik 2026.2 or later');
	expect(error?.description).toContain('The server runs authentik 2025.12.');
	expect(queries()).toEqual([]);
});

it('finds an ignored filter in the answer when the release cannot be read', async () => {
	const silent = await startSandbox({ release: '2025.12' });
	silent.fault({ path: '/admin/version/', respond: { status: 404 } });
	silent.addProvider({});
	const { error } = await runNode(silent, {
		operation: 'getAll',
		filters: { groupFilters: [String(silent.addGroup({}).pk)] },
	});
	await silent.close();
	expect(error?.description).toContain('authentik ignores it');
});

it.each<[string, IDataObject, string]>([
	['an empty filter', { filters: { name: '' } }, "'Name' is empty and would not filter anything"],
	['a limit of 0', { limit: 0 }, "'Limit' must be a whole number"],
	['a limit of 1.5', { limit: '={{ 1.5 }}' }, "'Limit' must be a whole number"],
])('refuses %s before anything is sent', async (_what, parameters, message) => {
	const { error } = await getAll({ returnAll: false, ...parameters });
	expect(error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it('returns no item if nothing is found', async () => {
	const { items, error } = await getAll({ returnAll: true, filters: { search: 'zzz' } });
	expect(error).toBeUndefined();
	expect(items).toEqual([]);
});

it('pairs each item with its input, whatever the counts', async () => {
	const { items } = await getAll({ returnAll: true, filters: { search: '={{ $json.search }}' } }, [
		{ search: 'zzz' },
		{ search: 'p00' },
		{ search: 'p229' },
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		...Array.from({ length: 10 }, () => ({ item: 1 })),
		{ item: 2 },
	]);
});
