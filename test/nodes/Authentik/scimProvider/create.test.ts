import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let number = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const fresh = () => `provider ${number++}`;
const calls = () => requestsTo(sandbox).map(({ method, path }) => `${method} ${path}`);

async function run(operation: string, parameters: IDataObject, items?: IDataObject[]) {
	return await runNode(sandbox, { operation, ...parameters } as never, { items });
}

/** An application without providers. */
async function addApplication(slug: string) {
	await fetch(`${sandbox.url}/api/v3/core/applications/`, {
		method: 'POST',
		headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ name: slug, slug }),
	});
	sandbox.clearLog();
}

describe('create', () => {
	const url = 'https://scim.example.com/v2';

	it('gives the mappings that come with authentik, read once for all items', async () => {
		const names = [fresh(), fresh()];
		const { json, error } = await run(
			'create',
			{ name: '={{ $json.name }}', url },
			names.map((name) => ({ name })),
		);
		expect(error).toBeUndefined();
		expect(calls()).toEqual([
			'GET /api/v3/propertymappings/provider/scim/',
			'POST /api/v3/providers/scim/',
			'POST /api/v3/providers/scim/',
		]);
		expect(new URLSearchParams(sandbox.requests[0].query).getAll('managed')).toEqual([
			'goauthentik.io/providers/scim/user',
			'goauthentik.io/providers/scim/group',
		]);
		for (const [index, provider] of json.entries()) {
			expect(provider).toMatchObject({ name: names[index], url });
			expect(provider.property_mappings).toHaveLength(1);
			expect(provider.property_mappings_group).toHaveLength(1);
			expect(provider.property_mappings).not.toEqual(provider.property_mappings_group);
		}
	});

	it('leaves mappings alone that the user chose, also none', async () => {
		const mapping = String(sandbox.addMapping({}).pk);
		const { json } = await run('create', {
			name: fresh(),
			url,
			additionalFields: { propertyMappings: [mapping], propertyMappingsGroup: [] },
		});
		expect(calls()).toEqual(['POST /api/v3/providers/scim/']);
		expect(json[0]).toMatchObject({ property_mappings: [mapping], property_mappings_group: [] });
	});

	it('attaches the new provider in the same step', async () => {
		await addApplication('crm');
		const { json } = await run('create', {
			name: fresh(),
			url,
			additionalFields: { application: locator('crm', 'slug') },
		});
		expect(json[0]).toMatchObject({ assigned_backchannel_application_slug: 'crm' });
		expect(sandbox.requests.find(({ method }) => method === 'PATCH')?.body).toEqual({
			backchannel_providers: [json[0].pk],
		});
	});

	it('says what exists when attaching does not work', async () => {
		const { error } = await run('create', {
			name: fresh(),
			url,
			additionalFields: { application: locator('no-such-app', 'slug') },
		});
		expect(error?.message).toMatch(/^SCIM provider \d+ was created, but not attached: /);
		expect(error?.message).toContain('No Application matches the given query.');
		expect(error?.description).toContain('Attach to Application');
	});

	it('attaches to none when the application was left empty', async () => {
		const application = locator('', 'list');
		const { error } = await run('create', {
			name: fresh(),
			url,
			additionalFields: { application },
		});
		expect(error).toBeUndefined();
		expect(calls().at(-1)).toBe('POST /api/v3/providers/scim/');
	});

	it.each<[string, IDataObject, string]>([
		['an empty name', { name: '', url }, "'Name' must not be empty"],
		[
			'an application from an expression that finds nothing',
			{
				name: 'x',
				url,
				additionalFields: { application: locator('={{ $json.missing }}', 'slug') },
			},
			"'Attach to Application' has no value",
		],
		[
			'an application that is null',
			{ name: 'x', url, additionalFields: { application: locator('={{ null }}', 'list') } },
			"'Attach to Application' has no value",
		],
		[
			'a wrong slug',
			{ name: 'x', url, additionalFields: { application: locator('a b', 'slug') } },
			"'Attach to Application' must be a slug",
		],
		[
			'the address of something else than an application',
			{
				name: 'x',
				url,
				additionalFields: { application: locator('https://auth.example.com/x', 'url') },
			},
			"Application parameter's value is invalid",
		],
		['a wrong URL', { name: 'x', url: 'scim.example.com' }, "'URL' must be an address"],
		[
			'a field of a later release',
			{ name: 'x', url, additionalFields: { discoveryEnabled: false } },
			'needs authentik 2026.8 or later',
		],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const run_ = run('create', parameters);
		const outcome = await run_.then(
			({ error }) => error?.message,
			(error: Error) => error.message,
		);
		// n8n itself refuses a required parameter that is empty.
		expect(outcome).toMatch(parameters.name === '' ? /Name/ : new RegExp(message));
		expect(requestsTo(sandbox)).toEqual([]);
	});
});

