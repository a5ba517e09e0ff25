import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { expression, locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let number = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const fresh = () => `app-${number++}`;
const calls = () => requestsTo(sandbox).map(({ method, path }) => `${method} ${path}`);

async function run(operation: string, parameters: IDataObject) {
	return await runNode(sandbox, { resource: 'application', operation, ...parameters });
}

async function added(fields: IDataObject = {}) {
	const slug = fresh();
	await callApi(sandbox, 'POST', '/core/applications/', { name: slug, slug, ...fields });
	sandbox.clearLog();
	return slug;
}

describe('create', () => {
	it('sends what was given and outputs the application', async () => {
		const slug = fresh();
		const provider = Number(sandbox.addProvider({}).pk);
		const { json, error } = await run('create', {
			name: 'Wiki',
			slug,
			additionalFields: {
				group: 'Tools',
				metaDescription: '',
				metaIcon: 'fa://fa-book',
				metaLaunchUrl: 'https://wiki.example.com',
				metaPublisher: 'Us',
				openInNewTab: false,
				policyEngineMode: 'all',
				provider: locator(provider),
			},
		});
		expect(error).toBeUndefined();
		expect(calls()).toEqual(['POST /api/v3/core/applications/']);
		const sent = {
			name: 'Wiki',
			slug,
			group: 'Tools',
			meta_description: '',
			meta_icon: 'fa://fa-book',
			meta_launch_url: 'https://wiki.example.com',
			meta_publisher: 'Us',
			open_in_new_tab: false,
			policy_engine_mode: 'all',
			provider,
		};
		expect(requestsTo(sandbox)[0].body).toEqual(sent);
		expect(json[0]).toMatchObject(sent);
	});

	it('names the field that authentik refuses', async () => {
		const slug = await added();
		const { error } = await run('create', { name: 'x', slug });
		expect(error?.message).toBe(
			"authentik rejected 'Slug': Application with this slug already exists.",
		);
	});

	it("uses the field's label in this resource, not that in another", async () => {
		const { error } = await run('create', {
			name: 'x',
			slug: fresh(),
			additionalFields: { provider: locator(999_999) },
		});
		expect(error?.message).toMatch(/^authentik rejected 'Provider': /);
	});

	it.each<[string, IDataObject, string]>([
		['a slug with a space', { name: 'x', slug: 'a b' }, "'Slug' must be a slug"],
		[
			'a field of a later release',
			{ name: 'x', slug: 'x', additionalFields: { metaHide: true } },
			'needs authentik 2026.5 or later',
		],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const { error } = await run('create', parameters);
		expect(error?.message).toContain(message);
		expect(requestsTo(sandbox)).toEqual([]);
	});

	it('refuses an icon where the release takes none', async () => {
		const early = await startSandbox({ release: '2025.10' });
		const { error } = await runNode(early, {
			resource: 'application',
			operation: 'create',
			name: 'x',
			slug: 'x',
			additionalFields: { metaIcon: 'fa://fa-book' },
		});
		await early.close();
		expect(error?.message).toContain("'Icon' (needs authentik 2025.12 or later)");
		expect(requestsTo(early)).toEqual([]);
	});
});

describe('get', () => {
	it('finds it by slug and by the address of its page', async () => {
		const slug = await added();
		for (const application of [
			locator(slug, 'slug'),
			locator(`https://auth.example.com/if/admin/#/core/applications/${slug}`, 'url'),
		]) {
			const { json } = await run('get', { application });
			expect(json).toEqual([expect.objectContaining({ name: slug, slug, provider: null })]);
			expect(json[0]).not.toHaveProperty('provider_obj');
		}
		expect(calls()).toEqual(Array(2).fill(`GET /api/v3/core/applications/${slug}/`));
	});

	it('does not let a slug change the path', async () => {
		const { error } = await run('get', { application: locator(expression('../users/1'), 'slug') });
		expect(error?.message).toContain("'Application' must be a slug");
		expect(requestsTo(sandbox)).toEqual([]);
	});
});

describe('update', () => {
	it('sends only what was added; a new slug is the new key', async () => {
		const slug = await added({ group: 'Old' });
		const next = fresh();
		const { json } = await run('update', {
			application: locator(slug, 'slug'),
			updateFields: { slug: next, group: '', provider: locator('') },
		});
		expect(requestsTo(sandbox).map(({ method, path, body }) => [method, path, body])).toEqual([
			['PATCH', `/api/v3/core/applications/${slug}/`, { slug: next, group: '', provider: null }],
		]);
		expect(json[0]).toMatchObject({ slug: next, group: '', provider: null });
		expect((await callApi(sandbox, 'GET', `/core/applications/${slug}/`)).status).toBe(404);
		expect((await callApi(sandbox, 'GET', `/core/applications/${next}/`)).status).toBe(200);
	});

	it('does not change the attached providers', async () => {
		const provider = Number(sandbox.addProvider({}).pk);
		const slug = await added({ backchannel_providers: [provider] });
		const { json } = await run('update', {
			application: locator(slug, 'slug'),
			updateFields: { name: 'Renamed' },
		});
		expect(json[0]).toMatchObject({ name: 'Renamed', backchannel_providers: [provider] });
	});

	it('refuses an empty update', async () => {
		const { error } = await run('update', { application: locator('x', 'slug') });
		expect(error?.message).toContain('No fields to update');
		expect(requestsTo(sandbox)).toEqual([]);
	});
});

describe('check access', () => {
	it('asks about the user', async () => {
		const slug = await added();
		const pk = Number(sandbox.addUser({ username: 'checked' }).pk);
		const { json, error } = await run('checkAccess', {
			application: locator(slug, 'slug'),
			user: locator('checked', 'username'),
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ application: slug, user: pk, passing: true, messages: [], log_messages: [] },
		]);
		const last = requestsTo(sandbox).at(-1);
		expect(last?.path).toBe(`/api/v3/core/applications/${slug}/check_access/`);
		expect(last?.query).toBe(`for_user=${String(pk)}`);
	});

	it('refuses where authentik would answer about somebody else, but not about the own user', async () => {
		const slug = await added();
		const other = Number(sandbox.addUser({}).pk);
		const { key, user } = sandbox.addToken({
			intent: 'api',
			permissions: ['authentik_core.view_application'],
		});
		const check = async (pk: number) =>
			await runNode(
				sandbox,
				{
					resource: 'application',
					operation: 'checkAccess',
					application: locator(slug, 'slug'),
					user: locator(pk),
				},
				{ credential: { apiToken: key } },
			);
		const refused = await check(other);
		expect(refused.error?.message).toBe("Only a superuser can check another user's access");
		expect(refused.items).toEqual([]);
		expect(calls()).toEqual(['GET /api/v3/core/users/me/']);

		const own = await check(user);
		expect(own.json).toEqual([expect.objectContaining({ passing: true })]);
	});
});
