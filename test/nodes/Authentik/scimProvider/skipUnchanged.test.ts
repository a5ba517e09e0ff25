import type { Release } from '../../../../nodes/Authentik/shared/releases';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';
import { useProviders } from '../../../support/scimProvider';

const { sandbox, run, calls } = useProviders('2026.2');

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
		expect(
			requestsTo(big)
				.map(({ method }) => method)
				.sort(),
		).toEqual(['GET', 'GET', ...Array.from({ length: 5 }, () => 'PATCH')]);
		for (const { method, body } of big.requests) {
			if (method === 'PATCH') expect(body).toEqual({ dry_run: true });
		}
		expect(big.syncs).toHaveLength(5);
		expect(json.map(({ unchanged }) => unchanged === true)).toEqual(
			pks.map((_, index) => index >= 5),
		);
		expect(json.map(({ pk }) => pk)).toEqual(pks);
	});

	it('finds the provider, and what it refers to, by every spelling of the IDs', async () => {
		const group = String(sandbox().addGroup({}).pk);
		const { pk } = sandbox().addProvider({ group_filters: [group] });
		const { json } = await run('update', {
			scimProvider: locator(`00${String(pk)}`),
			updateFields: { groupFilters: [group.replace(/-/g, '').toUpperCase()] },
			options,
		});
		expect(json).toEqual([expect.objectContaining({ pk, unchanged: true })]);
		expect(calls()).toEqual(['GET /api/v3/providers/scim/']);
	});

	it('compares lists as sets, and leaves the token out of the item', async () => {
		const mappings = [sandbox().addMapping({}), sandbox().addMapping({})].map(({ pk }) =>
			String(pk),
		);
		const { pk } = sandbox().addProvider({ property_mappings: mappings, token: 'target-token' });
		const { json } = await run('update', {
			scimProvider: locator(Number(pk)),
			updateFields: { propertyMappings: [...mappings].reverse(), token: 'target-token' },
			options,
		});
		expect(json).toEqual([expect.objectContaining({ pk, unchanged: true })]);
		expect(JSON.stringify(json)).not.toContain('target-token');
	});

	it.each<[Release, string, boolean]>([
		['2026.2', '', true],
		['2026.2', 'target-token', false],
		// Not part of the answer there, so it may be set.
		['2026.8', '', false],
	])('%s: a token that is cleared, and was "%s"', async (release, token, unchanged) => {
		const server = await startSandbox({ release });
		const { pk } = server.addProvider({ token });
		const clear = { scimProvider: locator(Number(pk)), updateFields: { token: '={{ [] }}' } };
		const { json } = await runNode(server, { operation: 'update', ...clear, options });
		const bodies = requestsTo(server).flatMap(({ method, body }) =>
			method === 'PATCH' ? [body] : [],
		);
		await server.close();
		expect(json[0].unchanged ?? false).toBe(unchanged);
		expect(bodies).toEqual(unchanged ? [] : [{ token: '' }]);
	});

	it('does not treat a second change of one provider as unchanged', async () => {
		const pk = Number(sandbox().addProvider({ dry_run: false }).pk);
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

	it('reports an unknown provider as without the option', async () => {
		const { error } = await run('update', {
			scimProvider: locator(999_999),
			updateFields: { dryRun: true },
			options,
		});
		expect(error?.httpCode).toBe('404');
	});
});
