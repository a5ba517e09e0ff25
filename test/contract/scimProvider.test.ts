/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import * as fc from 'fast-check';

import type { Release } from '../../nodes/Authentik/shared/releases';
import { inSpan, RELEASES, scimProviderFacts } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { camelCase, clientOf, configurationFor } from '../support/clients';
import {
	expectKnown,
	expectSameRequest,
	expectSameUpdates,
	expectSameRequests,
	jsonObject,
	nameText,
	someFields,
	tokenText,
	uuidOrEmpty,
	wire,
} from '../support/contract';
import { locator, runNode } from '../support/node';
import type { Sample } from '../support/values/kind';
import { asIs } from '../support/values/kind';

const durationText = fc
	.array(fc.tuple(fc.constantFrom('seconds', 'minutes', 'hours', 'days'), fc.nat(999)), {
		minLength: 1,
		maxLength: 3,
	})
	.map((parts) => parts.map(([unit, number]) => `${unit}=${number}`).join(';'));
const uuids = fc.oneof(
	asIs(fc.array(fc.uuid(), { maxLength: 4 })),
	fc
		.array(fc.uuid(), { minLength: 1, maxLength: 4 })
		.map((ids): Sample => ({ given: ids.join(' , '), sent: ids })),
);
function choices(property: string, everywhere: string[], release: Release) {
	const later = Object.entries(scimProviderFacts.values[property]).flatMap(([value, span]) =>
		inSpan(release, span) ? [value] : [],
	);
	return asIs(fc.constantFrom(...everywhere, ...later));
}

const samplesFor = (release: Release): Record<string, fc.Arbitrary<Sample>> => ({
	name: asIs(nameText),
	url: asIs(fc.webUrl({ validSchemes: ['http', 'https'] })),
	token: asIs(tokenText),
	verify_certificates: asIs(fc.boolean()),
	property_mappings: uuids,
	property_mappings_group: uuids,
	compatibility_mode: choices('compatibility_mode', ['default', 'aws', 'slack'], release),
	exclude_users_service_account: asIs(fc.boolean()),
	filter_group: uuidOrEmpty,
	dry_run: asIs(fc.boolean()),
	group_filters: uuids,
	auth_mode: choices('auth_mode', ['token', 'oauth'], release),
	auth_oauth: uuidOrEmpty,
	auth_oauth_params: jsonObject,
	sync_page_size: asIs(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
	sync_page_timeout: asIs(durationText),
	service_provider_config_cache_timeout: asIs(durationText),
	discovery_enabled: asIs(fc.boolean()),
});

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let providers: InstanceType<Client['ProvidersApi']>;
	let pk: number;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		providers = new client.ProvidersApi(configurationFor(client, sandbox));
		pk = Number(sandbox.addProvider({ name: 'CRM' }).pk);
	});
	afterAll(async () => await sandbox.close());

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { operation, ...parameters });

	it('any update goes over the wire as the client sends it', async () => {
		const fields = someFields(samplesFor(release), release, scimProviderFacts);
		await expectSameUpdates(
			{ sandbox, fields, numRuns: 40 },
			async (updateFields) => await run('update', { scimProvider: locator(pk), updateFields }),
			async (request) =>
				await providers.providersScimPartialUpdate({ id: pk, patchedSCIMProviderRequest: request }),
		);
	});

	it('a creation goes over the wire as the client sends it', async () => {
		const required = { name: 'new', url: 'https://scim.example.com/v2' };
		const fields = {
			token: 't',
			dryRun: true,
			propertyMappings: [String(sandbox.addMapping({}).pk)],
			propertyMappingsGroup: [],
		};
		await expectSameRequest(
			sandbox,
			async () => await run('create', { ...required, additionalFields: fields }),
			async () =>
				await providers.providersScimCreate({ sCIMProviderRequest: { ...required, ...fields } }),
		);
	});

	it('reads and lists go over the wire as the client sends them', async () => {
		const scimProvider = locator(pk);
		await expectSameRequest(
			sandbox,
			async () => await run('get', { scimProvider }),
			async () => await providers.providersScimRetrieve({ id: pk }),
		);
		const filters = {
			name: 'a b',
			search: 'x&y',
			url: 'https://x/ü',
			excludeUsersServiceAccount: false,
		};
		await expectSameRequest(
			sandbox,
			async () => await run('getAll', { limit: 7, filters, options: { ordering: '-name' } }),
			async () => await providers.providersScimList({ ...filters, pageSize: 7, ordering: '-name' }),
		);
		await expectSameRequest(
			sandbox,
			async () => await run('getDependents', { scimProvider }),
			async () => await providers.providersScimUsedByList({ id: pk }),
		);
	});

	it('a read of the sync status goes over the wire as the client sends it', async () => {
		sandbox.clearLog();
		await run('getSyncStatus', { scimProvider: locator(pk) });
		await providers.providersScimSyncStatusRetrieve({ id: pk });
		const [ours, theirs, ...more] = sandbox.requests.map(wire);
		expect(theirs).toBeDefined();
		expect(more).toEqual([]);
		expect(ours).toEqual(theirs);
	});

	it('an attachment and a deletion go over the wire as the client sends them', async () => {
		const core = new client.CoreApi(configurationFor(client, sandbox));
		await core.coreApplicationsCreate({ applicationRequest: { name: 'CRM', slug: 'crm' } });
		const id = Number(sandbox.addProvider({ name: 'short-lived' }).pk);
		const scimProvider = locator(id);
		await expectSameRequests(
			sandbox,
			async () => await run('attach', { scimProvider, application: locator('crm', 'slug') }),
			[
				async () => await providers.providersScimRetrieve({ id }),
				async () => await core.coreApplicationsRetrieve({ slug: 'crm' }),
				async () =>
					await core.coreApplicationsPartialUpdate({
						slug: 'crm',
						patchedApplicationRequest: { backchannelProviders: [id] },
					}),
				async () => await providers.providersScimRetrieve({ id }),
			],
		);
		await expectSameRequest(
			sandbox,
			async () => await run('delete', { scimProvider }),
			async () => await providers.providersScimDestroy({ id }),
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const options = { includeSecrets: true };
		const { json } = await run('update', {
			scimProvider: locator(pk),
			updateFields: { verifyCertificates: false },
			options,
		});
		const list = await run('getAll', { returnAll: true, output: 'raw', options });
		const answers = [...json, ...list.json];
		expectKnown(answers, client.SCIMProviderFromJSON);
		for (const answer of answers) {
			const decoded: Record<string, unknown> = { ...client.SCIMProviderFromJSON(answer) };
			for (const [key, value] of Object.entries(answer)) {
				// The clients read some nulls as undefined, without any loss.
				expect(decoded[camelCase(key)] ?? null).toEqual(value);
			}
		}
		expect(list.json.map(({ pk: id }) => id)).toContain(pk);
	});
});
