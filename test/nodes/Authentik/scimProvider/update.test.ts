import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let pk: number;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2025.12' });
});
afterAll(async () => await sandbox.close());

beforeEach(() => {
	pk = Number(sandbox.addProvider({ name: `provider ${Math.random()}` }).pk);
	sandbox.clearLog();
});

async function update(updateFields: IDataObject, more: IDataObject = {}) {
	return await runNode(sandbox, {
		operation: 'update',
		scimProvider: locator(pk),
		updateFields,
		...more,
	} as never);
}

describe('what is sent', () => {
	it('sends one PATCH with the added fields only, and gives the answer to the next node', async () => {
		const { json, error } = await update({ dryRun: true, name: 'AWS IAM Identity Center' });

		expect(error).toBeUndefined();
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			method: 'PATCH',
			path: `/api/v3/providers/scim/${pk}/`,
			query: '',
			body: { dry_run: true, name: 'AWS IAM Identity Center' },
			status: 200,
		});
		expect(sandbox.requests[0].headers).toMatchObject({
			authorization: `Bearer ${sandbox.token}`,
			'content-type': 'application/json',
			'accept-language': 'en',
		});
		expect(json).toEqual([
			expect.objectContaining({ pk, name: 'AWS IAM Identity Center', dry_run: true }),
		]);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['false', { verifyCertificates: false }, { verify_certificates: false }],
		['an empty list', { propertyMappings: [] }, { property_mappings: [] }],
		['an emptied group', { filterGroup: locator('', 'list') }, { filter_group: null }],
		['an emptied group by ID', { filterGroup: locator('', 'id') }, { filter_group: null }],
		['an emptied source', { authOauth: locator('', 'list') }, { auth_oauth: null }],
		[
			'JSON as text',
			{ authOauthParams: '{"grant_type": "client_credentials"}' },
			{ auth_oauth_params: { grant_type: 'client_credentials' } },
		],
		['an empty JSON object', { authOauthParams: '{}' }, { auth_oauth_params: {} }],
		['a number as text', { syncPageSize: '50' }, { sync_page_size: 50 }],
		['the word of an expression', { dryRun: 'false' }, { dry_run: false }],
		[
			'a duration',
			{ syncPageTimeout: 'hours=1;minutes=30' },
			{ sync_page_timeout: 'hours=1;minutes=30' },
		],
		['a choice', { compatibilityMode: 'sfdc' }, { compatibility_mode: 'sfdc' }],
		[
			'no caching',
			{ serviceProviderConfigCacheTimeout: 'minutes=0' },
			{ service_provider_config_cache_timeout: 'minutes=0' },
		],
		['a token', { token: 'target-token' }, { token: 'target-token' }],
		[
			'service accounts',
			{ excludeUsersServiceAccount: false },
			{ exclude_users_service_account: false },
		],
	])('sends %s', async (_what, fields, body) => {
		const { error } = await update(fields);

		expect(error).toBeUndefined();
		expect(requestsTo(sandbox).map((request) => request.body)).toEqual([body]);
	});

	it.each<[string, (ids: string[]) => unknown]>([
		['a list', (ids) => ids],
		['a text with commas', (ids) => ids.join(', ')],
		['JSON text', (ids) => JSON.stringify(ids)],
	])('takes mappings as %s', async (_what, write) => {
		const ids = [sandbox.addMapping({}), sandbox.addMapping({})].map((mapping) =>
			String(mapping.pk),
		);
		const { json } = await update({ propertyMappings: write(ids) as never });

		expect(sandbox.requests[0].body).toEqual({ property_mappings: ids });
		expect((json[0].property_mappings as string[]).sort()).toEqual([...ids].sort());
	});

	it('sets a filter group that was picked', async () => {
		const group = String(sandbox.addGroup({ name: 'Engineering' }).pk);
		await update({ filterGroup: locator(group, 'list') });
		expect(requestsTo(sandbox)[0].body).toEqual({ filter_group: group });
	});

	it('finds the provider by the address of its admin page', async () => {
		const address = `${sandbox.url}/if/admin/#/core/providers/${pk};%7B%22page%22%3A%22x%22%7D`;
		const { error } = await update({ dryRun: true }, { scimProvider: locator(address, 'url') });
		expect(error).toBeUndefined();
		expect(sandbox.requests[0].path).toBe(`/api/v3/providers/scim/${pk}/`);
	});
});

