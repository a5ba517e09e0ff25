/** Objects by their names, in every locator that takes one. */
import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.5');

const named = (name: string) => locator(name, 'name');

/** The requests, without the lookups. */
const changes = () =>
	requestsTo(sandbox())
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => ({ call: `${method} ${path.slice(7)}`, body }));

/** The calls of a run, with their queries. */
const calls = () =>
	requestsTo(sandbox()).map(({ method, path, query }) => `${method} ${path.slice(7)}?${query}`);

async function addApplication(slug: string, name: string): Promise<void> {
	await callApi(sandbox(), 'POST', '/core/applications/', { slug, name });
	sandbox().clearLog();
}

/** An object of each kind with a name of its own, and its search term. */
const CASES: Array<[string, () => Promise<unknown> | unknown, IDataObject, string]> = [
	[
		'SCIM provider',
		() => sandbox().addProvider({ name: 'Payroll é' }).pk,
		{ resource: 'scimProvider', scimProvider: named('Payroll é') },
		'/providers/scim/?name=Payroll%20%C3%A9&page_size=5',
	],
	[
		'mapping',
		() => sandbox().addMapping({ name: 'Cost center' }).pk,
		{ resource: 'scimMapping', scimMapping: named('Cost center') },
		'/propertymappings/provider/scim/?name=Cost%20center&page_size=5',
	],
	[
		'application',
		async () => {
			await addApplication('wiki', 'The Wiki');
			return 'wiki';
		},
		{ resource: 'application', application: named('The Wiki') },
		'/core/applications/?superuser_full_list=true&name=The%20Wiki&page_size=5',
	],
	[
		'group',
		() => sandbox().addGroup({ name: 'Engineering' }).pk,
		{ resource: 'group', group: named('Engineering') },
		'/core/groups/?include_users=false&name=Engineering&page_size=5',
	],
	[
		'invitation',
		async () => {
			const list = '/stages/invitation/invitations/';
			const { body } = await callApi(sandbox(), 'POST', list, { name: 'for-ada' });
			sandbox().clearLog();
			return body.pk;
		},
		{ resource: 'invitation', invitation: named('for-ada') },
		'/stages/invitation/invitations/?name=for-ada&page_size=5',
	],
];

it.each(CASES)('finds a %s by its name, once for all items', async (_kind, add, one, asked) => {
	const id = String(await add());
	const items = [{}, {}, {}];
	const { json, error } = await runNode(sandbox(), { operation: 'get', ...one }, { items });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(3);
	const [list] = asked.split('?');
	const get = `GET ${list}${encodeURIComponent(id)}/?`;
	const got = calls().map((call) => (call.startsWith(get) ? get : call));
	expect(got).toEqual([`GET ${asked}`, get, get, get]);
});

it('finds what fields and filters name', async () => {
	const { pk: group } = sandbox().addGroup({ name: 'Payroll staff' });
	const { pk: source } = sandbox().addOAuthSource({ name: 'Payroll sign-in' });
	const { pk: provider } = sandbox().addProvider({ name: 'Any provider' });
	const { pk: user } = sandbox().addUser({ username: 'sender', email: 'sender@example.com' });
	const { pk: flow } = sandbox().addFlow({ name: 'Partner enrollment', slug: 'partners' });
	const { emailStage } = sandbox().addRecoveryFlow();
	const { body: stages } = await callApi(sandbox(), 'GET', '/stages/email/');
	const [{ name: stage }] = (stages.results as IDataObject[]).filter(({ pk }) => pk === emailStage);
	await addApplication('payroll', 'Payroll');
	const run = async (parameters: IDataObject) => {
		sandbox().clearLog();
		const { error } = await runNode(sandbox(), parameters);
		expect(error).toBeUndefined();
		return changes();
	};

	const authOauth = named('Payroll sign-in');
	const create = { resource: 'scimProvider', operation: 'create', url: 'https://scim.example.com' };
	const application = named('Payroll');
	const additionalFields = { authOauth, application };
	expect(await run({ ...create, name: 'New', additionalFields })).toMatchObject([
		{ call: 'POST /providers/scim/', body: { auth_oauth: source } },
		{ call: 'PATCH /core/applications/payroll/' },
	]);

	const update = { resource: 'application', operation: 'update', application: locator('payroll') };
	expect(await run({ ...update, updateFields: { provider: named('Any provider') } })).toEqual([
		{ call: 'PATCH /core/applications/payroll/', body: { provider } },
	]);

	const invite = { resource: 'invitation', operation: 'create', expires: '2999-01-01' };
	for (const found of [named('Partner enrollment'), locator('partners', 'slug')]) {
		expect(await run({ ...invite, name: 'x', flow: found })).toMatchObject([{ body: { flow } }]);
	}

	const send = { resource: 'user', operation: 'sendRecoveryEmail', emailStage: named(`${stage}`) };
	expect(await run({ ...send, user: locator('sender', 'username') })).toEqual([
		{ call: `POST /core/users/${user}/recovery_email/`, body: { email_stage: emailStage } },
	]);

	const getAll = { resource: 'provisionedGroup', operation: 'getAll' };
	const filters = { group: named('Payroll staff'), scimProvider: named('Any provider') };
	await run({ ...getAll, filters });
	expect(calls().pop()).toContain(`provider__id=${provider}`);
	expect(calls().pop()).toContain(`group__group_uuid=${group}`);
});

