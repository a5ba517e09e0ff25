import type { IDataObject } from 'n8n-workflow';

import { expression, locator, requestsTo } from '../../../support/node';
import { fresh, useProviders } from '../../../support/scimProvider';

const { sandbox, run, calls, addApplication } = useProviders('2026.2');

describe('create', () => {
	const url = 'https://scim.example.com/v2';

	it('adds the mappings that come with authentik, read once for all items', async () => {
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
		expect(new URLSearchParams(sandbox().requests[0].query).getAll('managed')).toEqual([
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

	it('does not change the mappings that the user chose, including none', async () => {
		const mapping = String(sandbox().addMapping({}).pk);
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
		expect(sandbox().requests.find(({ method }) => method === 'PATCH')?.body).toEqual({
			backchannel_providers: [json[0].pk],
		});
	});

	it('reports what exists when attaching fails', async () => {
		const { error } = await run('create', {
			name: fresh(),
			url,
			additionalFields: { application: locator('no-such-app', 'slug') },
		});
		expect(error?.message).toMatch(
			/^SCIM provider \d+ was created, but not attached to the application: /,
		);
		expect(error?.message).toContain('No Application matches the given query.');
		expect(error?.description).toContain('Attach to Application');
	});

	it.each<[string, IDataObject, string]>([
		['an empty name', { name: '', url }, "'Name' must not be empty"],
		[
			'an application that was added and not chosen',
			{ name: 'x', url, additionalFields: { application: locator('', 'list') } },
			"'Attach to Application' must not be empty",
		],
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
			{ name: 'x', url, additionalFields: { application: locator(expression('a b'), 'slug') } },
			"'Attach to Application' must be a slug",
		],
		[
			'the address of something else than an application',
			{
				name: 'x',
				url,
				additionalFields: { application: locator(expression('https://auth.example.com/x'), 'url') },
			},
			"'Attach to Application' must be the URL of a page",
		],
		['a wrong URL', { name: 'x', url: 'scim.example.com' }, "'URL' must start with http"],
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
		expect(requestsTo(sandbox())).toEqual([]);
	});
});
