/** A password for a new user takes a request of its own, and is never shown. */
import type { IDataObject } from 'n8n-workflow';

import { requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

const PASSWORD = 'correct horse battery';
const create = async (password: unknown, onError?: 'continueRegularOutput') =>
	await runNode(
		sandbox(),
		{
			resource: 'user',
			operation: 'create',
			username: `u${Math.random()}`,
			additionalFields: { password },
		},
		{ onError },
	);
const sent = () =>
	requestsTo(sandbox()).map(({ method, path, body }) => [method, path.slice(7), body]);

it('is set right after the user was created', async () => {
	const { json, error } = await create(PASSWORD);
	expect(error).toBeUndefined();
	expect(json[0].password_set).toBe(true);
	expect(JSON.stringify(json)).not.toContain(PASSWORD);
	expect(sent()).toEqual([
		['POST', '/core/users/', { username: json[0].username, name: '' }],
		['POST', `/core/users/${String(json[0].pk)}/set_password/`, { password: PASSWORD }],
	]);
});

it.each<[number, IDataObject]>([
	[403, { detail: 'You do not have permission.' }],
	[400, { password: [`Too simple: ${PASSWORD}`] }],
])('that fails with %p leaves a user, and the error says so without it', async (status, body) => {
	sandbox().fault({ path: '/set_password/', respond: { status, body } });
	const { error } = await create(PASSWORD);
	expect(error?.message).toMatch(/^The user 'u0\.\d+' was created, but without the password: /);
	expect(error?.description).toMatch(
		/^The user exists in authentik with ID \d+\. Set the password/,
	);
	expect(error?.httpCode).toBe(String(status));
	const { json } = await create(PASSWORD, 'continueRegularOutput');
	for (const text of [error?.message, error?.description, JSON.stringify(json)]) {
		expect(text).not.toContain(PASSWORD);
	}
});

it.each([' ', '={{ $json.missing }}'])('%p is refused before a user is created', async (given) => {
	const { error } = await create(given);
	expect(error?.message).toContain("'Password'");
	expect(sandbox().requests).toEqual([]);
});
