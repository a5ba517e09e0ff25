/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import * as fc from 'fast-check';

import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import { expectKnown, expectSameRequest, future, plainText, slugText } from '../support/contract';
import { locator, runNode } from '../support/node';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let core: InstanceType<Client['CoreApi']>;

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'token', operation, ...parameters });

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
		await core.coreTokensCreate({ tokenRequest: { identifier: 'crm-reader' } });
	});
	afterAll(async () => await sandbox.close());

	it('any creation goes over the wire as the client sends it', async () => {
		const fields = fc.record({
			identifier: slugText,
			intent: fc.constantFrom('api', 'app_password'),
			expiring: fc.boolean(),
			expires: future,
			description: fc.option(plainText, { nil: undefined }),
			user: fc.option(fc.nat(), { nil: undefined }),
		});
		await fc.assert(
			fc.asyncProperty(fields, async ({ expires, expiring, user, description, ...required }) => {
				const isApi = required.intent === 'api';
				const shared = description === undefined ? {} : { description };
				await expectSameRequest(
					sandbox,
					async () =>
						await run('create', {
							...required,
							additionalFields: {
								...shared,
								...(isApi ? { expiring } : expiring ? { expires: expires.given } : {}),
								...(user === undefined ? {} : { user: locator(user) }),
							},
						}),
					async () =>
						await core.coreTokensCreate({
							tokenRequest: {
								...required,
								...shared,
								expiring,
								...(expiring && !isApi ? { expires: expires.sent as Date } : {}),
								...(user === undefined ? {} : { user }),
							},
						}),
				);
			}),
			{ numRuns: 20 },
		);
	});

	it('lists and keys go over the wire as the client sends them', async () => {
		const filters = {
			description: 'ü',
			expiring: true,
			identifier: 'a b',
			managed: 'm&n',
			search: 'x=y',
			userUsername: 'ada',
		};
		await expectSameRequest(
			sandbox,
			async () =>
				await run('getAll', {
					limit: 7,
					filters: { ...filters, intent: 'app_password' },
					options: { ordering: '-expires' },
				}),
			async () =>
				await core.coreTokensList({
					...filters,
					intent: 'app_password',
					pageSize: 7,
					ordering: '-expires',
				}),
		);
		const tokenIdentifier = locator('crm-reader', 'identifier');
		await expectSameRequest(
			sandbox,
			async () => await run('getKey', { tokenIdentifier }),
			async () => await core.coreTokensViewKeyRetrieve({ identifier: 'crm-reader' }),
		);
		let key = '';
		await expectSameRequest(
			sandbox,
			async () => {
				await run('rotate', { tokenIdentifier });
				({ key } = sandbox.requests.at(-1)?.body as { key: string });
			},
			async () =>
				await core.coreTokensSetKeyCreate({
					identifier: 'crm-reader',
					tokenSetKeyRequest: { key },
				}),
		);
	});

	it('every answer is read back by the client without loss', async () => {
		const { json } = await run('getAll', { returnAll: true, output: 'raw' });
		expectKnown(json, client.TokenFromJSON);
	});
});