it('finds the filter group of an older release, and an empty name clears it', async () => {
	const older = await startSandbox({ release: '2025.10' });
	const { pk: group } = older.addGroup({ name: 'Provisioned' });
	const { pk } = older.addProvider({ name: 'Old', filter_group: null });
	const update = { operation: 'update', scimProvider: named('Old') };
	const run = async (name: string) => {
		const updateFields = { filterGroup: named(name) };
		const { json } = await runNode(older, { ...update, updateFields });
		return json;
	};
	expect(await run('Provisioned')).toMatchObject([{ pk, filter_group: group }]);
	expect(await run('')).toMatchObject([{ pk, filter_group: null }]);
	await older.close();
});

it('refuses a name that multiple objects have, and lists them', async () => {
	await addApplication('first', 'Twice');
	await addApplication('second', 'Twice');
	const { error } = await runNode(sandbox(), {
		resource: 'application',
		operation: 'update',
		application: named('Twice'),
		updateFields: { name: 'Once' },
	});
	expect(error?.message).toBe('2 applications have the name "Twice"');
	expect(error?.description).toContain('Choose one by its slug: first, second.');
	expect(changes()).toEqual([]);
});

it.each<[string, IDataObject, string]>([
	[
		'SCIM provider',
		{ resource: 'scimProvider', operation: 'delete', scimProvider: named('Nothing') },
		'No SCIM provider found with the name "Nothing"',
	],
	[
		'provider of any kind',
		{
			resource: 'application',
			operation: 'update',
			application: locator('first'),
			updateFields: { provider: named('Nothing') },
		},
		'No provider found with the name "Nothing"',
	],
	[
		'application to attach to',
		{
			operation: 'create',
			name: 'Unattached',
			url: 'https://scim.example.com',
			additionalFields: { application: named('Nothing') },
		},
		'No application found with the name "Nothing"',
	],
])('changes nothing for an unknown %s', async (_what, parameters, message) => {
	const { error } = await runNode(sandbox(), parameters);
	expect(error?.message).toBe(message);
	expect(changes()).toEqual([]);
});

it.each([
	['user', 'username', 'User12', 'user12'],
	['user', 'email', 'USER12@example.com', 'user12@example.com'],
	['group', 'name', 'sales É', 'Sales é'],
])('reports a %s whose %s differs only in case', async (resource, mode, wanted, stored) => {
	if (resource === 'group') sandbox().addGroup({ name: stored });
	else sandbox().addUser({ username: 'user12', email: 'user12@example.com' });
	const parameters = { resource, operation: 'get', [resource]: locator(wanted, mode) };
	const { error } = await runNode(sandbox(), parameters);
	expect(error?.message).toContain(`"${wanted}", but "${stored}" exists`);
	expect(error?.description).toContain(`treats "${wanted}" as another ${resource}`);
});

it('does not find an application that authentik does not show', async () => {
	await addApplication('hidden', 'Hidden');
	const { key } = sandbox().addToken({ intent: 'api' });
	const { body } = await callApi(sandbox(), 'GET', '/core/applications/hidden/');
	const { body: user } = await callApi(sandbox(), 'GET', '/core/users/?username=akadmin');
	const [{ pk }] = user.results as IDataObject[];
	await callApi(sandbox(), 'POST', '/policies/bindings/', { target: body.pk, user: pk, order: 0 });
	const { error } = await runNode(
		sandbox(),
		{ resource: 'application', operation: 'get', application: named('Hidden') },
		{ credential: { apiToken: key } },
	);
	expect(error?.message).toBe('No application found with the name "Hidden"');
});
