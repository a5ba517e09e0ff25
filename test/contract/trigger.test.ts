/** What the trigger creates in authentik, compared with what the official client of each release sends. */
import type { IDataObject } from 'n8n-workflow';

import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { callApi } from '../support/api';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectSameRequest } from '../support/contract';
import { TriggerHost } from '../support/trigger';

/** The client's call for each address that the trigger posts to. */
function creations(client: Client, sandbox: Sandbox) {
	const configuration = configurationFor(client, sandbox);
	const mappings = new client.PropertymappingsApi(configuration);
	const core = new client.CoreApi(configuration);
	const events = new client.EventsApi(configuration);
	const policies = new client.PoliciesApi(configuration);
	const calls: Record<string, (body: IDataObject) => Promise<unknown>> = {
		'/propertymappings/notification/': async (body) =>
			await mappings.propertymappingsNotificationCreate({
				notificationWebhookMappingRequest: client.NotificationWebhookMappingRequestFromJSON(body),
			}),
		'/core/groups/': async (body) =>
			await core.coreGroupsCreate({ groupRequest: client.GroupRequestFromJSON(body) }),
		'/events/transports/': async (body) =>
			await events.eventsTransportsCreate({
				notificationTransportRequest: client.NotificationTransportRequestFromJSON(body),
			}),
		'/events/rules/': async (body) =>
			await events.eventsRulesCreate({
				notificationRuleRequest: client.NotificationRuleRequestFromJSON(body),
			}),
		'/policies/event_matcher/': async (body) =>
			await policies.policiesEventMatcherCreate({
				eventMatcherPolicyRequest: client.EventMatcherPolicyRequestFromJSON(body),
			}),
		'/policies/bindings/': async (body) =>
			await policies.policiesBindingsCreate({
				policyBindingRequest: client.PolicyBindingRequestFromJSON(body),
			}),
	};
	return calls;
}

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let host: TriggerHost;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		host = await TriggerHost.start(sandbox, {
			events: ['userCreated'],
			// Clients omit the null that the trigger sends otherwise.
			filters: { clientIp: '192.0.2.7' },
		});
		await host.activate();
	});
	afterAll(async () => {
		await host.close();
		await sandbox.close();
	});

	it('each object is created as the client creates it', async () => {
		const posts = sandbox.requests
			.filter(({ method }) => method === 'POST')
			.map(({ path, body }) => ({ path: path.slice('/api/v3'.length), body: body as IDataObject }));
		const calls = creations(await clientOf(release), sandbox);
		expect([...new Set(posts.map(({ path }) => path))].sort()).toEqual(Object.keys(calls).sort());
		for (const { path, body } of posts) {
			await expectSameRequest(
				sandbox,
				async () => await callApi(sandbox, 'POST', path, body),
				async () => await calls[path](body),
			);
		}
	});
});
