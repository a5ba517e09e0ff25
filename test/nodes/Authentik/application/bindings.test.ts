/** Who may open an application, and therefore whom its SCIM providers provision. */
import type { IDataObject } from 'n8n-workflow';

import { callApi } from '../../../support/api';
import { expression, locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

let number = 0;

/** An application, and what can be bound to it. */
async function added() {
	const slug = `bound-${number++}`;
	const { body } = await callApi(sandbox(), 'POST', '/core/applications/', {
		name: `The ${slug}`,
		slug,
	});
	const user = sandbox().addUser({ username: `ada-${slug}`, name: 'Ada' });
	const group = sandbox().addGroup({ name: `Staff ${slug}` });
	const policy = await callApi(sandbox(), 'POST', '/policies/expression/', {
		name: `policy-${slug}`,
		expression: 'return True',
	});
	sandbox().clearLog();
	return {
		slug,
		target: String(body.pk),
		application: locator(slug, 'slug'),
		user: { pk: Number(user.pk), username: String(user.username) },
		group: { pk: String(group.pk), name: String(group.name) },
		policy: { pk: String(policy.body.pk), name: `policy-${slug}` },
	};
}

async function run(operation: string, parameters: IDataObject, items?: IDataObject[]) {
	return await runNode(sandbox(), { resource: 'application', operation, ...parameters }, { items });
}

async function bind(target: string, fields: IDataObject) {
	const body = { target, order: 0, ...fields };
	await callApi(sandbox(), 'POST', '/policies/bindings/', body);
	sandbox().clearLog();
}

const calls = () => requestsTo(sandbox()).map(({ method, path }) => `${method} ${path}`);
const writes = () => requestsTo(sandbox()).filter(({ method }) => method !== 'GET');

async function isOpenTo(user: number, slug: string) {
	const path = `/core/applications/${slug}/check_access/?for_user=${user}`;
	const { body } = await callApi(sandbox(), 'GET', path);
	return body.passing;
}

describe('grant access', () => {
	it('binds a user, a group and a policy, each after the others', async () => {
		const { slug, target, application, user, group, policy } = await added();
		const other = Number(sandbox().addUser({}).pk);
		for (const [index, [principal, bound]] of (
			[
				[{ user: locator(user.username, 'username') }, { user: user.pk }],
				[{ group: locator(group.name, 'name') }, { group: group.pk }],
				[{ policy: locator(policy.pk) }, { policy: policy.pk }],
			] as Array<[IDataObject, IDataObject]>
		).entries()) {
			sandbox().clearLog();
			const { json, error } = await run('grantAccess', { application, principal });
			expect(error).toBeUndefined();
			expect(writes().map(({ method, path, body }) => [method, path, body])).toEqual([
				['POST', '/api/v3/policies/bindings/', { target, order: index, ...bound }],
			]);
			expect(json).toEqual([
				expect.objectContaining({
					application: slug,
					created: true,
					enabled: true,
					order: index,
					target,
					...bound,
				}),
			]);
			expect(json[0].name).toBe(['Ada', group.name, policy.name][index]);
		}
		expect(await isOpenTo(user.pk, slug)).toBe(true);
		// The policy lets everyone in.
		expect(await isOpenTo(other, slug)).toBe(true);
	});

	it('sends every setting, also an order before the others', async () => {
		const { target, application, group, user } = await added();
		await bind(target, { user: user.pk });
		const settings = { disabled: true, failureResult: true, negate: true, order: -5, timeout: 0 };
		const { json } = await run('grantAccess', {
			application,
			principal: { group: locator(group.pk) },
			options: settings,
		});
		const sent = { enabled: false, failure_result: true, negate: true, order: -5, timeout: 0 };
		expect(writes()[0].body).toEqual({ target, group: group.pk, ...sent });
		expect(json[0]).toMatchObject(sent);
	});

	it('finds the existing binding and creates no second one', async () => {
		const { slug, target, application, group } = await added();
		await bind(target, { group: group.pk, order: 3 });
		const items = [{}, {}];
		const principal = { group: locator(group.pk) };
		const { json } = await run('grantAccess', { application, principal }, items);
		expect(json).toEqual(
			items.map(() => expect.objectContaining({ application: slug, created: false, order: 3 })),
		);
		expect(writes()).toEqual([]);
	});

	it('creates one binding for items that request the same', async () => {
		const { application, group } = await added();
		const principal = { group: locator(group.pk) };
		const { json } = await run('grantAccess', { application, principal }, [{}, {}, {}]);
		expect(json.map(({ created }) => created)).toEqual([true, false, false]);
		expect(writes()).toHaveLength(1);
	});

	it('does not count a disabled binding as access, and does not change it', async () => {
		const { slug, target, application, group } = await added();
		await bind(target, { group: group.pk, enabled: false });
		const { error } = await run('grantAccess', {
			application,
			principal: { group: locator(group.pk) },
		});
		expect(error?.message).toBe(
			`'${group.name}' is already bound to 'The ${slug}', but not as requested: enabled is false`,
		);
		expect(writes()).toEqual([]);
	});

	it.each<[string, (all: Awaited<ReturnType<typeof added>>) => IDataObject, string]>([
		['nobody', () => ({}), 'not none'],
		[
			'two',
			({ user, group }) => ({ user: locator(user.pk), group: locator(group.pk) }),
			'not group and user',
		],
	])('refuses %s', async (_what, principal, message) => {
		const all = await added();
		const { application } = all;
		const { error } = await run('grantAccess', { application, principal: principal(all) });
		expect(error?.message).toBe(
			`'User, Group or Policy' must contain exactly one entry, ${message}`,
		);
		expect(requestsTo(sandbox())).toEqual([]);
	});

	it.each([
		[{ user: locator(expression('ada')) }, {}, "'User' must be a numeric ID"],
		[{ policy: locator(expression('x')) }, {}, "'Policy' must be a UUID"],
		[{ user: locator(7) }, { order: expression('1.5') }, "'Order' must be a whole number"],
		[{ user: locator(7) }, { timeout: expression(-1) }, "'Timeout' must be a whole number"],
	])('refuses %j with %j before anything is sent', async (principal, options, message) => {
		const application = locator('x', 'slug');
		const { error } = await run('grantAccess', { application, principal, options });
		expect(error?.message).toContain(message);
		expect(requestsTo(sandbox())).toEqual([]);
	});

	it('names the right that is missing', async () => {
		const { application, user } = await added();
		const { key } = sandbox().addToken({
			intent: 'api',
			permissions: ['authentik_core.view_application', 'authentik_policies.view_policybinding'],
		});
		const principal = { user: locator(user.pk) };
		const { error } = await runNode(
			sandbox(),
			{ resource: 'application', operation: 'grantAccess', application, principal },
			{ credential: { apiToken: key } },
		);
		expect(error?.description).toContain('authentik_policies.add_policybinding');
	});
});

describe('revoke access', () => {
	it('removes every binding of the group, and no other', async () => {
		const { slug, target, application, user, group } = await added();
		await bind(target, { group: group.pk });
		await bind(target, { group: group.pk, order: 1 });
		await bind(target, { user: user.pk, order: 2 });
		const { json } = await run('revokeAccess', {
			application,
			principal: { group: locator(group.name, 'name') },
		});
		expect(json).toEqual([
			{ application: slug, group: group.pk, bindings_removed: 2, bindings_left: 1 },
		]);
		const { json: left } = await run('getBindings', { application });
		expect(left).toEqual([expect.objectContaining({ user: user.pk, username: user.username })]);
	});

	it('reports that there is nothing to remove', async () => {
		const { slug, target, application, user, group } = await added();
		await bind(target, { group: group.pk });
		const principal = { user: locator(user.pk) };
		const { json } = await run('revokeAccess', { application, principal });
		expect(json).toEqual([
			{ application: slug, user: user.pk, bindings_removed: 0, bindings_left: 1 },
		]);
		expect(writes()).toEqual([]);
	});

	it.each([
		['the only binding', []],
		['the last one that is enabled', [{ order: 1, enabled: false }]],
	])('refuses to remove %s, unless everyone may come in', async (_what, others) => {
		const { slug, target, application, user, group } = await added();
		await bind(target, { group: group.pk });
		for (const other of others) await bind(target, { user: user.pk, ...other });
		const parameters = { application, principal: { group: locator(group.pk) } };
		const { error } = await run('revokeAccess', parameters);
		expect(error?.message).toBe(`Without this binding, everyone could open 'The ${slug}'`);
		expect(error?.description).toContain('Allow Everybody');
		expect(writes()).toEqual([]);
		expect(await isOpenTo(user.pk, slug)).toBe(false);

		const options = { allowEverybody: true };
		const { json } = await run('revokeAccess', { ...parameters, options });
		expect(json[0]).toMatchObject({ bindings_removed: 1, bindings_left: others.length });
		expect(await isOpenTo(user.pk, slug)).toBe(true);
	});

	it('reports the progress when a later deletion fails', async () => {
		const { target, application, group } = await added();
		await bind(target, { group: group.pk });
		await bind(target, { group: group.pk, order: 1 });
		const { body } = await callApi(sandbox(), 'GET', `/policies/bindings/?target=${target}`);
		const [, second] = body.results as Array<{ pk: string }>;
		const path = `/policies/bindings/${second.pk}/`;
		sandbox().fault({ method: 'DELETE', path, respond: { status: 403, body: { detail: 'No.' } } });
		const { error } = await run('revokeAccess', {
			application,
			principal: { group: locator(group.pk) },
			options: { allowEverybody: true },
		});
		expect(error?.message).toContain("1 of 2 bindings to 'The bound-");
		expect(error?.description).toContain('authentik_policies.delete_policybinding');
	});
});

describe('get bindings', () => {
	it('returns a row for each, with names', async () => {
		const { target, application, user, group, policy } = await added();
		await bind(target, { policy: policy.pk, order: 2 });
		await bind(target, { user: user.pk, order: 1 });
		await bind(target, { group: group.pk });
		const { json } = await run('getBindings', { application });
		expect(json).toMatchObject([
			{ order: 0, group: group.pk, name: group.name },
			{ order: 1, user: user.pk, name: 'Ada', username: user.username },
			{ order: 2, policy: policy.pk, name: policy.name },
		]);
		expect(calls()).toEqual([
			expect.stringMatching(/^GET .*\/core\/applications\//),
			'GET /api/v3/policies/bindings/',
		]);
	});

	it('has no rows where everyone may come in', async () => {
		const { application } = await added();
		const { json } = await run('getBindings', { application, returnAll: true });
		expect(json).toEqual([]);
	});
});
