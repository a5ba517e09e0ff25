import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { locator, requestsTo, runNode } from '../../../support/node';
import { nextTurn } from '../../../support/turn';

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

const calls = () => requestsTo(sandbox).map(({ method, path }) => `${method} ${path}`);
const statusOf = async (path: string) => (await callApi(sandbox, 'GET', path)).status;

/** An application with this many SCIM providers attached. */
async function added(providers: number) {
	const slug = `app-${number++}`;
	const pks = Array.from({ length: providers }, (_, index) =>
		Number(sandbox.addProvider({ name: `${slug} provider ${index}` }).pk),
	);
	const body = { name: `The ${slug}`, slug, backchannel_providers: pks };
	await callApi(sandbox, 'POST', '/core/applications/', body);
	sandbox.clearLog();
	return { slug, pks, path: `/api/v3/core/applications/${slug}/` };
}

async function remove(slug: string, options: IDataObject = {}) {
	return await runNode(sandbox, {
		resource: 'application',
		operation: 'delete',
		application: locator(slug, 'slug'),
		options,
	});
}

it('deletes an application without providers, after a check', async () => {
	const { slug, path } = await added(0);
	const { json } = await remove(slug);
	expect(json).toEqual([{ slug, deleted: true }]);
	expect(calls()).toEqual([`GET ${path}`, `DELETE ${path}`]);
	expect(await statusOf(`/core/applications/${slug}/`)).toBe(404);
});

it('refuses while providers are attached, and names them', async () => {
	const { slug, pks, path } = await added(2);
	const { error, items } = await remove(slug);
	expect(items).toEqual([]);
	expect(error?.message).toContain(`'The ${slug}' has attached providers`);
	for (const [index, pk] of pks.entries()) {
		expect(error?.message).toContain(`${slug} provider ${index} (ID ${pk})`);
	}
	expect(error?.description).toContain('Attached Providers');
	expect(calls()).toEqual([`GET ${path}`]);
});

it('detaches them first, so that they remain', async () => {
	const { slug, pks, path } = await added(2);
	const { json } = await remove(slug, { attachedProviders: 'detach' });
	expect(json).toEqual([{ slug, deleted: true }]);
	expect(calls()).toEqual([`GET ${path}`, `PATCH ${path}`, `DELETE ${path}`]);
	expect(requestsTo(sandbox)[1].body).toEqual({ backchannel_providers: [] });
	for (const pk of pks) expect(await statusOf(`/providers/scim/${pk}/`)).toBe(200);
});

it('also deletes them on request', async () => {
	const { slug, pks, path } = await added(1);
	const { json } = await remove(slug, { attachedProviders: 'delete' });
	expect(json).toEqual([{ slug, deleted: true }]);
	expect(calls()).toEqual([`GET ${path}`, `DELETE ${path}`]);
	expect(await statusOf(`/providers/scim/${pks[0]}/`)).toBe(404);
});

it('says that the providers are detached when only the deletion fails', async () => {
	const { slug, pks, path } = await added(1);
	sandbox.fault({
		method: 'DELETE',
		path,
		respond: {
			status: 403,
			body: { detail: 'You do not have permission to perform this action.' },
		},
	});
	const { error } = await remove(slug, { attachedProviders: 'detach' });
	expect(error?.message).toContain(
		`The providers of 'The ${slug}' were detached, but the application was not`,
	);
	expect(error?.description).toContain(`${slug} provider 0 (ID ${pks[0]})`);
	expect(error?.description).toContain('authentik_core.delete_application');
	expect(await statusOf(`/providers/scim/${pks[0]}/`)).toBe(200);
});

it('waits while a provider is being attached, and then refuses', async () => {
	const { slug, path } = await added(0);
	const provider = Number(sandbox.addProvider({}).pk);
	sandbox.fault({ method: 'PATCH', path, delay: 200 });
	// From this request on, anyone else who wants to change the application waits.
	const beingAttached = async () => {
		while (!sandbox.requests.some((request) => request.path.endsWith(path))) await nextTurn();
	};
	const [attached, removed] = await Promise.all([
		runNode(sandbox, {
			resource: 'scimProvider',
			operation: 'attach',
			scimProvider: locator(provider),
			application: locator(slug, 'slug'),
		}),
		beingAttached().then(async () => await remove(slug)),
	]);
	expect(attached.json[0]).toMatchObject({ assigned_backchannel_application_slug: slug });
	expect(removed.error?.message).toContain('has attached providers');
	expect(await statusOf(`/providers/scim/${provider}/`)).toBe(200);
});

it('reports that there is no such application', async () => {
	const { error } = await remove('nothing');
	expect(error?.httpCode).toBe('404');
});
