import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { locator, requestsTo, runNode } from '../../../support/node';

const current: { sandbox?: Sandbox } = {};
const sandbox = () => current.sandbox as Sandbox;

afterEach(async () => await current.sandbox?.close());

async function start(release: '2025.6' | '2026.2' = '2026.2') {
	current.sandbox = await startSandbox({ release });
}

async function getAll(parameters: IDataObject) {
	return await runNode(
		sandbox(),
		{ resource: 'event', operation: 'getAll', ...parameters },
		// One request after the other, so that it is certain which page answers which.
		{ credential: { maxConcurrentRequests: 1 } },
	);
}

const queries = () =>
	requestsTo(sandbox()).map(({ query }) => {
		const parameters = new URLSearchParams(query);
		return Object.fromEntries(
			[...parameters.keys()].map((name) => [name, parameters.getAll(name).join(' ')]),
		);
	});

const START = Date.parse('2026-03-01T12:00:00Z');
const timeOf = (index: number) => new Date(START - index * 60_000).toISOString();

/** Answers with these pages of events, one a minute, the newest first. */
function serve(pages: string[][]) {
	let index = 0;
	pages.forEach((actions, skip) => {
		const results = actions.map((action) => ({
			pk: `event ${index}`,
			action,
			app: 'authentik.events.middleware',
			user: { pk: 1, username: 'akadmin' },
			context: {},
			client_ip: '127.0.0.1',
			created: timeOf(index++).replace('.000Z', '.123456Z'),
			brand: {},
		}));
		const next = skip + 1 < pages.length ? skip + 2 : 0;
		const count = pages.flat().length;
		sandbox().fault({
			path: '/events/events/',
			skip,
			times: 1,
			respond: {
				status: 200,
				body: {
					pagination: { next, count, total_pages: pages.length, current: skip + 1 },
					results,
				},
			},
		});
	});
}

const pages = (count: number, size: number, action = 'login') =>
	Array.from({ length: count }, () => Array.from({ length: size }, () => action));
const numbered = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => `event ${from + index}`);

describe('until', () => {
	const indexes = (json: IDataObject[]) => json.map(({ pk }) => Number(String(pk).slice(6)));

	it('skips the events from then on, and reads on until there are enough', async () => {
		await start();
		serve([Array(20).fill('login'), Array(20).fill('login'), Array(20).fill('login')]);
		const { json, error } = await getAll({ limit: 5, filters: { until: timeOf(22) } });
		expect(error).toBeUndefined();
		expect(indexes(json)).toEqual([23, 24, 25, 26, 27]);
		expect(queries().map(({ page, page_size, until }) => [page, page_size, until])).toEqual([
			[undefined, '100', undefined],
			['2', '100', undefined],
		]);
	});

	it('and since are a span of time', async () => {
		await start();
		serve([Array(20).fill('login')]);
		const { json } = await getAll({
			returnAll: true,
			filters: { since: timeOf(6), until: timeOf(3) },
		});
		expect(indexes(json)).toEqual([4, 5, 6]);
	});

	it('ends the list that is read oldest first', async () => {
		await start();
		const options = { ordering: 'created' };
		const { pk } = sandbox().addEvent({ created: '2026-01-01T00:00:00Z' });
		sandbox().addEvent({ created: '2026-01-03T00:00:00Z' });
		const filters = { until: '2026-01-02T00:00:00Z' };
		const { json } = await getAll({ returnAll: true, filters, options });
		expect(json.map((event) => event.pk)).toEqual([pk]);
	});

	it('before since is refused', async () => {
		await start();
		const { error } = await getAll({ filters: { since: timeOf(1), until: timeOf(2) } });
		expect(error?.message).toContain("'Until' must be later than 'Since'");
		expect(sandbox().requests).toEqual([]);
	});
});

describe('since', () => {
	it('reads the newest first and stops at the first older one', async () => {
		await start();
		serve(pages(9, 10));
		const { json, error } = await getAll({ returnAll: true, filters: { since: timeOf(24) } });
		expect(error).toBeUndefined();
		expect(json.map(({ pk }) => pk)).toEqual(numbered(0, 25));
		expect(queries()).toEqual([
			{ page_size: '100', ordering: '-created' },
			{ page_size: '100', ordering: '-created', page: '2' },
			{ page_size: '100', ordering: '-created', page: '3' },
		]);
	});

	it('reverses them for the oldest first, and then counts to the limit', async () => {
		await start();
		serve(pages(9, 10));
		const { json } = await getAll({
			limit: 3,
			filters: { since: timeOf(14) },
			options: { ordering: 'created' },
		});
		expect(json.map(({ pk }) => pk)).toEqual(['event 14', 'event 13', 'event 12']);
		expect(queries()).toHaveLength(2);
		expect(queries()[0]).toEqual({ page_size: '100', ordering: '-created' });
	});

	it('needs one page for nothing new', async () => {
		await start();
		serve(pages(9, 10));
		const { json } = await getAll({ filters: { since: '2026-03-01T12:00:01Z' } });
		expect(json).toEqual([]);
		expect(queries()).toHaveLength(1);
	});

	it('works with an output without the time', async () => {
		await start();
		serve(pages(2, 2));
		const { json } = await getAll({
			filters: { since: timeOf(2) },
			output: 'fields',
			outputFields: 'action',
		});
		expect(json).toEqual(numbered(0, 3).map((pk) => ({ pk, action: 'login' })));
	});

	it('refuses what is not a date', async () => {
		await start();
		const { error } = await getAll({ filters: { since: 'yesterday' } });
		expect(error?.message).toContain("'Since' must be a date and time");
		expect(requestsTo(sandbox())).toEqual([]);
	});
});

