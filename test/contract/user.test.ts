/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import * as fc from 'fast-check';

import { RELEASES, userFacts } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor } from '../support/clients';
import {
	expectKnown,
	expectSameRequest,
	expectSameUpdates,
	jsonObject,
	nameText,
	part,
	plainText,
	someFields,
	wire,
} from '../support/contract';
import { locator, requestsTo, runNode } from '../support/node';
import { asIs } from '../support/values/kind';

const SAMPLES = {
	email: asIs(
		fc.oneof(
			fc.constant(''),
			fc.emailAddress().filter((address) => !address.startsWith('=')),
		),
	),
	is_active: asIs(fc.boolean()),
	path: asIs(fc.constantFrom('users', 'users/a b', 'x/y/z')),
	type: asIs(fc.constantFrom('internal', 'external', 'service_account')),
	attributes: jsonObject,
	roles: asIs(fc.array(fc.uuid(), { maxLength: 3 })),
};
const nameOrEmpty = fc.oneof(fc.constant(''), plainText);

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let core: InstanceType<Client['CoreApi']>;
	let pk: number;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
		pk = Number(sandbox.addUser({ username: 'ada' }).pk);
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.clearLog());

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'user', operation, ...parameters });

	it('any update goes over the wire as the client sends it', async () => {
		const all = { ...SAMPLES, username: asIs(nameText), name: asIs(nameOrEmpty) };
		const fields = someFields(all, release, userFacts);
		await expectSameUpdates(
			{ sandbox, fields, numRuns: 25 },
			async (updateFields) =>
				await run('update', {
					user: locator(pk),
					updateFields,
					options: { replaceAttributes: true },
				}),
			async (request) => await core.coreUsersPartialUpdate({ id: pk, patchedUserRequest: request }),
		);
	});

	it('any creation goes over the wire as the client sends it', async () => {
		const created = fc.record({
			username: nameText,
			name: nameOrEmpty,
			more: someFields(SAMPLES, release, userFacts),
		});
		await fc.assert(
			fc.asyncProperty(created, async ({ username, name, more }) => {
				await expectSameRequest(
					sandbox,
					async () =>
						await run('create', {
							username,
							additionalFields: { name, ...part(more, 'given') },
						}),
					async () =>
						await core.coreUsersCreate({
							userRequest: { username, name, ...part(more, 'sent') },
						}),
				);
			}),
			{ numRuns: 15 },
		);
	});

	it('reads, lists and actions go over the wire as the client sends them', async () => {
		const user = locator(pk);
		await expectSameRequest(
			sandbox,
			async () => await run('get', { user }),
			async () => await core.coreUsersRetrieve({ id: pk }),
		);
		await expectSameRequest(
			sandbox,
			async () =>
				await run('getAll', {
					limit: 7,
					filters: {
						attributes: '{"a b": "ü&"}',
						email: 'a+b@example.com',
						isActive: true,
						isSuperuser: false,
						name: 'a b',
						path: 'x/y',
						pathStartswith: 'x',
						search: 'x&y',
						type: ['internal', 'service_account'],
						username: 'ü',
					},
					options: { ordering: '-username' },
				}),
			async () =>
				await core.coreUsersList({
					pageSize: 7,
					attributes: '{"a b":"ü&"}',
					email: 'a+b@example.com',
					isActive: true,
					isSuperuser: false,
					name: 'a b',
					path: 'x/y',
					pathStartswith: 'x',
					search: 'x&y',
					type: ['internal', 'service_account'],
					username: 'ü',
					includeGroups: false,
					ordering: '-username',
				}),
		);
		await expectSameRequest(
			sandbox,
			async () => await run('setPassword', { user, password: 'correct horse' }),
			async () =>
				await core.coreUsersSetPasswordCreate({
					id: pk,
					userPasswordSetRequest: { password: 'correct horse' },
				}),
		);
		await expectSameRequest(
			sandbox,
			async () =>
				await run('createServiceAccount', {
					name: 'ci-account',
					additionalFields: { createGroup: true, neverExpires: true },
					options: { skipApiToken: true },
				}),
			async () =>
				await core.coreUsersServiceAccountCreate({
					userServiceAccountRequest: {
						name: 'ci-account',
						createGroup: true,
						expiring: false,
					},
				}),
		);
		await expectSameRequest(
			sandbox,
			async () => await run('delete', { user: locator(999_999) }),
			async () => await core.coreUsersDestroy({ id: 999_999 }),
		);
	});

	it('the recovery email goes over the wire as the client sends it', async () => {
		const stage = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';
		await run('sendRecoveryEmail', { user: locator(pk), emailStage: locator(stage) });
		// Older clients put it into the query.
		const request = { emailStage: stage, userRecoveryEmailRequest: { emailStage: stage } };
		await core
			.coreUsersRecoveryEmailCreate({ id: pk, ...request })
			.catch((refused: unknown) => refused);
		const [ours, theirs] = requestsTo(sandbox).map(wire);
		expect(ours.path).toBe(theirs.path);
		expect(ours.query).toEqual(theirs.query);
		expect(ours.body ?? {}).toEqual(theirs.body ?? {});
	});

	it('every answer is read back by the client without loss', async () => {
		const created = await run('create', { username: 'read-back' });
		const list = await run('getAll', { returnAll: true, output: 'raw' });
		expectKnown([...created.json, ...list.json], client.UserFromJSON);
		expect(list.json.length).toBeGreaterThan(1);
	});
});
