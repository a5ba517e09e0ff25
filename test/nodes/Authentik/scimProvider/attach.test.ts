import type { IDataObject } from 'n8n-workflow';

import { callApi } from '../../../support/api';
import { expression, locator, requestsTo } from '../../../support/node';
import { useProviders } from '../../../support/scimProvider';

const { sandbox, run, calls, addApplication } = useProviders('2026.2');

describe('attach and detach', () => {
	const attach = (pk: string | number, slug: string, more: IDataObject = {}) => ({
		scimProvider: locator(pk),
		application: locator(slug, 'slug'),
		...more,
	});

	async function providersOf(slug: string): Promise<number[]> {
		const { body } = await callApi(sandbox(), 'GET', `/core/applications/${slug}/`);
		return body.backchannel_providers as number[];
	}

	it('loses no entry when many items change one application', async () => {
		await addApplication('many');
		const pks = Array.from({ length: 20 }, () => Number(sandbox().addProvider({}).pk));
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

	it('writes nothing when it is already attached, or already detached', async () => {
		await addApplication('twice');
		const pk = Number(sandbox().addProvider({}).pk);
		await run('attach', attach(pk, 'twice'));
		sandbox().clearLog();
		await run('attach', attach(pk, 'twice'));
		expect(calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
		await run('detach', { scimProvider: locator(pk) });
		sandbox().clearLog();
		const { json } = await run('detach', { scimProvider: locator(pk) });
		expect(json).toEqual([expect.objectContaining({ pk })]);
		expect(calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
	});

	it('does not remove a provider from another application unless allowed to', async () => {
		await addApplication('first');
		await addApplication('second');
		const pk = Number(sandbox().addProvider({}).pk);
		await run('attach', attach(pk, 'first'));
		const refused = await run('attach', attach(pk, 'second'));
		expect(refused.error?.message).toContain("already attached to the application 'first'");
		expect(await providersOf('first')).toEqual([pk]);
		const moved = await run('attach', attach(pk, 'second', { options: { move: true } }));
		expect(moved.json[0].assigned_backchannel_application_slug).toBe('second');
		expect(await providersOf('first')).toEqual([]);
	});

	it('refuses what is not a slug', async () => {
		const { error } = await run('attach', attach(1, expression('../tokens')));
		expect(error?.message).toContain("'Application' must be a slug");
		expect(requestsTo(sandbox())).toEqual([]);
	});
});