describe('what is refused before anything is sent', () => {
	it.each<[string, IDataObject, string]>([
		['no field at all', {}, 'Nothing to update'],
		['an empty name', { name: '' }, "'Name' must not be empty"],
		['a blank name', { name: '   ' }, "'Name' must not be empty"],
		['an empty URL', { url: '' }, "'URL' must not be empty"],
		['an empty token', { token: '' }, "'Token' must not be empty"],
		['an URL that is none', { url: 'not a url' }, "'URL' must be an address"],
		['an URL that is not http', { url: 'ftp://example.com' }, "'URL' must be an address"],
		['an URL without host', { url: 'https://' }, "'URL' must be an address"],
		[
			'a UUID that is none',
			{ propertyMappings: ['x'] },
			"'User Mapping Names or IDs' must be a UUID",
		],
		['an object for a list', { propertyMappings: {} }, 'must be a list of UUIDs'],
		['empty text for a list', { propertyMappings: '' }, 'is empty text'],
		['a group that is no UUID', { filterGroup: locator('7') }, "'Filter Group' must be a UUID"],
		[
			'a wrong duration',
			{ syncPageTimeout: '5 minutes' },
			"'Sync Page Timeout' must be a duration",
		],
		['an unknown unit', { syncPageTimeout: 'years=1' }, 'must be a duration'],
		[
			'JSON that does not parse',
			{ authOauthParams: '{"a":' },
			"'OAuth Parameters' must be a JSON object",
		],
		['JSON that is a list', { authOauthParams: '[]' }, 'must be a JSON object'],
		['a page size of 0', { syncPageSize: 0 }, "'Sync Page Size' must be a whole number"],
		['a page size of 1.5', { syncPageSize: 1.5 }, 'must be a whole number'],
		['a word for a switch', { dryRun: 'maybe' }, "'Dry Run' must be true or false"],
		[
			'an expression that finds nothing',
			{ dryRun: '={{ $json.missing }}' },
			"'Dry Run' has no value",
		],
		['a list from nothing', { propertyMappings: '={{ $json.no.such }}' }, 'has no value'],
	])('%s', async (_what, fields, message) => {
		const { error, items } = await update(fields);

		expect(error?.message).toContain(message);
		expect(error?.description).toContain('Nothing was sent');
		expect(items).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['abc', '1/../2', '={{ "" }}', '-1', '1.5', '..'])('the id %p', async (id) => {
		const { error } = await update({ dryRun: true }, { scimProvider: locator(id) });
		expect(error?.message).toContain("'SCIM Provider'");
		expect(sandbox.requests).toEqual([]);
	});

	it('an address that is not of a provider', async () => {
		const { error } = await update(
			{ dryRun: true },
			{ scimProvider: locator('https://auth.example.com/if/admin/#/core/applications', 'url') },
		);
		expect(error?.message).toContain('SCIM Provider');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('several items', () => {
	it('evaluates expressions for each item and pairs the answers', async () => {
		const names = ['one', 'two', 'three'].map((name) => `${name} ${Math.random()}`);
		const pks = names.map(() => Number(sandbox.addProvider({}).pk));
		const { items } = await runNode(
			sandbox,
			{
				operation: 'update',
				scimProvider: locator('={{ $json.pk }}'),
				updateFields: { name: '={{ $json.name }}' },
			},
			{ items: names.map((name, index) => ({ name, pk: pks[index] })) },
		);

		expect(items.map(({ json, pairedItem }) => [json.pk, json.name, pairedItem])).toEqual(
			pks.map((id, item) => [id, names[item], { item }]),
		);
	});

	it('lets the other items through when one fails', async () => {
		const items = [{ pk }, { pk: 999_999 }, { pk: 'x' }, { pk }];
		const parameters = {
			operation: 'update',
			scimProvider: locator('={{ $json.pk }}'),
			updateFields: { dryRun: true },
		};
		const continued = await runNode(sandbox, parameters, {
			items,
			onError: 'continueRegularOutput',
		});
		expect(continued.json.map((json) => json.pk ?? json.error)).toEqual([
			pk,
			expect.stringContaining('authentik does not have this object'),
			expect.stringContaining("'SCIM Provider' must be an integer ID"),
			pk,
		]);

		const split = await runNode(sandbox, parameters, { items, onError: 'continueErrorOutput' });
		expect(split.json.map((json) => json.pk)).toEqual([pk, pk]);
		expect(split.errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
		expect(split.errors.map(({ error }) => error?.context.itemIndex)).toEqual([1, 2]);
	});

	it('handles a thousand', async () => {
		const { items, error } = await runNode(
			sandbox,
			{
				operation: 'update',
				scimProvider: locator(pk),
				updateFields: { syncPageSize: '={{ $itemIndex + 1 }}' },
			},
			{ items: Array.from({ length: 1000 }, () => ({})) },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.sync_page_size)).toEqual(
			Array.from({ length: 1000 }, (_, index) => index + 1),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 1000 }, (_, item) => ({ item })),
		);
		expect(requestsTo(sandbox)).toHaveLength(1000);
	});
});

describe('what a release does not know', () => {
	const text =
		"This release of authentik does not know 'Group Filter Names or IDs' (needs authentik 2026.2 or later)";

	it('is refused before anything is sent, with the field and the release', async () => {
		const { error } = await update({ groupFilters: [], dryRun: true });
		expect(error?.message).toBe(text);
		expect(error?.description).toContain('The server runs authentik 2025.12.');
		expect(requestsTo(sandbox)).toEqual([]);
	});

	it('is found in the answer when the release cannot be read', async () => {
		const silent = await startSandbox({ release: '2025.12' });
		silent.fault({ path: '/admin/version/', respond: { status: 404 } });
		const provider = silent.addProvider({});
		const { error, items } = await runNode(silent, {
			operation: 'update',
			scimProvider: locator(Number(provider.pk)),
			updateFields: { groupFilters: [], dryRun: true },
		});
		await silent.close();
		expect(items).toEqual([]);
		expect(error?.message).toBe(text);
		expect(error?.description).toContain('saved the rest and started a full sync');
	});

	it('is refused for a choice as well', async () => {
		const { error } = await update({ compatibilityMode: 'gitlab' });
		expect(error?.message).toBe(
			'\'Compatibility Mode\' cannot be "gitlab" on this server: that needs authentik 2026.8 or later',
		);
		expect(requestsTo(sandbox)).toEqual([]);
	});

	it('asks for the release once, and only when a field needs it', async () => {
		const fresh = await startSandbox({ release: '2025.12' });
		const provider = locator(Number(fresh.addProvider({}).pk));
		const one = { operation: 'update', scimProvider: provider };
		await runNode(fresh, { ...one, updateFields: { dryRun: true } });
		expect(fresh.requests).toHaveLength(1);
		const items = [{}, {}, {}];
		await runNode(fresh, { ...one, updateFields: { syncPageSize: 5 } }, { items });
		await runNode(fresh, { ...one, updateFields: { syncPageSize: 6 } }, { items });
		await fresh.close();
		expect(fresh.requests).toHaveLength(1 + 1 + 3 + 3);
	});

	it('does not take the write-only token of 2026.8 for dropped', async () => {
		const latest = await startSandbox({ release: '2026.8' });
		try {
			const provider = latest.addProvider({});
			const { error, json } = await runNode(latest, {
				operation: 'update',
				scimProvider: locator(Number(provider.pk)),
				updateFields: { token: 'target-token', discoveryEnabled: false },
			});
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ discovery_enabled: false });
		} finally {
			await latest.close();
		}
	});
});

describe('secrets', () => {
	it('stay in authentik unless Include Secrets is on', async () => {
		const oauth = {
			grant_type: 'password',
			password: 'hunter22',
			apiKey: 'hunter22',
			extra: {
				audience: 'scim',
				client_credential: 'hunter22',
				headers: [{ name: 'x', passphrase: 'hunter22' }],
			},
		};
		const fields = {
			token: 'target-token',
			authOauthParams: JSON.stringify(oauth),
		};
		const hidden = await update(fields);
		expect(JSON.stringify(hidden.items)).not.toMatch(/target-token|hunter22/);
		expect(hidden.json[0].auth_oauth_params).toEqual({
			grant_type: 'password',
			extra: { audience: 'scim', headers: [{ name: 'x' }] },
		});

		const shown = await update(fields, { options: { includeSecrets: true } });
		expect(shown.json[0]).toMatchObject({ token: 'target-token', auth_oauth_params: oauth });
	});
});

describe('what authentik refuses', () => {
	it("is told with the field's label and authentik's words", async () => {
		const { error } = await update({ compatibilityMode: 'nothing' });
		expect(error?.message).toBe(
			`authentik refused 'Compatibility Mode': "nothing" is not a valid choice.`,
		);
		expect(error?.description).toMatch(/^Change 'Compatibility Mode' and run again.*HTTP 400/);
		expect(error?.httpCode).toBe('400');
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});

	it('is told for every field', async () => {
		sandbox.addProvider({ name: 'taken' });
		const { error } = await update({ name: 'taken', compatibilityMode: 'nothing' });
		expect(error?.message).toContain(
			"authentik refused 'Name': provider with this name already exists.",
		);
		expect(error?.message).toContain("authentik refused 'Compatibility Mode'");
	});

	it('names the permission that is missing', async () => {
		const { key } = sandbox.addToken({
			intent: 'api',
			permissions: ['authentik_providers_scim.view_scimprovider'],
		});
		const { error } = await runNode(
			sandbox,
			{ operation: 'update', scimProvider: locator(pk), updateFields: { dryRun: true } },
			{ credential: { apiToken: key } },
		);
		expect(error?.httpCode).toBe('403');
		expect(error?.description).toContain('authentik_providers_scim.change_scimprovider');
		expect(error?.message).toContain('You do not have permission to perform this action.');
	});

	it.each([
		['a wrong token', { apiToken: 'wrong-token' }],
		['an empty token', { apiToken: '' }],
	])('%s is told apart from a missing permission', async (_what, credential) => {
		const { error } = await runNode(
			sandbox,
			{ operation: 'update', scimProvider: locator(pk), updateFields: { dryRun: true } },
			{ credential },
		);
		expect(error?.message).toContain('authentik does not accept the token');
		expect(JSON.stringify(error)).not.toContain('wrong-token');
	});
});
