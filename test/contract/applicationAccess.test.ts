/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor, keysLost } from '../support/clients';
import { expectSameWrite } from '../support/contract';
import { locator, requestsTo, runNode } from '../support/node';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let policies: InstanceType<Client['PoliciesApi']>;
	let target: string;
	let user: number;
	const application = locator('crm', 'slug');

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		const configuration = configurationFor(client, sandbox);
		policies = new client.PoliciesApi(configuration);
		const applicationRequest = { name: 'CRM', slug: 'crm' };
		const core = new client.CoreApi(configuration);
		({ pk: target } = await core.coreApplicationsCreate({ applicationRequest }));
		user = Number(sandbox.addUser({}).pk);
	});
	afterAll(async () => await sandbox.close());

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'application', operation, application, ...parameters });
	const bind = async () =>
		await policies.policiesBindingsCreate({ policyBindingRequest: { target, user, order: 0 } });

	it('the list of bindings goes over the wire as the client sends it, and is read back without loss', async () => {
		await bind();
		sandbox.clearLog();
		const { json } = await run('getBindings', { limit: 7, output: 'raw' });
		await policies.policiesBindingsList({ target, pageSize: 7 });
		const lists = requestsTo(sandbox).filter(({ path }) => path === '/api/v3/policies/bindings/');
		const [ours, theirs] = lists.map(({ query }) => [...new URLSearchParams(query)].sort());
		expect(theirs).toBeDefined();
		expect(ours).toEqual(theirs);
		expect(json).toHaveLength(1);
		expect(keysLost(json[0], client.PolicyBindingFromJSON(json[0]))).toEqual([]);
	});

	it('a revocation goes over the wire as the client sends it', async () => {
		const { results } = await policies.policiesBindingsList({ target });
		const [{ pk: policyBindingUuid }] = results;
		const principal = { user: locator(user) };
		const sent = await expectSameWrite(
			sandbox,
			async () => await run('revokeAccess', { principal, options: { allowEverybody: true } }),
			async () => await policies.policiesBindingsDestroy({ policyBindingUuid }),
		);
		expect(sent.path).toBe(`/api/v3/policies/bindings/${policyBindingUuid}/`);
	});
});