describe('create or update', () => {
	const url = 'https://scim.example.com/v2';

	it('creates with default mappings, then changes only what was given', async () => {
		const name = fresh();
		const [created] = (await run('upsert', { name, url })).json;
		expect(created.property_mappings).toHaveLength(1);
		sandbox.clearLog();
		const [updated] = (
			await run('upsert', { name, url: `${url}/x`, additionalFields: { dryRun: true } })
		).json;
		expect(updated).toMatchObject({ pk: created.pk, url: `${url}/x`, dry_run: true });
		const patch = sandbox.requests.find(({ method }) => method === 'PATCH');
		expect(patch?.body).toEqual({ name, url: `${url}/x`, dry_run: true });
	});

	it('asks for no mappings when there is nothing to create', async () => {
		const name = fresh();
		const { pk } = sandbox.addProvider({ name });
		await run('upsert', { name, url });
		expect(calls()).toEqual([
			'GET /api/v3/providers/scim/',
			`PATCH /api/v3/providers/scim/${String(pk)}/`,
		]);
	});

	it('changes no provider of another name, should the filter get lost on the way', async () => {
		const other = sandbox.addProvider({ name: fresh() });
		const body = { pagination: { next: 0, count: 1, total_pages: 1 }, results: [other] };
		sandbox.fault({ method: 'GET', path: '/providers/scim/', respond: { status: 200, body } });
		const name = fresh();
		const { json } = await run('upsert', { name, url });
		expect(json).toEqual([expect.objectContaining({ name, url })]);
		expect(json[0].pk).not.toBe(other.pk);
		expect(calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
	});

	it('makes one provider of several items with one name', async () => {
		const name = fresh();
		const items = [{ name }, { name: ` ${name} ` }, { name: `${name} ` }];
		const { json } = await run('upsert', { name: '={{ $json.name }}', url }, items);
		expect(new Set(json.map(({ pk }) => pk)).size).toBe(1);
		expect(calls().filter((call) => call.startsWith('POST'))).toHaveLength(1);
	});
});

describe('delete', () => {
	it('gives deleted: true', async () => {
		const { pk } = sandbox.addProvider({});
		const { items } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(items).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
		expect(calls()).toEqual([`DELETE /api/v3/providers/scim/${String(pk)}/`]);
	});

	it('takes a deletion that got through unheard for done', async () => {
		const { pk } = sandbox.addProvider({});
		sandbox.fault({ method: 'DELETE', times: 1, reset: 'after' });
		const { json } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(json).toEqual([{ deleted: true }]);
		expect(calls()).toHaveLength(2);
	});

	it('takes nothing else for done after a try that was not heard', async () => {
		const { pk } = sandbox.addProvider({});
		sandbox.fault({ method: 'DELETE', times: 1, reset: 'before' });
		sandbox.fault({ method: 'DELETE', respond: { status: 403 } });
		const { error } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(error?.httpCode).toBe('403');
		expect(calls()).toHaveLength(2);
	});

	it('says that there is nothing to delete', async () => {
		const { error } = await run('delete', { scimProvider: locator(999_999) });
		expect(error?.httpCode).toBe('404');
	});
});

it('lists what refers to a provider, one item each', async () => {
	const mapping = String(sandbox.addMapping({ name: 'used' }).pk);
	const { pk } = sandbox.addProvider({ property_mappings: [mapping] });
	const { json } = await run('getDependents', { scimProvider: locator(Number(pk)) });
	expect(json).toContainEqual(
		expect.objectContaining({ model_name: 'propertymapping', pk: mapping }),
	);
});

describe('attach and detach', () => {
	const attach = (pk: unknown, slug: string, more: IDataObject = {}) => ({
		scimProvider: locator(pk as never),
		application: locator(slug, 'slug'),
		...more,
	});

	async function providersOf(slug: string): Promise<number[]> {
		const response = await fetch(`${sandbox.url}/api/v3/core/applications/${slug}/`, {
			headers: { authorization: `Bearer ${sandbox.token}` },
		});
		return ((await response.json()) as { backchannel_providers: number[] }).backchannel_providers;
	}

	it('loses no entry when many items touch one application', async () => {
		await addApplication('many');
		const pks = Array.from({ length: 20 }, () => Number(sandbox.addProvider({}).pk));
		const { json } = await run(
			'attach',
			attach('={{ $json.pk }}', 'many'),
			pks.map((pk) => ({ pk })),
		);
		expect(json.map((one) => one.assigned_backchannel_application_slug)).toEqual(
			pks.map(() => 'many'),
		);
		expect(await providersOf('many')).toEqual(pks);

		const { error } = await run(
			'detach',
			{ scimProvider: locator('={{ $json.pk }}') },
			pks.slice(0, 5).map((pk) => ({ pk })),
		);
		expect(error).toBeUndefined();
		expect(await providersOf('many')).toEqual(pks.slice(5));
	});

	it('writes nothing when it is attached already, or detached already', async () => {
		await addApplication('twice');
		const pk = Number(sandbox.addProvider({}).pk);
		await run('attach', attach(pk, 'twice'));
		sandbox.clearLog();
		await run('attach', attach(pk, 'twice'));
		expect(calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
		await run('detach', { scimProvider: locator(pk) });
		sandbox.clearLog();
		const { json } = await run('detach', { scimProvider: locator(pk) });
		expect(json).toEqual([expect.objectContaining({ pk })]);
		expect(calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
	});

	it('does not take a provider away from another application unless told to', async () => {
		await addApplication('first');
		await addApplication('second');
		const pk = Number(sandbox.addProvider({}).pk);
		await run('attach', attach(pk, 'first'));
		const refused = await run('attach', attach(pk, 'second'));
		expect(refused.error?.message).toContain("attached to the application 'first' already");
		expect(await providersOf('first')).toEqual([pk]);
		const moved = await run('attach', attach(pk, 'second', { options: { move: true } }));
		expect(moved.json[0].assigned_backchannel_application_slug).toBe('second');
		expect(await providersOf('first')).toEqual([]);
	});

	it('refuses what is no slug', async () => {
		const { error } = await run('attach', attach(1, '../tokens'));
		expect(error?.message).toContain("'Application' must be a slug");
		expect(requestsTo(sandbox)).toEqual([]);
	});
});

describe('skip if unchanged', () => {
	const options = { skipIfUnchanged: true };

	it('reads pages of the list once for all items, and saves only what differs', async () => {
		const big = await startSandbox({ release: '2026.2' });
		const pks = Array.from({ length: 200 }, (_, index) =>
			Number(big.addProvider({ name: `p${index}`, dry_run: index >= 5 }).pk),
		);
		const { json, error } = await runNode(
			big,
			{
				operation: 'update',
				scimProvider: locator('={{ $json.pk }}'),
				updateFields: { dryRun: true, name: '={{ " p" + $itemIndex + " " }}' },
				options,
			},
			{ items: pks.map((pk) => ({ pk })) },
		);
		await big.close();
		expect(error).toBeUndefined();
		expect(big.requests.map(({ method }) => method).sort()).toEqual([
			'GET',
			'GET',
			...Array.from({ length: 5 }, () => 'PATCH'),
		]);
		for (const { method, body } of big.requests) {
			if (method === 'PATCH') expect(body).toEqual({ dry_run: true });
		}
		expect(big.syncs).toHaveLength(5);
		expect(json.map(({ unchanged }) => unchanged === true)).toEqual(
			pks.map((_, index) => index >= 5),
		);
		expect(json.map(({ pk }) => pk)).toEqual(pks);
	});

	it('knows the provider, and what it refers to, by every spelling of the IDs', async () => {
		const group = String(sandbox.addGroup({}).pk);
		const { pk } = sandbox.addProvider({ group_filters: [group] });
		const { json } = await run('update', {
			scimProvider: locator(`00${String(pk)}`),
			updateFields: { groupFilters: [group.replace(/-/g, '').toUpperCase()] },
			options,
		});
		expect(json).toEqual([expect.objectContaining({ pk, unchanged: true })]);
		expect(calls()).toEqual(['GET /api/v3/providers/scim/']);
	});

	it('compares lists as sets, and leaves the token out of the item', async () => {
		const mappings = [sandbox.addMapping({}), sandbox.addMapping({})].map(({ pk }) => String(pk));
		const { pk } = sandbox.addProvider({ property_mappings: mappings, token: 'target-token' });
		const { json } = await run('update', {
			scimProvider: locator(Number(pk)),
			updateFields: { propertyMappings: [...mappings].reverse(), token: 'target-token' },
			options,
		});
		expect(json).toEqual([expect.objectContaining({ pk, unchanged: true })]);
		expect(JSON.stringify(json)).not.toContain('target-token');
	});

	it('does not take a second change of one provider for unchanged', async () => {
		const pk = Number(sandbox.addProvider({ dry_run: false }).pk);
		const { json } = await run(
			'update',
			{
				scimProvider: locator(pk),
				updateFields: { dryRun: '={{ $json.dry }}' },
				options,
			},
			[{ dry: true }, { dry: false }],
		);
		expect(json.map(({ dry_run, unchanged }) => [dry_run, unchanged])).toEqual([
			[true, undefined],
			[false, undefined],
		]);
	});

	it('tells of an unknown provider as without the option', async () => {
		const { error } = await run('update', {
			scimProvider: locator(999_999),
			updateFields: { dryRun: true },
			options,
		});
		expect(error?.httpCode).toBe('404');
	});
});
