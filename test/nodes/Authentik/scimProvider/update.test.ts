import type { IDataObject } from 'n8n-workflow';

import { locator, requestsTo } from '../../../support/node';
import { useProvider } from '../../../support/scimProvider';

const { sandbox, pk, update } = useProvider();

describe('what is sent', () => {
	it('sends one PATCH with the added fields only, and passes the answer to the next node', async () => {
		const { json, error } = await update({ dryRun: true, name: 'AWS IAM Identity Center' });

		expect(error).toBeUndefined();
		const [sent, ...more] = requestsTo(sandbox());
		expect(more).toEqual([]);
		expect(sent).toMatchObject({
			method: 'PATCH',
			path: `/api/v3/providers/scim/${pk()}/`,
			query: '',
			body: { dry_run: true, name: 'AWS IAM Identity Center' },
			status: 200,
		});
		expect(sent.headers).toMatchObject({
			authorization: `Bearer ${sandbox().token}`,
			'content-type': 'application/json',
			'accept-language': 'en',
		});
		expect(json).toEqual([
			expect.objectContaining({ pk: pk(), name: 'AWS IAM Identity Center', dry_run: true }),
		]);
	});

	it('starts with the most important fields, and keeps all others', async () => {
		const { json } = await update({ dryRun: true });
		const names = Object.keys(json[0]);
		expect(names.slice(0, 4)).toEqual(['name', 'dry_run', 'url', 'pk']);
		expect(names).toEqual(expect.arrayContaining(['property_mappings', 'component']));
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
		['the wish to clear the token', { token: '={{ [] }}' }, { token: '' }],
		[
			'service accounts',
			{ excludeUsersServiceAccount: false },
			{ exclude_users_service_account: false },
		],
	])('sends %s', async (_what, fields, body) => {
		const { error } = await update(fields);

		expect(error).toBeUndefined();
		expect(requestsTo(sandbox()).map((request) => request.body)).toEqual([body]);
	});

	it.each<[string, (ids: string[]) => string | string[]]>([
		['a list', (ids) => ids],
		['a text with commas', (ids) => ids.join(', ')],
		['JSON text', (ids) => JSON.stringify(ids)],
	])('accepts mappings as %s', async (_what, write) => {
		const ids = [sandbox().addMapping({}), sandbox().addMapping({})].map((mapping) =>
			String(mapping.pk),
		);
		const { json } = await update({ propertyMappings: write(ids) });

		expect(requestsTo(sandbox())[0].body).toEqual({ property_mappings: ids });
		expect((json[0].property_mappings as string[]).sort()).toEqual([...ids].sort());
	});

	it('sets a chosen filter group', async () => {
		const group = String(sandbox().addGroup({ name: 'Engineering' }).pk);
		await update({ filterGroup: locator(group, 'list') });
		expect(requestsTo(sandbox())[0].body).toEqual({ filter_group: group });
	});

	it('finds the provider by the address of its admin page', async () => {
		const address = `${sandbox().url}/if/admin/#/core/providers/${pk()};%7B%22page%22%3A%22x%22%7D`;
		const { error } = await update({ dryRun: true }, { scimProvider: locator(address, 'url') });
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox())[0].path).toBe(`/api/v3/providers/scim/${pk()}/`);
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
