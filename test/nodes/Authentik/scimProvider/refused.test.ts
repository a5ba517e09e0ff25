/** What the node refuses before anything is sent, and the errors when authentik refuses. */
import type { IDataObject } from 'n8n-workflow';

import { expression, locator, runNode } from '../../../support/node';
import { useProvider } from '../../../support/scimProvider';

const NO_GROUP = 'df1e5a2b-2b0e-4d0f-8f57-9b6a4b0f5a3c';

const { sandbox, pk, update } = useProvider();

describe('what is refused before anything is sent', () => {
	it.each<[string, IDataObject, string]>([
		['no field at all', {}, 'No fields to update'],
		['an empty name', { name: '' }, "'Name' must not be empty"],
		['a blank name', { name: '   ' }, "'Name' must not be empty"],
		['an empty URL', { url: '' }, "'URL' must not be empty"],
		['an empty token', { token: '' }, "'Token' must not be empty"],
		['a token from a blank cell', { token: '={{ " " }}' }, "'Token' must not be empty"],
		['a token from nothing', { token: '={{ $json.missing }}' }, "'Token' has no value"],
		['a token that is a list', { token: '={{ ["a"] }}' }, "'Token' must be text"],
		['an URL that is none', { url: 'not a url' }, "'URL' must start with http:// or https://"],
		[
			'an URL that is not http',
			{ url: 'ftp://example.com' },
			"'URL' must start with http:// or https://",
		],
		['an URL without host', { url: 'https://' }, "'URL' must have a valid host"],
		[
			'an ID that is none',
			{ propertyMappings: '={{ [{ pk: "x" }] }}' },
			"'User Mapping Names or IDs' must be a UUID",
		],
		['an object for a list', { propertyMappings: {} }, 'contains an object without pk'],
		['empty text for a list', { propertyMappings: '' }, 'must not be empty text'],
		[
			'a group that is no UUID',
			{ filterGroup: locator(expression('7')) },
			"'Filter Group' must be a UUID",
		],
		['a wrong duration', { syncPageTimeout: '5 minutes' }, "'Page Timeout' must be a duration"],
		['an unknown unit', { syncPageTimeout: 'years=1' }, 'must be a duration'],
		[
			'JSON that does not parse',
			{ authOauthParams: '{"a":' },
			"'OAuth Params' is not valid JSON at line 1, column 6",
		],
		['JSON that is a list', { authOauthParams: '[]' }, 'must be a JSON object'],
		['a page size of 0', { syncPageSize: 0 }, "'Page Size' must be a whole number"],
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
		expect(sandbox().requests).toEqual([]);
	});

	it.each(['abc', '1/../2', '', '-1', '1.5', '..'])('the id %p', async (id) => {
		const { error } = await update({ dryRun: true }, { scimProvider: locator(expression(id)) });
		expect(error?.message).toContain("'SCIM Provider'");
		expect(sandbox().requests).toEqual([]);
	});

	it("an address of a page that is not a provider's", async () => {
		const { error } = await update(
			{ dryRun: true },
			{
				scimProvider: locator(
					expression('https://auth.example.com/if/admin/#/core/applications'),
					'url',
				),
			},
		);
		expect(error?.message).toContain('SCIM Provider');
		expect(sandbox().requests).toEqual([]);
	});
});

describe('what authentik refuses', () => {
	it("is reported with the field's label and authentik's message", async () => {
		const { error } = await update({ filterGroup: locator(NO_GROUP) });
		expect(error?.message).toBe(
			`authentik rejected 'Filter Group': Invalid pk "${NO_GROUP}" - object does not exist.`,
		);
		expect(error?.description).toMatch(/HTTP 400/);
		expect(error?.httpCode).toBe('400');
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});

	it('is reported for every field', async () => {
		sandbox().addProvider({ name: 'taken' });
		const { error } = await update({ name: 'taken', filterGroup: locator(NO_GROUP) });
		expect(error?.message).toContain(
			"authentik rejected 'Name': provider with this name already exists.",
		);
		expect(error?.message).toContain("authentik rejected 'Filter Group'");
	});

	it('names the permission that is missing', async () => {
		const { key } = sandbox().addToken({
			intent: 'api',
			permissions: ['authentik_providers_scim.view_scimprovider'],
		});
		const { error } = await runNode(
			sandbox(),
			{ operation: 'update', scimProvider: locator(pk()), updateFields: { dryRun: true } },
			{ credential: { apiToken: key } },
		);
		expect(error?.httpCode).toBe('403');
		expect(error?.description).toContain('authentik_providers_scim.change_scimprovider');
		expect(error?.message).toContain('You do not have permission to perform this action.');
	});

	it.each([
		['a wrong token', { apiToken: 'wrong-token' }],
		['an empty token', { apiToken: '' }],
	])('%s is not confused with a missing permission', async (_what, credential) => {
		const { error } = await runNode(
			sandbox(),
			{ operation: 'update', scimProvider: locator(pk()), updateFields: { dryRun: true } },
			{ credential },
		);
		expect(error?.message).toContain('authentik does not accept the token');
		expect(JSON.stringify(error)).not.toContain('wrong-token');
	});
});
