/** The other operations of the SCIM surface: what they send is what the official client of the release sends. */
import type { INodeParameters } from 'n8n-workflow';

import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { RequestRecord, Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { locator, requestsTo, runNode } from '../support/node';

interface World {
	sandbox: Sandbox;
	providers: InstanceType<Client['ProvidersApi']>;
	mappings: InstanceType<Client['PropertymappingsApi']>;
	core: InstanceType<Client['CoreApi']>;
	provider: number;
	mapping: string;
	user: number;
	group: string;
}

/** An operation: its parameters, and the calls of the client whose requests it must equal, in order. */
interface Case {
	parameters: (world: World) => INodeParameters;
	calls: (world: World) => Array<() => Promise<unknown>>;
}

const url = 'https://scim.example.com/v2';
const expression = 'return {}';

const cases: Record<string, Case> = {
	'create a provider': {
		parameters: ({ mapping }) => ({
			operation: 'create',
			name: 'new',
			url,
			additionalFields: {
				token: 't',
				dryRun: true,
				propertyMappings: [mapping],
				propertyMappingsGroup: [],
			},
		}),
		calls: ({ providers, mapping }) => [
			async () =>
				await providers.providersScimCreate({
					sCIMProviderRequest: {
						name: 'new',
						url,
						token: 't',
						dryRun: true,
						propertyMappings: [mapping],
						propertyMappingsGroup: [],
					},
				}),
		],
	},
	'list what refers to a provider': {
		parameters: ({ provider }) => ({
			operation: 'getDependents',
			scimProvider: locator(provider),
		}),
		calls: ({ providers, provider }) => [
			async () => await providers.providersScimUsedByList({ id: provider }),
		],
	},
	'read the status of the sync': {
		parameters: ({ provider }) => ({ operation: 'getSyncStatus', scimProvider: locator(provider) }),
		calls: ({ providers, provider }) => [
			async () => await providers.providersScimSyncStatusRetrieve({ id: provider }),
		],
	},
	'attach a provider': {
		parameters: ({ provider }) => ({
			operation: 'attach',
			scimProvider: locator(provider),
			application: locator('crm', 'slug'),
		}),
		calls: ({ providers, core, provider }) => [
			async () => await providers.providersScimRetrieve({ id: provider }),
			async () => await core.coreApplicationsRetrieve({ slug: 'crm' }),
			async () =>
				await core.coreApplicationsPartialUpdate({
					slug: 'crm',
					patchedApplicationRequest: { backchannelProviders: [provider] },
				}),
			async () => await providers.providersScimRetrieve({ id: provider }),
		],
	},
	'delete a provider': {
		parameters: ({ provider }) => ({ operation: 'delete', scimProvider: locator(provider) }),
		calls: ({ providers, provider }) => [
			async () => await providers.providersScimDestroy({ id: provider }),
		],
	},
	'create a mapping': {
		parameters: () => ({ resource: 'scimMapping', operation: 'create', name: 'm', expression }),
		calls: ({ mappings }) => [
			async () =>
				await mappings.propertymappingsProviderScimCreate({
					sCIMMappingRequest: { name: 'm', expression },
				}),
		],
	},
	'change a mapping': {
		parameters: ({ mapping }) => ({
			resource: 'scimMapping',
			operation: 'update',
			scimMapping: locator(mapping),
			updateFields: { expression },
		}),
		calls: ({ mappings, mapping }) => [
			async () => await mappings.propertymappingsProviderScimRetrieve({ pmUuid: mapping }),
			async () =>
				await mappings.propertymappingsProviderScimPartialUpdate({
					pmUuid: mapping,
					patchedSCIMMappingRequest: { expression },
				}),
		],
	},
	'list mappings': {
		parameters: () => ({
			resource: 'scimMapping',
			operation: 'getAll',
			limit: 5,
			filters: { origin: 'own', search: 'a b' },
		}),
		calls: ({ mappings }) => [
			async () =>
				await mappings.propertymappingsProviderScimList({
					pageSize: 5,
					managedIsnull: true,
					search: 'a b',
				}),
		],
	},
	'test a mapping': {
		parameters: ({ mapping, user, group }) => ({
			resource: 'scimMapping',
			operation: 'test',
			scimMapping: locator(mapping),
			options: { user: locator(user), group: locator(group), context: '{"a": 1}' },
		}),
		calls: ({ mappings, mapping, user, group }) => [
			async () =>
				await mappings.propertymappingsAllTestCreate({
					pmUuid: mapping,
					formatResult: true,
					propertyMappingTestRequest: { user, group, context: { a: 1 } },
				}),
		],
	},
	'link a user': {
		parameters: ({ provider, user }) => ({
			resource: 'provisionedUser',
			operation: 'link',
			scimProvider: locator(provider),
			user: locator(user),
			remoteId: 'r',
		}),
		calls: ({ providers, provider, user }) => [
			async () =>
				await providers.providersScimUsersCreate({
					sCIMProviderUserRequest: { provider, user, scimId: 'r' },
				}),
		],
	},
	'list provisioned groups': {
		parameters: ({ provider, group }) => ({
			resource: 'provisionedGroup',
			operation: 'getAll',
			limit: 3,
			filters: { scimProvider: locator(provider), group: locator(group), search: 'x' },
		}),
		calls: ({ providers, provider, group }) => [
			async () =>
				await providers.providersScimGroupsList({
					pageSize: 3,
					providerId: provider,
					groupGroupUuid: group,
					search: 'x',
				}),
		],
	},
};

const wire = ({ method, path, query, body }: RequestRecord) => ({
	method,
	path,
	query: [...new URLSearchParams(query)].sort(),
	body,
});

describe.each(RELEASES)('authentik %s', (release) => {
	let client: Client;
	beforeAll(async () => {
		client = await clientOf(release);
	});

	/** The requests that `act` causes in a sandbox of its own. */
	async function requestsOf(act: (world: World) => Promise<unknown>) {
		const sandbox = await startSandbox({ release });
		const configuration = configurationFor(client, sandbox);
		const core = new client.CoreApi(configuration);
		await core.coreApplicationsCreate({ applicationRequest: { name: 'CRM', slug: 'crm' } });
		const world: World = {
			sandbox,
			core,
			providers: new client.ProvidersApi(configuration),
			mappings: new client.PropertymappingsApi(configuration),
			provider: Number(sandbox.addProvider({ name: 'judged' }).pk),
			mapping: String(sandbox.addMapping({ expression }).pk),
			user: Number(sandbox.addUser({ username: 'ada' }).pk),
			group: String(sandbox.addGroup({ name: 'Engineering' }).pk),
		};
		sandbox.clearLog();
		await act(world);
		// Keys are random, so each stands by its name.
		const requests = JSON.stringify(requestsTo(sandbox).map(wire))
			.replaceAll(world.mapping, '<mapping>')
			.replaceAll(world.group, '<group>');
		await sandbox.close();
		return JSON.parse(requests) as unknown;
	}

	it.each(Object.entries(cases))('%s', async (_name, { parameters, calls }) => {
		const ours = await requestsOf(async (world) => await runNode(world.sandbox, parameters(world)));
		const theirs = await requestsOf(async (world) => {
			for (const call of calls(world)) await call().catch((refused: unknown) => refused);
		});
		expect(ours).toEqual(theirs);
	});
});
