/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { inSpan, INVITATION_EMAIL, RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectKnown, expectSameRequest, future, jsonObject, slugText } from '../support/contract';
import { locator, runNode } from '../support/node';

const PK = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let stages: InstanceType<Client['StagesApi']>;

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'invitation', operation, ...parameters });

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		stages = new client.StagesApi(configurationFor(client, sandbox));
	});
	afterAll(async () => await sandbox.close());

	it('any creation goes over the wire as the client sends it', async () => {
		const fields = fc.record({
			name: slugText,
			flow: fc.uuid(),
			expires: future,
			fixedData: fc.option(jsonObject, { nil: undefined }),
			singleUse: fc.option(fc.boolean(), { nil: undefined }),
		});
		await fc.assert(
			fc.asyncProperty(fields, async ({ name, flow, expires, fixedData, singleUse }) => {
				const single = singleUse === undefined ? {} : { singleUse };
				await expectSameRequest(
					sandbox,
					async () =>
						await run('create', {
							name,
							flow: locator(flow),
							expires: expires.given,
							additionalFields: {
								...single,
								...(fixedData ? { fixedData: fixedData.given } : {}),
							},
						}),
					async () =>
						await stages.stagesInvitationInvitationsCreate({
							invitationRequest: {
								name,
								flow,
								expires: expires.sent as Date,
								...single,
								...(fixedData ? { fixedData: fixedData.sent as IDataObject } : {}),
							},
						}),
				);
			}),
			{ numRuns: 20 },
		);
	});

	it('reads and lists go over the wire as the client sends them', async () => {
		await expectSameRequest(
			sandbox,
			async () => await run('get', { invitation: locator(PK) }),
			async () => await stages.stagesInvitationInvitationsRetrieve({ inviteUuid: PK }),
		);
		const filters = { createdByUsername: 'a b', flowSlug: 's', name: 'ü', search: 'x&y' };
		await expectSameRequest(
			sandbox,
			async () => await run('getAll', { limit: 7, filters, options: { ordering: 'name' } }),
			async () =>
				await stages.stagesInvitationInvitationsList({
					...filters,
					pageSize: 7,
					ordering: 'name',
				}),
		);
	});

	(inSpan(release, INVITATION_EMAIL) ? it : it.skip)(
		'messages go over the wire as the client sends them',
		async () => {
			const body = {
				emailAddresses: ['ada@example.com'],
				ccAddresses: ['hr@example.com'],
				bccAddresses: ['audit@example.com'],
				template: 'invitation',
			};
			const { emailAddresses, ...options } = body;
			await expectSameRequest(
				sandbox,
				async () =>
					await run('sendEmail', {
						invitation: locator(PK),
						emailAddresses: emailAddresses.join(),
						options: {
							...options,
							ccAddresses: options.ccAddresses.join(),
							bccAddresses: options.bccAddresses.join(),
						},
					}),
				async () =>
					await stages.stagesInvitationInvitationsSendEmailCreate({
						inviteUuid: PK,
						invitationSendEmailRequest: body,
					}),
			);
		},
	);

	it('every answer is read back by the client without loss', async () => {
		await stages.stagesInvitationInvitationsCreate({ invitationRequest: { name: 'vendor' } });
		const { json } = await run('getAll', { returnAll: true, output: 'raw' });
		expect(json).toHaveLength(1);
		expectKnown(json, client.InvitationFromJSON);
	});
});
