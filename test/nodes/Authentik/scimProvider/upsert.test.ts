import { fresh, useProviders } from '../../../support/scimProvider';

const { sandbox, run, calls } = useProviders('2026.2');

describe('create or update', () => {
	const url = 'https://scim.example.com/v2';

	it('creates with default mappings, then changes only the fields that are set', async () => {
		const name = fresh();
		const [created] = (await run('upsert', { name, additionalFields: { url } })).json;
		expect(created.property_mappings).toHaveLength(1);
		sandbox().clearLog();
		const [updated] = (
			await run('upsert', { name, additionalFields: { url: `${url}/x`, dryRun: true } })
		).json;
		expect(updated).toMatchObject({ pk: created.pk, url: `${url}/x`, dry_run: true });
		const patch = sandbox().requests.find(({ method }) => method === 'PATCH');
		expect(patch?.body).toEqual({ name, url: `${url}/x`, dry_run: true });
	});

	it('requests no mappings when there is nothing to create', async () => {
		const name = fresh();
		const { pk } = sandbox().addProvider({ name });
		await run('upsert', { name, additionalFields: { url } });
		expect(calls()).toEqual([
			'GET /api/v3/providers/scim/',
			`PATCH /api/v3/providers/scim/${String(pk)}/`,
		]);
	});

	it('requires a URL only for a provider that does not exist', async () => {
		const name = fresh();
		const { error } = await run('upsert', { name });
		expect(error?.message).toBe(`'URL' is required to create the SCIM provider "${name}"`);
		expect(error?.description).toContain('Nothing was changed in authentik.');
		const { pk } = sandbox().addProvider({ name, url });
		sandbox().clearLog();
		const { json } = await run('upsert', { name, additionalFields: { dryRun: true } });
		expect(json).toMatchObject([{ pk, url, dry_run: true }]);
		const patch = sandbox().requests.find(({ method }) => method === 'PATCH');
		expect(patch?.body).toEqual({ name, dry_run: true });
	});

	it('changes no provider with another name if the filter gets lost on the way', async () => {
		const other = sandbox().addProvider({ name: fresh() });
		const body = { pagination: { next: 0, count: 1, total_pages: 1 }, results: [other] };
		sandbox().fault({ method: 'GET', path: '/providers/scim/', respond: { status: 200, body } });
		const name = fresh();
		const { json } = await run('upsert', { name, additionalFields: { url } });
		expect(json).toEqual([expect.objectContaining({ name, url })]);
		expect(json[0].pk).not.toBe(other.pk);
		expect(calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
	});

	it('creates one provider for multiple items with one name', async () => {
		const name = fresh();
		const items = [{ name }, { name: ` ${name} ` }, { name: `${name} ` }];
		const { json } = await run(
			'upsert',
			{ name: '={{ $json.name }}', additionalFields: { url } },
			items,
		);
		expect(new Set(json.map(({ pk }) => pk)).size).toBe(1);
		expect(calls().filter((call) => call.startsWith('POST'))).toHaveLength(1);
	});
});
