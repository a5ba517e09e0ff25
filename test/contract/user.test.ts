/** The official client of each release is the judge of what we send, and of what the sandbox answers. */
import type { UserRequest } from '@goauthentik/api-2026.8';
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { inSpan, RELEASES, userFacts } from '../../nodes/Authentik/shared/releases';
import type { Release } from '../../nodes/Authentik/shared/releases';
import type { RequestRecord, Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { camelCase, clientOf, configurationFor, keysLost } from '../support/clients';
import { nameText, plainText } from '../support/contract';
import { locator, requestsTo, runNode } from '../support/node';

const attributes = fc
	.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4, noNullPrototype: true })
	.filter((object) => !/"(?:__proto__|prototype|constructor)"/.test(JSON.stringify(object)))
	.map((object) => JSON.parse(JSON.stringify(object)) as IDataObject);

function samplesFor(release: Release): Record<string, fc.Arbitrary<unknown>> {
	const all: Record<string, fc.Arbitrary<unknown>> = {
		username: nameText,
		name: fc.oneof(fc.constant(''), plainText),
		email: fc.oneof(
			fc.constant(''),
			fc.emailAddress().filter((address) => !address.startsWith('=')),
		),
		is_active: fc.boolean(),
		path: fc.constantFrom('users', 'users/a b', 'x/y/z'),
		type: fc.constantFrom('internal', 'external', 'service_account'),
		attributes,
		roles: fc.array(fc.uuid(), { maxLength: 3 }),
	};
	return Object.fromEntries(
		Object.entries(all).filter(([property]) => inSpan(release, userFacts.fields[property])),
	);
}

const wire = ({ method, path, query, body }: RequestRecord) => ({ method, path, query, body });
const named = (record: object) =>
	Object.fromEntries(Object.entries(record).map(([name, value]) => [camelCase(name), value]));
// As JSON text: n8n would take texts inside an object for expressions when they begin with "=".
const given = ({ attributes, ...record }: IDataObject) => ({
	...named(record),
	...(attributes === undefined ? {} : { attributes: JSON.stringify(attributes) }),
});
const sorted = (query: string) => [...new URLSearchParams(query)].sort();

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let core: InstanceType<Client['CoreApi']>;
	let pk: number;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		core = new client.CoreApi(configurationFor(client, sandbox));
		pk = Number(sandbox.addUser({ username: 'judged' }).pk);
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.clearLog());

	const run = async (operation: string, parameters: IDataObject) =>
		await runNode(sandbox, { resource: 'user', operation, ...parameters });

	async function isSame(ours: () => Promise<unknown>, theirs: () => Promise<unknown>) {
		sandbox.clearLog();
		await ours();
		await theirs().catch((refused: unknown) => refused);
		const [first, second, ...more] = requestsTo(sandbox).map(wire);
		expect(more).toEqual([]);
		expect({ ...first, query: sorted(first.query) }).toEqual({
			...second,
			query: sorted(second.query),
		});
	}

	it('any update goes over the wire as the client sends it', async () => {
		const fields = fc
			.record(samplesFor(release), { requiredKeys: [] })
			.filter((record) => Object.keys(record).length > 0);
		await fc.assert(
			fc.asyncProperty(fields, async (record) => {
				await isSame(
					async () =>
						await run('update', {
							user: locator(pk),
							updateFields: given(record as IDataObject),
							options: { replaceAttributes: true },
						}),
					async () =>
						await core.coreUsersPartialUpdate({ id: pk, patchedUserRequest: named(record) }),
				);
			}),
			{ numRuns: 25 },
		);
	});

	it('any creation goes over the wire as the client sends it', async () => {
		const fields = fc.record(samplesFor(release), { requiredKeys: ['username', 'name'] });
		await fc.assert(
			fc.asyncProperty(fields, async (record) => {
				const { username, ...additionalFields } = given(record as IDataObject) as IDataObject;
				await isSame(
					async () => await run('create', { username, additionalFields }),
					async () =>
						await core.coreUsersCreate({ userRequest: named(record) as unknown as UserRequest }),
				);
			}),
			{ numRuns: 15 },
		);
	});

	it('reads, lists and actions go over the wire as the client sends them', async () => {
		const user = locator(pk);
		await isSame(
			async () => await run('get', { user }),
			async () => await core.coreUsersRetrieve({ id: pk }),
		);
		await isSame(
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
		await isSame(
			async () => await run('setPassword', { user, password: 'correct horse' }),
			async () =>
				await core.coreUsersSetPasswordCreate({
					id: pk,
					userPasswordSetRequest: { password: 'correct horse' },
				}),
		);
		await isSame(
			async () =>
				await run('createServiceAccount', {
					name: 'judged-account',
					additionalFields: { createGroup: true, neverExpires: true },
					options: { skipApiToken: true },
				}),
			async () =>
				await core.coreUsersServiceAccountCreate({
					userServiceAccountRequest: {
						name: 'judged-account',
						createGroup: true,
						expiring: false,
					},
				}),
		);
		await isSame(
			async () => await run('delete', { user: locator(999_999) }),
			async () => await core.coreUsersDestroy({ id: 999_999 }),
		);
	});

	it('the recovery e-mail goes over the wire as the client sends it', async () => {
		const stage = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';
		await run('sendRecoveryEmail', { user: locator(pk), emailStage: locator(stage) });
		// Older clients put it into the query.
		const request = { emailStage: stage, userRecoveryEmailRequest: { emailStage: stage } };
		await core
			.coreUsersRecoveryEmailCreate({ id: pk, ...request })
			.catch((refused: unknown) => refused);
		const [ours, theirs] = requestsTo(sandbox).map(wire);
		expect(ours.path).toBe(theirs.path);
		expect(ours.query).toBe(theirs.query);
		expect(ours.body ?? {}).toEqual(theirs.body ?? {});
	});

	it('every answer is read back by the client without loss', async () => {
		const created = await run('create', { username: 'read-back' });
		const list = await run('getAll', { returnAll: true, output: 'raw' });
		for (const answer of [...created.json, ...list.json]) {
			const decoded = client.UserFromJSON(answer);
			expect(keysLost(answer, decoded)).toEqual([]);
		}
		expect(list.json.length).toBeGreaterThan(1);
	});
});
