/** Names in a list are replaced by IDs, which are looked up before anything is changed. */
import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { expression, locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

const unique = () => `${Math.random()}`;
const group = (name = `group ${unique()}`) => ({
	name,
	pk: String(sandbox().addGroup({ name }).pk),
});
const create = async (groups: unknown, items?: IDataObject[]) =>
	await runNode(
		sandbox(),
		{
			resource: 'user',
			operation: 'create',
			username: '={{ $json.username ?? "u" + Math.random() }}',
			additionalFields: { groups },
		},
		{ items },
	);
const writes = () => requestsTo(sandbox()).filter(({ method }) => method !== 'GET');

describe('names of groups', () => {
	it.each<[string, (name: string, pk: string) => unknown]>([
		['a name', (name) => name],
		['an ID', (_name, pk) => pk.toUpperCase()],
		['a list', (name, pk) => expression([name, pk])],
		['JSON', (name) => JSON.stringify([name])],
		['an object as Get Many returns it', (name, pk) => expression([{ pk, name }])],
		['an item', (name, pk) => `={{ [{ json: { pk: "${pk}", name: "${name}" } }] }}`],
		['accents in another form', (name) => expression([name.normalize('NFD')])],
	])('are accepted as %s', async (_what, given) => {
		const { name, pk } = group(`Größe ${unique()}`);
		const { json, error } = await create(given(name, pk));
		expect(error).toBeUndefined();
		expect(json[0].groups).toEqual([pk]);
	});

	it('are looked up once a run, and IDs are not', async () => {
		const [first, second] = [group(), group()];
		const items = [1, 2, 3].map(() => ({ username: unique() }));
		await create(`${first.name}, ${second.pk}`, items);
		const lookups = requestsTo(sandbox()).filter(({ method }) => method === 'GET');
		expect(lookups.map(({ path }) => path)).toEqual(['/api/v3/core/groups/']);
		expect(writes().map(({ body }) => (body as IDataObject).groups)).toEqual(
			items.map(() => [first.pk, second.pk]),
		);
	});

	it('are all refused if they are unknown, with what differs only in case', async () => {
		const { name, pk } = group(`Engineering ${unique()}`);
		const { error } = await create(expression([name.toLowerCase(), name, 'none of these']));
		expect(error?.message).toBe(
			`'Group Names or IDs' contains an unknown group: "${name.toLowerCase()}", "none of these"`,
		);
		expect(error?.description).toContain(`Found instead: "${name}" (ID ${pk}).`);
		expect(writes()).toEqual([]);
	});

	it('are compared, in case the filter gets lost', async () => {
		const { pk, name } = group();
		sandbox().fault({
			path: '/core/groups/',
			respond: {
				status: 200,
				body: {
					pagination: { next: 0, count: 2, current: 1, total_pages: 1 },
					results: [
						{ pk: 'another', name: 'another' },
						{ pk, name },
					],
				},
			},
		});
		const { json } = await create(name);
		expect(json[0].groups).toEqual([pk]);
		const { error } = await create('somebody');
		expect(error?.message).toContain('contains an unknown group: "somebody"');
	});
});

it('names of roles are found in releases that cannot filter by them', async () => {
	const names = [`role ${unique()}`, `role ${unique()}`];
	for (const release of ['2025.4', '2026.8'] as const) {
		const server = await startSandbox({ release });
		const roles = [];
		for (const name of names) roles.push(await callApi(server, 'POST', '/rbac/roles/', { name }));
		const { json, error } = await runNode(server, {
			resource: 'group',
			operation: 'create',
			name: unique(),
			additionalFields: { roles: names.join(',') },
		});
		expect(error).toBeUndefined();
		expect(json[0].roles).toEqual(roles.map(({ body }) => body.pk));
		await server.close();
	}
});

it('a filter also accepts names', async () => {
	const { name, pk } = group();
	await runNode(sandbox(), {
		resource: 'user',
		operation: 'getAll',
		filters: { groupsByPk: name },
	});
	expect(requestsTo(sandbox()).at(-1)?.query).toContain(`groups_by_pk=${pk}`);
});

it('providers accept names of mappings', async () => {
	const name = `mapping ${unique()}`;
	const { pk } = sandbox().addMapping({ name });
	const provider = locator(Number(sandbox().addProvider({}).pk));
	const { json, error } = await runNode(sandbox(), {
		operation: 'update',
		scimProvider: provider,
		updateFields: { propertyMappings: name },
	});
	expect(error).toBeUndefined();
	expect(json[0].property_mappings).toEqual([pk]);
});
