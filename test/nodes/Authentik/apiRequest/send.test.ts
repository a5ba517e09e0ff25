/** Any request to authentik's API, sent like all others. */
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { callApi } from '../../../support/api';
import { expression, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

async function send(
	parameters: IDataObject,
	items?: IDataObject[],
	credential?: ICredentialDataDecryptedObject,
) {
	return await runNode(
		sandbox(),
		{ resource: 'apiRequest', operation: 'send', ...parameters },
		{ items, credential },
	);
}

const sent = () =>
	requestsTo(sandbox()).map(({ method, path, query, body }) => ({ method, path, query, body }));

it.each(['DELETE', 'GET', 'PATCH', 'POST', 'PUT'])('sends %s', async (method) => {
	const { pk } = sandbox().addGroup({ name: `for ${method}` });
	const isNew = method === 'POST';
	const path = `/core/groups/${isNew ? '' : `${String(pk)}/`}`;
	const body = { name: `after ${method}` };
	const hasBody = !['DELETE', 'GET'].includes(method);
	const { json, error } = await send({
		method,
		path,
		additionalFields: { query: '{"include_users": false}', ...(hasBody ? { body } : {}) },
	});
	expect(error).toBeUndefined();
	const pages = method === 'GET' ? 'page_size=50&' : '';
	expect(sent()).toEqual([
		expect.objectContaining({
			method,
			path: `/api/v3${path}`,
			query: `${pages}include_users=false`,
			...(hasBody ? { body } : {}),
		}),
	]);
	const expected = hasBody ? body : { name: 'for GET' };
	expect(json).toEqual([
		method === 'DELETE' ? { deleted: true } : expect.objectContaining(expected),
	]);
});

it('reports an empty answer of authentik', async () => {
	const { pk: group } = sandbox().addGroup({});
	const { pk } = sandbox().addUser({});
	const { json } = await send({
		method: 'POST',
		path: `core/groups/${String(group)}/add_user`,
		additionalFields: { body: { pk } },
	});
	expect(json).toEqual([{ success: true }]);
	expect(sent()[0].path).toBe(`/api/v3/core/groups/${String(group)}/add_user/`);
});

it('reads a list to its end, or to the limit, each row with its input', async () => {
	for (let number = 0; number < 120; number++) sandbox().addGroup({ name: `listed ${number}` });
	const query = '{"search": "listed", "ordering": "name"}';
	const path = '/core/groups/';
	const all = await send({ path, returnAll: true, additionalFields: { query } }, [{}, {}]);
	expect(all.items).toHaveLength(240);
	expect(new Set(all.json.map(({ name }) => name)).size).toBe(120);
	expect(all.items[239].pairedItem).toEqual({ item: 1 });

	sandbox().clearLog();
	const some = await send({ path, limit: 3, additionalFields: { query } });
	expect(some.json.map(({ name }) => name)).toEqual(['listed 0', 'listed 1', 'listed 10']);
	expect(sent()).toHaveLength(1);
});

it('lists applications, some of which authentik hides', async () => {
	const { key, user } = sandbox().addToken({ intent: 'api' });
	for (const slug of ['seen', 'hidden']) {
		await callApi(sandbox(), 'POST', '/core/applications/', { name: slug, slug });
	}
	const { body } = await callApi(sandbox(), 'GET', '/core/applications/hidden/');
	const other = Number(sandbox().addUser({}).pk);
	expect(other).not.toBe(user);
	const binding = { target: body.pk, user: other, order: 0 };
	await callApi(sandbox(), 'POST', '/policies/bindings/', binding);
	const path = '/core/applications/';
	const { json, error } = await send({ path, returnAll: true }, [{}], { apiToken: key });
	expect(error).toBeUndefined();
	expect(json.map(({ slug }) => slug)).toEqual(['seen']);
});

it('returns an item for each entry of a bare list', async () => {
	const user = Number(sandbox().addUser({}).pk);
	sandbox().addDevice('totp', { user });
	sandbox().addDevice('static', { user });
	const { json } = await send({
		path: '/authenticators/admin/all/',
		additionalFields: { query: { user } },
	});
	expect(json).toHaveLength(2);
});

it.each([
	['https://auth.example.com/api/v3/core/users/', 'must not contain a host'],
	['//auth.example.com/core/users/', 'must not contain a host'],
	['/core/users/../groups/', 'must not contain . or .. as a segment'],
	['/core/users/%2e%2e/groups/', 'must not contain . or .. as a segment'],
	['/core/users/?search=a', 'must not contain a query or a fragment'],
	['/core/users//', 'has an empty or missing segment'],
	['/core/users/{id}/', 'contains a character that a URL path must not contain'],
])('refuses the path %s', async (path, message) => {
	const { error } = await send({ method: 'DELETE', path: expression(path) });
	expect(error?.message).toContain(`'Path' ${message}`);
	expect(sandbox().requests).toEqual([]);
});

it.each<[string, IDataObject, string]>([
	['a body with GET', { body: {} }, "'Body' can't be sent with the method GET"],
	['a page', { query: { page: 2 } }, "'Query' must not contain page"],
	['a filter without a value', { query: '{"search": null}' }, "'Query' has no value at search"],
	['a query that is a list', { query: '[1]' }, "'Query' must be a JSON object"],
])('refuses %s', async (_what, additionalFields, message) => {
	const { error } = await send({ path: '/core/users/', additionalFields });
	expect(error?.message).toContain(message);
	expect(sandbox().requests).toEqual([]);
});

it('retries what may be repeated: a POST only where authentik cannot have acted', async () => {
	const path = '/core/groups/';
	const body = { name: 'once' };
	const post = async () => await send({ method: 'POST', path, additionalFields: { body } });
	sandbox().fault({ method: 'POST', path, times: 1, respond: { status: 502 } });
	expect((await post()).error?.httpCode).toBe('502');
	expect(sent()).toHaveLength(1);

	sandbox().clearLog();
	sandbox().fault({
		method: 'POST',
		path,
		times: 1,
		respond: { status: 503, headers: { 'retry-after': '0' } },
	});
	const second = await post();
	expect(second.error).toBeUndefined();
	expect(second.json).toMatchObject([body]);
	expect(sent()).toHaveLength(2);

	sandbox().clearLog();
	sandbox().fault({
		method: 'GET',
		path,
		times: 1,
		respond: { status: 502, headers: { 'retry-after': '0' } },
	});
	expect((await send({ path })).error).toBeUndefined();
	expect(sent()).toHaveLength(2);
});

it('keeps secrets out of errors', async () => {
	const password = 'hunter2hunter2';
	sandbox().fault({
		path: '/set_password/',
		respond: { status: 400, body: { password: [`${password}!`] } },
	});
	const { error } = await send({
		method: 'POST',
		path: '/core/users/1/set_password/',
		additionalFields: { body: { password } },
	});
	expect(error?.message).toContain("authentik rejected 'password'");
	expect(`${error?.message} ${error?.description}`).not.toContain(password);
});

it('names the missing permission, where it is known', async () => {
	const { key } = sandbox().addToken({ intent: 'api' });
	const denied = await send({ path: '/rbac/roles/' }, [{}], { apiToken: key });
	expect(denied.error?.description).toContain('that of the object and the action');
	expect(denied.error?.context).not.toHaveProperty('permissions');
	const nowhere = await send({ path: '/no/such/thing/' });
	expect(nowhere.error?.description).toContain('Check the path and the method');
});

it('takes turns with the full syncs that a save of a SCIM provider starts', async () => {
	const pks = ['one', 'two'].map((name) => Number(sandbox().addProvider({ name }).pk));
	const application = { name: 'Synced', slug: 'synced', backchannel_providers: pks };
	await callApi(sandbox(), 'POST', '/core/applications/', application);
	await sandbox().settled();
	sandbox().clearLog();
	const { error } = await send(
		{
			method: 'PATCH',
			path: '=/providers/scim/{{ $json.pk }}/',
			additionalFields: { body: { dry_run: true } },
		},
		pks.map((pk) => ({ pk })),
	);
	expect(error).toBeUndefined();
	const asked = sandbox().requests.filter(({ path }) => path.endsWith('/sync/status/'));
	expect(asked.length).toBeGreaterThan(0);
});