describe('actions', () => {
	it('repeats the exact filter where the release has it', async () => {
		await start();
		serve([['login']]);
		const { json } = await getAll({ limit: 7, filters: { actions: ['login', 'logout'] } });
		expect(json).toHaveLength(1);
		expect(queries()).toEqual([{ page_size: '7', actions: 'login logout' }]);
		expect(requestsTo(sandbox())[0].query).toContain('actions=login&actions=logout');
	});

	it('filters the rows on releases that ignore it, and reads on to the limit', async () => {
		await start('2025.6');
		serve([['login_failed', 'login'], ['login_failed', 'login_failed'], ['login'], ['login']]);
		const { json } = await getAll({ limit: 2, filters: { actions: ['login'] } });
		expect(json.map(({ pk }) => pk)).toEqual(['event 1', 'event 4']);
		expect(queries()).toEqual([
			{ page_size: '100', action: 'login' },
			{ page_size: '100', action: 'login', page: '2' },
			{ page_size: '100', action: 'login', page: '3' },
		]);
	});

	it('filters multiple there, for which those releases have no filter at all', async () => {
		await start('2025.6');
		serve([['login', 'model_updated', 'logout', 'login_failed']]);
		const { json } = await getAll({
			filters: { actions: ['login', 'logout'] },
		});
		expect(json.map(({ action }) => action)).toEqual(['login', 'logout']);
		expect(json[0]).toMatchObject({ username: 'akadmin', client_ip: '127.0.0.1' });
		expect(queries()).toEqual([{ page_size: '100' }]);
	});

	it('also filters them when the release cannot be read', async () => {
		await start();
		sandbox().fault({ path: '/admin/version/', respond: { status: 404 } });
		serve([['login', 'login_failed']]);
		const { json } = await getAll({ filters: { actions: ['login'] } });
		expect(json.map(({ action }) => action)).toEqual(['login']);
	});
});

it("sends the other filters under authentik's names", async () => {
	await start();
	const { body } = await callApi(sandbox(), 'POST', '/core/applications/', {
		name: 'Wiki',
		slug: 'wiki',
	});
	sandbox().clearLog();
	serve([[]]);
	const { error } = await getAll({
		filters: {
			action: 'custom_',
			authorizedApplication: locator('wiki', 'slug'),
			brandName: 'b',
			clientIp: '192.0.2.7',
			contextModelApp: 'authentik_core',
			contextModelName: 'user',
			contextModelPk: '42',
			search: 's',
			username: 'ada',
		},
	});
	expect(error).toBeUndefined();
	expect(queries()[1]).toEqual({
		page_size: '50',
		action: 'custom_',
		context_authorized_app: String(body.pk).replace(/-/g, ''),
		brand_name: 'b',
		client_ip: '192.0.2.7',
		context_model_app: 'authentik_core',
		context_model_name: 'user',
		context_model_pk: '42',
		search: 's',
		username: 'ada',
	});
});

it('refuses a kind with its app, which authentik would not find, before anything is sent', async () => {
	await start();
	const { error } = await getAll({ filters: { contextModelName: 'authentik_core.user' } });
	expect(error?.message).toBe(
		`'Object Type' must be the type without its app: "authentik_core.user"`,
	);
	expect(error?.description).toContain(
		"Enter user. To filter by app as well, set 'Object App' to authentik_core",
	);
	expect(requestsTo(sandbox())).toEqual([]);
});

it('shows from the log of a server what happened to an object since a moment', async () => {
	await start();
	const change = async (method: string, path: string, body?: IDataObject) =>
		await callApi(sandbox(), method, `/core/applications/${path}`, body);
	await change('POST', '', { name: 'Before', slug: 'before' });
	await sleep(20);
	const since = new Date().toISOString();
	await sleep(20);
	const { body } = await change('POST', '', { name: 'Wiki', slug: 'wiki' });
	await change('PATCH', 'wiki/', { name: 'Renamed' });
	await change('POST', '', { name: 'Other', slug: 'other' });
	await change('DELETE', 'wiki/');

	const { json, error } = await getAll({
		returnAll: true,
		filters: {
			since,
			actions: ['model_created', 'model_updated', 'model_deleted'],
			contextModelName: 'application',
			contextModelPk: String(body.pk),
			username: 'akadmin',
		},
		options: { ordering: 'created' },
	});
	expect(error).toBeUndefined();
	expect(json.map(({ action }) => action)).toEqual([
		'model_created',
		'model_updated',
		'model_deleted',
	]);
	expect(json[0]).toMatchObject({ username: 'akadmin' });

	const all = await getAll({
		returnAll: true,
		filters: { since, contextModelName: 'application' },
	});
	expect(all.json).toHaveLength(4);
});

describe('get', () => {
	const pk = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';

	it('reads one by ID and by the address of its page', async () => {
		await start();
		sandbox().fault({ path: `${pk}/`, respond: { status: 200, body: { pk, action: 'login' } } });
		for (const event of [
			locator(pk),
			locator(`https://auth.example.com/if/admin/#/events/log/${pk}`, 'url'),
		]) {
			const { json } = await runNode(sandbox(), { resource: 'event', operation: 'get', event });
			expect(json).toEqual([{ pk, action: 'login' }]);
		}
		expect(requestsTo(sandbox()).map(({ path }) => path)).toEqual(
			Array(2).fill(`/api/v3/events/events/${pk}/`),
		);
	});
});

it('names the permission for a log that may not be seen', async () => {
	await start();
	const { key } = sandbox().addToken({ intent: 'api', permissions: [] });
	const { error } = await runNode(
		sandbox(),
		{ resource: 'event', operation: 'getAll' },
		{ credential: { apiToken: key } },
	);
	expect(error?.description).toContain('authentik_events.view_event');
});
