/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import * as fc from 'fast-check';

import { applicationFacts, RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import {
	expectKnown,
	expectSameRequest,
	expectSameUpdates,
	expectSameWrite,
	part,
	plainText,
	slugText,
	someFields,
} from '../support/contract';
import { locator, runNode } from '../support/node';
import type { Sample } from '../support/values/kind';
import { asIs } from '../support/values/kind';

const textOrEmpty = asIs(fc.oneof(plainText, fc.constant('')));

const SAMPLES: Record<string, fc.Arbitrary<Sample>> = {
	provider: fc
		.option(fc.nat())
		.map((pk): Sample => ({ given: locator(pk === null ? '' : String(pk)), sent: pk })),
	open_in_new_tab: asIs(fc.boolean()),
	meta_launch_url: textOrEmpty,
	meta_icon: textOrEmpty,
	meta_description: textOrEmpty,
	meta_publisher: textOrEmpty,
	policy_engine_mode: asIs(fc.constantFrom('any', 'all')),
	group: textOrEmpty,
	meta_hide: asIs(fc.boolean()),
};

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let core: InstanceType<Client['CoreApi']>;

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'application', operation, ...parameters });

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
		await core.coreApplicationsCreate({ applicationRequest: { name: 'CRM', slug: 'crm' } });
	});
	afterAll(async () => await sandbox.close());

	it('any creation goes over the wire as the client sends it', async () => {
		const created = fc.record({
			name: plainText,
			slug: slugText,
			more: someFields(SAMPLES, release, applicationFacts),
		});
		await fc.assert(
			fc.asyncProperty(created, async ({ more, ...required }) => {
				await expectSameRequest(
					sandbox,
					async () => await run('create', { ...required, additionalFields: part(more, 'given') }),
					async () =>
						await core.coreApplicationsCreate({
							applicationRequest: { ...required, ...part(more, 'sent') },
						}),
				);
			}),
			{ numRuns: 20 },
		);
	});

	it('any update goes over the wire as the client sends it', async () => {
		const all = { ...SAMPLES, name: asIs(plainText), slug: asIs(fc.constant('crm')) };
		const fields = someFields(all, release, applicationFacts);
		await expectSameUpdates(
			{ sandbox, fields, numRuns: 20 },
			async (updateFields) =>
				await run('update', { application: locator('crm', 'slug'), updateFields }),
			async (request) =>
				await core.coreApplicationsPartialUpdate({
					slug: 'crm',
					patchedApplicationRequest: request,
				}),
		);
	});

	it('reads, lists and checks go over the wire as the client sends them', async () => {
		await expectSameRequest(
			sandbox,
			async () => await run('get', { application: locator('crm', 'slug') }),
			async () => await core.coreApplicationsRetrieve({ slug: 'crm' }),
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
		const { pk: target } = await core.coreApplicationsRetrieve({ slug: 'crm' });
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
			fc.asyncProperty(settings, async ({ enabled, ...others }) => {
				const options = { ...others, ...(enabled === undefined ? {} : { disabled: !enabled }) };
				const user = Number(sandbox.addUser({}).pk);
				const sent = await expectSameWrite(
					sandbox,
					async () =>
						await run('grantAccess', {
							application: locator('crm', 'slug'),
							principal: { user: locator(user) },
							options,
						}),
					async () =>
						await policies.policiesBindingsCreate({
							policyBindingRequest: { target, user, enabled, ...others },
						}),
				);
				expect(sent.path).toBe('/api/v3/policies/bindings/');
			}),
			{ numRuns: 10 },
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const { json } = await run('getAll', { returnAll: true, output: 'raw' });
		expectKnown(json, client.ApplicationFromJSON);
	});
});
