/** The permissions that a field adds: with them the item succeeds, without them the error names them. */
import type { IDataObject } from 'n8n-workflow';

import { fieldPermissions, permissionsFor } from '../../../nodes/Authentik/shared/permissions';
import type { Sandbox } from '../../../sandbox';
import { startSandbox } from '../../../sandbox';
import { callApi } from '../../support/api';
import { locator, runNode } from '../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	await callApi(sandbox, 'POST', '/core/applications/', { name: 'App', slug: 'app' });
});
afterAll(async () => await sandbox.close());

const unique = (() => {
	let count = 0;
	return () => `name-${++count}`;
})();
const group = () => locator(String(sandbox.addGroup({}).pk));

/** Each field in use, and which of its permissions the error must name. */
const CASES: Array<[string, string, string, string, () => IDataObject]> = [
	[
		'scimProvider',
		'create',
		'application',
		// The first of those that attaching needs.
		'authentik_providers_scim.view_scimprovider',
		() => ({
			name: unique(),
			url: 'https://scim.example.com',
			token: 't',
			additionalFields: { application: locator('app', 'slug') },
		}),
	],
	[
		'application',
		'getAll',
		'forUser',
		'authentik_core.view_user_applications',
		() => ({ filters: { forUser: locator(Number(sandbox.addUser({}).pk)) } }),
	],
	[
		'event',
		'getAll',
		'authorizedApplication',
		'authentik_core.view_application',
		() => ({ filters: { authorizedApplication: locator('app', 'slug') } }),
	],
	[
		'scimMapping',
		'update',
		'copyIfManaged',
		'authentik_providers_scim.add_scimmapping',
		() => ({
			scimMapping: locator(String(sandbox.addMapping({ name: unique(), managed: unique() }).pk)),
			updateFields: { expression: 'return {}' },
			options: { copyIfManaged: true },
		}),
	],
	[
		'user',
		'create',
		'password',
		'authentik_core.reset_user_password',
		() => ({ username: unique(), additionalFields: { password: 'correct horse' } }),
	],
	...(['create', 'upsert'] as const).map((operation): (typeof CASES)[number] => [
		'group',
		operation,
		'isSuperuser',
		'authentik_core.enable_group_superuser',
		() => ({ name: unique(), additionalFields: { isSuperuser: true } }),
	]),
	[
		'group',
		'update',
		'isSuperuser',
		'authentik_core.enable_group_superuser',
		() => ({ group: group(), updateFields: { isSuperuser: true } }),
	],
];

async function run(resource: string, operation: string, fields: string[], values: IDataObject) {
	const { key } = sandbox.addToken({
		intent: 'api',
		permissions: [...permissionsFor(resource, operation, fields)],
	});
	return await runNode(
		sandbox,
		{ resource, operation, ...values },
		{ credential: { apiToken: key } },
	);
}

it.each(CASES)('%s: %s with %s', async (resource, operation, field, named, give) => {
	const allowed = await run(resource, operation, [field], give());
	expect(allowed.error?.description ?? allowed.error).toBeUndefined();

	const { error } = await run(resource, operation, [], give());
	expect(error?.description).toContain(named);
});

it('names fields that a 403 may be about, and no others', async () => {
	sandbox.fault({ path: '/core/groups/', method: 'POST', times: 2, respond: { status: 403 } });
	const texts = [];
	for (const additionalFields of [{ isSuperuser: true }, { attributes: '{}' }]) {
		const { error } = await run('group', 'create', [], { name: unique(), additionalFields });
		texts.push(error?.description);
	}
	expect(texts[0]).toContain('authentik_core.enable_group_superuser');
	expect(texts[1]).toContain('authentik_core.add_group');
	expect(texts[1]).not.toContain('superuser');
});

it('user: createServiceAccount leaves the group out without the right to add one', async () => {
	const give = () => ({
		name: unique(),
		additionalFields: { createGroup: true },
		options: { skipApiToken: true },
	});
	const [bare] = (await run('user', 'createServiceAccount', [], give())).json;
	const [full] = (await run('user', 'createServiceAccount', ['createGroup'], give())).json;
	expect([bare.group_pk, typeof full.group_pk]).toEqual([undefined, 'string']);
});

it('covers every field of the table', () => {
	const listed = Object.entries(fieldPermissions).flatMap(([resource, operations = {}]) =>
		Object.entries(operations).flatMap(([operation, fields = {}]) =>
			Object.keys(fields).map((field) => `${resource}.${operation}.${field}`),
		),
	);
	const covered = CASES.map(([resource, operation, field]) => `${resource}.${operation}.${field}`);
	expect([...covered, 'user.createServiceAccount.createGroup'].sort()).toEqual(listed.sort());
});
