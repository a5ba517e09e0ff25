import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { startSandbox } from '../../../sandbox';
import { callApi } from '../../support/api';
import { startEngine } from '../../support/engine';
import { credentialOf } from '../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2025.12' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

async function search(method: string, filter?: string) {
	const engine = await startEngine({ authentikApi: credentialOf(sandbox) });
	return await engine.search(method, filter);
}

const query = () => Object.fromEntries(new URLSearchParams(sandbox.requests[0].query));

/** The address of a page of the admin interface. */
const page = (path: string) => `${sandbox.url}/if/admin/#${path}`;

function serve(path: string, results: IDataObject[]) {
	const body = { pagination: { next: 2, count: 60, total_pages: 2 }, results };
	sandbox.fault({ path, respond: { status: 200, body } });
}

it('searches providers of every kind', async () => {
	const { pk } = sandbox.addProvider({ name: 'searched' });
	const { results } = await search('searchProviders', 'searched');
	expect(results).toEqual([
		{ name: 'searched (SCIM Provider)', value: pk, url: page(`/core/providers/${String(pk)}`) },
	]);
});

it('searches policies of every kind', async () => {
	const matcher = { name: 'picked matcher', action: 'login' };
	await callApi(sandbox, 'POST', '/policies/event_matcher/', matcher);
	const policy = { name: 'picked policy', expression: 'return True' };
	const { body } = await callApi(sandbox, 'POST', '/policies/expression/', policy);
	const { results } = await search('searchPolicies', 'picked');
	expect(results.map(({ name }) => name)).toEqual([
		'picked matcher (Event Matcher Policy)',
		'picked policy (Expression Policy)',
	]);
	expect(results[1]).toMatchObject({
		value: body.pk,
		url: page('/policy/policies;%7B%22search%22%3A%22picked%20policy%22%7D'),
	});
});

it('searches tokens by their labels, and shows their owners', async () => {
	await callApi(sandbox, 'POST', '/core/tokens/', {
		identifier: 'reports',
		description: 'for reports',
		expiring: false,
	});
	sandbox.clearLog();
	const { results } = await search('searchTokens', 'reports');
	expect(results).toEqual([
		{
			name: 'reports (akadmin)',
			value: 'reports',
			description: 'for reports',
			url: page('/core/tokens;%7B%22search%22%3A%22reports%22%7D'),
		},
	]);
	expect(query()).toMatchObject({ ordering: 'identifier', search: 'reports' });
});

it('searches enrollment flows only', async () => {
	const { results } = await search('searchEnrollmentFlows');
	expect(query()).toMatchObject({ designation: 'enrollment', page_size: '50' });
	for (const { value, url } of results) {
		expect(String(value)).toMatch(/^[0-9a-f-]{36}$/);
		expect(url).toContain('/if/admin/#/flow/flows/');
	}
});

it('searches invitations', async () => {
	serve('/stages/invitation/invitations/', [
		{ pk: 'one', name: 'ada', expires: '2030-01-01T00:00:00Z' },
		{ pk: 'two', name: 'ada-forever', expires: null },
	]);
	expect(await search('searchInvitations', 'ada')).toEqual({
		results: [
			{
				name: 'ada (until 2030-01-01T00:00:00Z)',
				value: 'one',
				url: page('/flow/stages/invitations;%7B%22search%22%3A%22ada%22%7D'),
			},
			{
				name: 'ada-forever',
				value: 'two',
				url: page('/flow/stages/invitations;%7B%22search%22%3A%22ada-forever%22%7D'),
			},
		],
		paginationToken: '2',
	});
	expect(query()).toMatchObject({ search: 'ada' });
});

it('searches events, the newest first', async () => {
	const created = '2026-01-01T00:00:00Z';
	serve('/events/events/', [
		{ pk: 'one', action: 'login', user: { username: 'ada' }, created },
		{ pk: 'two', action: 'system_exception', user: {}, created },
	]);
	const { results } = await search('searchEvents', 'ada');
	expect(results).toEqual([
		{ name: `login by ada, ${created}`, value: 'one', url: page('/events/log/one') },
		{ name: `system_exception, ${created}`, value: 'two', url: page('/events/log/two') },
	]);
	expect(query()).toMatchObject({ ordering: '-created', search: 'ada' });
});
