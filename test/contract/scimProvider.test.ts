/** The official client of each release is the judge of what we send, and of what the sandbox answers. */
import * as fc from 'fast-check';

import { inSpan, RELEASES, scimProviderFacts } from '../../nodes/Authentik/shared/releases';
import type { Release } from '../../nodes/Authentik/shared/releases';
import type { RequestRecord, Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { camelCase, clientOf, configurationFor, keysLost } from '../support/clients';
import { nameText, tokenText } from '../support/contract';
import { locator, requestsTo, runNode } from '../support/node';

/** A field as the user gives it to the node, and what the API is to receive. */
interface Sample {
	given: unknown;
	sent: unknown;
}

const same = (arbitrary: fc.Arbitrary<unknown>) =>
	arbitrary.map((value): Sample => ({ given: value, sent: value }));

const durationText = fc
	.array(fc.tuple(fc.constantFrom('seconds', 'minutes', 'hours', 'days'), fc.nat(999)), {
		minLength: 1,
		maxLength: 3,
	})
	.map((parts) => parts.map(([unit, number]) => `${unit}=${number}`).join(';'));
const uuidOrEmpty = fc
	.option(fc.uuid())
	.map((id): Sample => ({ given: locator(id ?? ''), sent: id }));
const uuids = fc.oneof(
	same(fc.array(fc.uuid(), { maxLength: 4 })),
	fc
		.array(fc.uuid(), { minLength: 1, maxLength: 4 })
		.map((ids): Sample => ({ given: ids.join(' , '), sent: ids })),
);
// n8n itself takes keys that could change JavaScript's prototypes out of every JSON parameter.
const jsonObject = fc
	.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4, noNullPrototype: true })
	.map((object) => JSON.stringify(object))
	.filter((json) => !/"(?:__proto__|prototype|constructor)"/.test(json))
	.map((json): Sample => ({ given: json, sent: JSON.parse(json) as unknown }));

function choices(property: string, everywhere: string[], release: Release) {
	const later = Object.entries(scimProviderFacts.values[property]).flatMap(([value, span]) =>
		inSpan(release, span) ? [value] : [],
	);
	return same(fc.constantFrom(...everywhere, ...later));
}

function samplesFor(release: Release): Record<string, fc.Arbitrary<Sample>> {
	const all: Record<string, fc.Arbitrary<Sample>> = {
		name: same(nameText),
		url: same(fc.webUrl({ validSchemes: ['http', 'https'] })),
		token: same(tokenText),
		verify_certificates: same(fc.boolean()),
		property_mappings: uuids,
		property_mappings_group: uuids,
		compatibility_mode: choices('compatibility_mode', ['default', 'aws', 'slack'], release),
		exclude_users_service_account: same(fc.boolean()),
		filter_group: uuidOrEmpty,
		dry_run: same(fc.boolean()),
		group_filters: uuids,
		auth_mode: choices('auth_mode', ['token', 'oauth'], release),
		auth_oauth: uuidOrEmpty,
		auth_oauth_params: jsonObject,
		sync_page_size: same(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
		sync_page_timeout: same(durationText),
		service_provider_config_cache_timeout: same(durationText),
		discovery_enabled: same(fc.boolean()),
	};
	return Object.fromEntries(
		Object.entries(all).filter(([property]) => inSpan(release, scimProviderFacts.fields[property])),
	);
}

const wire = ({ method, path, query, body }: RequestRecord) => ({ method, path, query, body });

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let providers: InstanceType<Client['ProvidersApi']>;
	let pk: number;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		providers = new client.ProvidersApi(configurationFor(client, sandbox));
		pk = Number(sandbox.addProvider({ name: 'judged' }).pk);
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.clearLog());

	it('any update goes over the wire as the client sends it', async () => {
		const fields = fc.record(samplesFor(release), { requiredKeys: [] });
		await fc.assert(
			fc.asyncProperty(
				fields.filter((record) => Object.keys(record).length > 0),
				async (record) => {
					const samples = Object.entries(record) as Array<[string, Sample]>;
					const given = Object.fromEntries(
						samples.map(([name, { given }]) => [camelCase(name), given]),
					);
					const sent = Object.fromEntries(
						samples.map(([name, { sent }]) => [camelCase(name), sent]),
					);
					sandbox.clearLog();
					await runNode(sandbox, {
						operation: 'update',
						scimProvider: locator(pk),
						updateFields: given,
					});
					await providers
						.providersScimPartialUpdate({ id: pk, patchedSCIMProviderRequest: sent })
						.catch((refused: unknown) => refused);

					const [ours, theirs, ...more] = requestsTo(sandbox).map(wire);
					expect(more).toEqual([]);
					expect(ours).toEqual(theirs);
					expect(Object.keys(ours.body as object).sort()).toEqual(Object.keys(record).sort());
				},
			),
			{ numRuns: 40 },
		);
	});

	it('reads and lists go over the wire as the client sends them', async () => {
		await runNode(sandbox, { operation: 'get', scimProvider: locator(pk) });
		await providers.providersScimRetrieve({ id: pk });
		await runNode(sandbox, {
			operation: 'getAll',
			limit: 7,
			filters: {
				name: 'a b',
				search: 'x&y',
				url: 'https://x/ü',
				excludeUsersServiceAccount: false,
			},
			options: { ordering: '-name' },
		});
		await providers.providersScimList({
			pageSize: 7,
			name: 'a b',
			search: 'x&y',
			url: 'https://x/ü',
			excludeUsersServiceAccount: false,
			ordering: '-name',
		});
		const [get, theirGet, list, theirList] = sandbox.requests.map(wire);
		expect(get).toEqual(theirGet);
		expect({ ...list, query: sorted(list.query) }).toEqual({
			...theirList,
			query: sorted(theirList.query),
		});
	});

	it('every answer is read back by the client without loss', async () => {
		const options = { options: { includeSecrets: true } };
		const { json } = await runNode(sandbox, {
			operation: 'update',
			scimProvider: locator(pk),
			updateFields: { verifyCertificates: false },
			...options,
		});
		const list = await runNode(sandbox, {
			operation: 'getAll',
			returnAll: true,
			output: 'raw',
			...options,
		});
		for (const answer of [...json, ...list.json]) {
			const decoded: Record<string, unknown> = { ...client.SCIMProviderFromJSON(answer) };
			expect(keysLost(answer, decoded)).toEqual([]);
			for (const [key, value] of Object.entries(answer)) {
				// The clients read some nulls as undefined; nothing is lost by that.
				expect(decoded[camelCase(key)] ?? null).toEqual(value);
			}
		}
		expect(list.json).toHaveLength(1);
	});
});

function sorted(query: string): string[][] {
	return [...new URLSearchParams(query)].sort();
}
