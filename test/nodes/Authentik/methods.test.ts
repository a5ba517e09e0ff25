import type { Sandbox } from '../../../sandbox';
import { startSandbox } from '../../../sandbox';
import { startEngine } from '../../support/engine';
import { credentialOf } from '../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2025.12' });
	for (let index = 0; index < 120; index++) {
		sandbox.addProvider({ name: `provider ${String(index).padStart(3, '0')}` });
		sandbox.addGroup({ name: `group ${String(index).padStart(3, '0')}` });
	}
	sandbox.addOAuthSource({ name: 'Salesforce', slug: 'salesforce' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const engine = async (differences = {}) =>
	await startEngine({ authentikApi: credentialOf(sandbox, differences) });

it('searches providers on the server and continues on the next page', async () => {
	const { search } = await engine();
	const first = await search('searchScimProviders', 'provider');
	expect(first.results).toHaveLength(50);
	expect(first.results[0]).toMatchObject({ name: 'provider 000', value: expect.any(Number) });
	expect(first.paginationToken).toBe('2');

	const last = await search('searchScimProviders', 'provider', '3');
	expect(last.results).toHaveLength(20);
	expect(last.paginationToken).toBeUndefined();
	expect(sandbox.requests.map(({ query }) => query)).toEqual([
		'ordering=name&search=provider&page=1&page_size=50',
		'ordering=name&search=provider&page=3&page_size=50',
	]);
});

it('does not send what the user types as anything but a search text', async () => {
	const { search } = await engine();
	const { results } = await search('searchScimProviders', `a&page=2#'"`);
	expect(results).toEqual([]);
	expect(new URLSearchParams(sandbox.requests[0].query).get('search')).toBe(`a&page=2#'"`);
});

it('searches groups without loading their members', async () => {
	const { search } = await engine();
	const { results } = await search('searchGroups', '11');
	expect(results.map(({ name }) => name)).toEqual([
		'group 011',
		...Array.from({ length: 10 }, (_, index) => `group 11${index}`),
	]);
	expect(sandbox.requests[0].query).toContain('include_users=false');
});

it('searches OAuth sources', async () => {
	const { search } = await engine();
	const { results } = await search('searchOAuthSources');
	expect(results).toEqual([
		{
			name: 'Salesforce',
			value: expect.stringMatching(/^[0-9a-f-]{36}$/),
			url: `${sandbox.url}/if/admin/#/core/sources/salesforce`,
		},
	]);
});

it('lists all groups, over all pages', async () => {
	const { loadOptions } = await engine();
	const options = await loadOptions('getGroups');
	expect(options.filter(({ name }) => name.startsWith('group '))).toHaveLength(120);
	expect(sandbox.requests).toHaveLength(2);
});

it('lists mappings and labels those that come with authentik', async () => {
	const { loadOptions } = await engine();
	expect(await loadOptions('getScimMappings')).toEqual(
		expect.arrayContaining([
			expect.objectContaining({
				name: 'authentik default SCIM Mapping: User',
				description: 'Comes with authentik',
			}),
		]),
	);
});

it('names the permission that a picker needs', async () => {
	const { key } = sandbox.addToken({ intent: 'api', permissions: [] });
	const { search } = await engine({ apiToken: key });
	await expect(search('searchGroups')).rejects.toMatchObject({
		description: expect.stringContaining('authentik_core.view_group'),
	});
});

it('says what is wrong when the server is not authentik', async () => {
	sandbox.fault({ html: 200 });
	const { search } = await engine();
	await expect(search('searchGroups')).rejects.toMatchObject({
		message: "The response is not from authentik's API (text/html)",
	});
});
