/** The option If Not Found of every Get. */
import type { IDataObject } from 'n8n-workflow';

import { locator, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';
import { fields } from '../../../support/values/walk';

const sandbox = useSandbox('2026.5');

const PK = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';
const options = { ifNotFound: 'empty' };

/** By resource, the locator of its Get and an ID that no object has. */
const MISSING: Array<[string, string, string | number]> = [
	['application', 'application', 'no-such-app'],
	['event', 'event', PK],
	['group', 'group', PK],
	['invitation', 'invitation', PK],
	['provisionedGroup', 'provisionedGroup', PK],
	['provisionedUser', 'provisionedUser', PK],
	['role', 'role', PK],
	['scimMapping', 'scimMapping', PK],
	['scimProvider', 'scimProvider', 999_999],
	['user', 'user', 999_999],
];

it('is in every Get, which is tried here', () => {
	const gets = new Set(
		fields.flatMap(({ operation }) => (operation.endsWith('.get') ? [operation] : [])),
	);
	expect(MISSING.map(([resource]) => `${resource}.get`).sort()).toEqual([...gets].sort());
});

it.each(MISSING)('returns an empty item for a missing %s, or fails', async (resource, name, id) => {
	const get = { resource, operation: 'get', [name]: locator(id) };
	const { json, items, error } = await runNode(sandbox(), { ...get, options });
	expect(error).toBeUndefined();
	expect(json).toEqual([{ found: false }]);
	expect(items[0].pairedItem).toMatchObject({ item: 0 });
	const failed = await runNode(sandbox(), get);
	expect(failed.error?.httpCode).toBe('404');
});

it('reports for each item whether there is a user, with similar names', async () => {
	const { pk } = sandbox().addUser({ username: 'ada' });
	const user = locator('={{ $json.name }}', 'username');
	const { json, items } = await runNode(
		sandbox(),
		{ resource: 'user', operation: 'get', user, options },
		{ items: [{ name: 'nobody' }, { name: 'ada' }, { name: 'ADA' }] },
	);
	expect(json).toEqual([
		{ found: false },
		expect.objectContaining({ found: true, pk, username: 'ada' }),
		{ found: false, similar: ['ada'] },
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		expect.objectContaining({ item: 0 }),
		expect.objectContaining({ item: 1 }),
		expect.objectContaining({ item: 2 }),
	]);
});

it('adds nothing to an object when it is off', async () => {
	const { pk } = sandbox().addUser();
	const user = locator(Number(pk));
	for (const more of [{}, { options: { ifNotFound: 'fail' } }]) {
		const { json } = await runNode(sandbox(), {
			resource: 'user',
			operation: 'get',
			user,
			...more,
		});
		expect(json[0]).toHaveProperty('pk', pk);
		expect(json[0]).not.toHaveProperty('found');
	}
});

it.each<[string, { status: number; body: string | IDataObject }]>([
	['another address', { status: 404, body: '<html>Not Found</html>' }],
	['a lack of permissions', { status: 403, body: { detail: 'You do not have permission.' } }],
	['a server in trouble', { status: 500, body: '<html>Server Error</html>' }],
])('does not treat %s as a missing object', async (_what, respond) => {
	sandbox().fault({ path: '/core/users/1/', respond });
	const get = { resource: 'user', operation: 'get', user: locator(1), options };
	const { error } = await runNode(sandbox(), get);
	expect(error?.httpCode).toBe(String(respond.status));
});

it('still refuses a name that multiple users have', async () => {
	for (const username of ['one', 'two']) sandbox().addUser({ username, email: 'both@example.com' });
	const user = locator('both@example.com', 'email');
	const { error } = await runNode(sandbox(), { resource: 'user', operation: 'get', user, options });
	expect(error?.message).toBe('2 users have the email address "both@example.com"');
});
