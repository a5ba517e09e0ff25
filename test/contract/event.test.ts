/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import type { EventActions } from '@goauthentik/api-2026.8';

import { eventFacts, inSpan, RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectKnown, expectSameRequest } from '../support/contract';
import { locator, runNode } from '../support/node';

const PK = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let events: InstanceType<Client['EventsApi']>;

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'event', operation, ...parameters });

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		events = new client.EventsApi(configurationFor(client, sandbox));
	});
	afterAll(async () => await sandbox.close());

	it('reads and lists go over the wire as the client sends them', async () => {
		await expectSameRequest(
			sandbox,
			async () => await run('get', { event: locator(PK) }),
			async () => await events.eventsEventsRetrieve({ eventUuid: PK }),
		);
		const filters = {
			action: 'custom_',
			brandName: 'b c',
			clientIp: '192.0.2.7',
			contextModelApp: 'authentik_core',
			contextModelName: 'user',
			contextModelPk: '42',
			search: 'x&y',
			username: 'ü',
		};
		await expectSameRequest(
			sandbox,
			async () => await run('getAll', { limit: 7, filters, options: { ordering: 'created' } }),
			async () => await events.eventsEventsList({ ...filters, pageSize: 7, ordering: 'created' }),
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const core = new client.CoreApi(configurationFor(client, sandbox));
		await core.coreApplicationsCreate({ applicationRequest: { name: 'CRM', slug: 'crm' } });
		const { json } = await run('getAll', { returnAll: true, output: 'raw' });
		expectKnown(json, client.EventFromJSON);
	});

	it('multiple actions go over the wire as the client sends them, where it can', async () => {
		const actions: EventActions[] = ['login', 'login_failed'];
		const known = inSpan(release, eventFacts.fields.actions);
		const ours = await expectSameRequest(
			sandbox,
			async () => await run('getAll', { limit: 7, filters: { actions } }),
			async () =>
				await events.eventsEventsList(known ? { actions, pageSize: 7 } : { pageSize: 100 }),
		);
		expect(ours.query.filter(([name]) => name === 'actions')).toHaveLength(known ? 2 : 0);
	});
});
