/** The official client of each release is the judge of what we send, and of what the sandbox answers. */
import type { ApplicationRequest } from '@goauthentik/api-2026.8';
import * as fc from 'fast-check';

import { applicationFacts, inSpan, RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { camelCase, clientOf, configurationFor, keysLost } from '../support/clients';
import type { Sample } from '../support/contract';
import {
	expectSameRequest,
	expectSameWrite,
	plainText,
	same,
	slugText,
} from '../support/contract';
import { locator, runNode } from '../support/node';

const textOrEmpty = same(fc.oneof(plainText, fc.constant('')));

const SAMPLES: Record<string, fc.Arbitrary<Sample>> = {
	name: same(plainText),
	slug: same(slugText),
	provider: fc
		.option(fc.nat())
		.map((pk): Sample => ({ given: locator(pk === null ? '' : String(pk)), sent: pk })),
	open_in_new_tab: same(fc.boolean()),
	meta_launch_url: textOrEmpty,
	meta_icon: textOrEmpty,
	meta_description: textOrEmpty,
	meta_publisher: textOrEmpty,
	policy_engine_mode: same(fc.constantFrom('any', 'all')),
	group: textOrEmpty,
	meta_hide: same(fc.boolean()),
};

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let core: InstanceType<Client['CoreApi']>;

	const samples = Object.fromEntries(
		Object.entries(SAMPLES).filter(([name]) => inSpan(release, applicationFacts.fields[name])),
	);
	const part = (record: Record<string, Sample | undefined>, of: keyof Sample) =>
		Object.fromEntries(Object.entries(record).map(([name, one]) => [camelCase(name), one?.[of]]));
	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'application', operation, ...parameters });

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
		await core.coreApplicationsCreate({ applicationRequest: { name: 'Judged', slug: 'judged' } });
	});
	afterAll(async () => await sandbox.close());

	it('any creation goes over the wire as the client sends it', async () => {
		const fields = fc.record(samples, { requiredKeys: ['name', 'slug'] });
		await fc.assert(
			fc.asyncProperty(fields, async (record) => {
				const { name, slug, ...additionalFields } = part(record, 'given');
				await expectSameRequest(
					sandbox,
					async () => await run('create', { name, slug, additionalFields }),
					async () =>
						await core.coreApplicationsCreate({
							applicationRequest: part(record, 'sent') as unknown as ApplicationRequest,
						}),
				);
			}),
			{ numRuns: 20 },
		);
	});

	it('any update goes over the wire as the client sends it', async () => {
		const fields = fc.record(
			{ ...samples, slug: same(fc.constant('judged')) },
			{ requiredKeys: [] },
		);
		await fc.assert(
			fc.asyncProperty(
				fields.filter((record) => Object.keys(record).length > 0),
				async (record) => {
					await expectSameRequest(
						sandbox,
						async () =>
							await run('update', {
								application: locator('judged', 'slug'),
								updateFields: part(record, 'given'),
							}),
						async () =>
							await core.coreApplicationsPartialUpdate({
								slug: 'judged',
								patchedApplicationRequest: part(record, 'sent'),
							}),
					);
				},
			),
			{ numRuns: 20 },
		);
	});

	it('reads, lists and checks go over the wire as the client sends them', async () => {
		await expectSameRequest(
			sandbox,
			async () => await run('get', { application: locator('judged', 'slug') }),
			async () => await core.coreApplicationsRetrieve({ slug: 'judged' }),
		);
		const filters = {
			group: 'a b',
			metaDescription: 'ü',
			metaLaunchUrl: 'https://x',
			metaPublisher: 'p&q',
			name: 'n',
			onlyWithLaunchUrl: true,
			search: 'x=y',
			slug: 's',
		};
		await expectSameRequest(
			sandbox,
			async () => await run('getAll', { limit: 7, filters, options: { ordering: '-name' } }),
			async () =>
				await core.coreApplicationsList({
					...filters,
					pageSize: 100,
					ordering: '-name',
					superuserFullList: true,
				}),
		);
		await expectSameRequest(
			sandbox,
			async () => await run('getAll', { limit: 7, filters: { forUser: locator(1) } }),
			async () => await core.coreApplicationsList({ forUser: 1, pageSize: 7 }),
		);
	});

	it('any binding goes over the wire as the client sends it', async () => {
		const policies = new client.PoliciesApi(configurationFor(client, sandbox));
		const { pk: target } = await core.coreApplicationsRetrieve({ slug: 'judged' });
		const settings = fc.record(
			{
				enabled: fc.boolean(),
				failureResult: fc.boolean(),
				negate: fc.boolean(),
				order: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
				timeout: fc.nat({ max: 2 ** 31 - 1 }),
			},
			{ requiredKeys: ['order'] },
		);
		await fc.assert(
			fc.asyncProperty(settings, async (options) => {
				const user = Number(sandbox.addUser({}).pk);
				const sent = await expectSameWrite(
					sandbox,
					async () =>
						await run('grantAccess', {
							application: locator('judged', 'slug'),
							principal: { user: locator(user) },
							options,
						}),
					async () =>
						await policies.policiesBindingsCreate({
							policyBindingRequest: { target, user, ...options },
						}),
				);
				expect(sent.path).toBe('/api/v3/policies/bindings/');
			}),
			{ numRuns: 10 },
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const { json } = await run('getAll', { returnAll: true, output: 'raw' });
		expect(json.length).toBeGreaterThan(0);
		for (const answer of json) {
			const decoded = client.ApplicationFromJSON(answer);
			expect(keysLost(answer, decoded)).toEqual([]);
		}
	});
});
