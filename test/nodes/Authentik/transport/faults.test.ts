/** Every fault that a server, a proxy or a network can cause, for every kind of request. */
import type { INodeParameters } from 'n8n-workflow';

import type { FaultRule, Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { startEngine } from '../../../support/engine';
import { credentialOf, expression, locator, runNode, workflowWith } from '../../../support/node';
import { nextTurn } from '../../../support/turn';

/** The limiter of the built package, which is the one that the engine uses. */
const { limiterOf } = jest.requireActual<
	typeof import('../../../../nodes/Authentik/transport/concurrencyLimiter')
>('../../../../dist/nodes/Authentik/transport/concurrencyLimiter');
const limiter = () => limiterOf(`${sandbox.url}/api/v3`);

let sandbox: Sandbox;
let pk: number;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	for (let index = 0; index < 250; index++) sandbox.addProvider({ name: `p${index}` });
	pk = Number(sandbox.addProvider({ name: 'the one' }).pk);
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});
afterEach(() => expect(limiter().idle).toBe(true));

const get: INodeParameters = { operation: 'get', scimProvider: locator('={{ $json.pk }}') };
const update: INodeParameters = {
	operation: 'update',
	scimProvider: locator('={{ $json.pk }}'),
	updateFields: { dryRun: true },
};
const list: INodeParameters = { operation: 'getAll', returnAll: true };

async function requestsUnderWay(count: number): Promise<void> {
	while (sandbox.inFlight < count) await nextTurn();
}

async function requestsToArrive(count: number): Promise<void> {
	while (sandbox.requests.length < count) await nextTurn();
}

const once = (fault: FaultRule): FaultRule => ({ times: 1, ...fault });
const now = { 'retry-after': '0' };

describe.each<[string, INodeParameters]>([
	['a read', get],
	['a change', update],
	['a list', list],
])('%s', (_kind, parameters) => {
	it.each<[string, FaultRule]>([
		['429', { respond: { status: 429, headers: now } }],
		['502', { respond: { status: 502, headers: now } }],
		[
			'503 with HTML',
			{ respond: { status: 503, headers: now, body: '<html>', contentType: 'text/html' } },
		],
		['504', { respond: { status: 504, headers: now } }],
		[
			'the start-up notice with status 200',
			{ respond: { status: 200, headers: now, body: { error: 'authentik starting' } } },
		],
		[
			"a plain 500 of authentik's web server",
			{
				respond: {
					status: 500,
					headers: now,
					body: 'Internal Server Error',
					contentType: 'text/plain; charset=utf-8',
				},
			},
		],
		['a reset before the answer', { reset: 'before' }],
		['a reset after it took effect', { reset: 'after' }],
		['a reset in the middle of the body', { reset: 'body' }],
	])('survives %s', async (_what, fault) => {
		sandbox.fault(once(fault));
		const { items, error } = await runNode(sandbox, parameters, { items: [{ pk }] });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(parameters === list ? 251 : 1);
	});

	it('survives a compressed answer', async () => {
		sandbox.fault({ gzip: true });
		const { items } = await runNode(sandbox, parameters, { items: [{ pk }] });
		expect(items).toHaveLength(parameters === list ? 251 : 1);
	});

	it.each<[string, FaultRule, string]>([
		['HTML with status 200', { html: 200 }, "The response is not from authentik's API"],
		['HTML with status 500', { html: 500 }, 'authentik failed to process'],
		['truncated JSON', { truncate: true }, 'response is incomplete'],
		[
			'a redirect to another host',
			{ redirect: 'https://sso.example.com/login' },
			'redirected the request',
		],
		['an empty 405', { respond: { status: 405, contentType: 'text/html' } }, 'failed to process'],
		['an empty 400', { respond: { status: 400 } }, 'without giving a reason'],
	])('reports %s, and sends it once', async (_what, fault, message) => {
		sandbox.fault(fault);
		const { error } = await runNode(sandbox, parameters, { items: [{ pk }] });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toHaveLength(1);
		expect(JSON.stringify(error)).not.toContain(sandbox.token);
	});
});

it('stops after five times and reports it', async () => {
	sandbox.fault({ respond: { status: 503, headers: now } });
	const { error } = await runNode(sandbox, update, { items: [{ pk }] });
	expect(sandbox.requests).toHaveLength(5);
	expect(error?.httpCode).toBe('503');
	expect(error?.description).toContain('Tried 5 times.');
});

it.each<[string, () => INodeParameters]>([
	['application', () => ({ application: locator('to-delete', 'slug') })],
	['group', () => ({ group: locator(String(sandbox.addGroup({}).pk)) })],
	['user', () => ({ user: locator(Number(sandbox.addUser({}).pk)) })],
])(
	'a deletion of one %s continues after authentik crashed over its tasks',
	async (resource, give) => {
		await callApi(sandbox, 'POST', '/core/applications/', { name: 'x', slug: 'to-delete' });
		const crash = { status: 405, contentType: 'text/html', headers: now, body: '' };
		sandbox.fault({ method: 'DELETE', times: 2, respond: crash });
		const { json } = await runNode(sandbox, { resource, operation: 'delete', ...give() });
		expect(json).toEqual([expect.objectContaining({ deleted: true })]);
		expect(sandbox.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(3);
	},
);

it('does not repeat a creation that the web server dropped, and says what may have happened', async () => {
	const body = 'Internal Server Error';
	sandbox.fault({ method: 'POST', respond: { status: 500, body, contentType: 'text/plain' } });
	const { error } = await runNode(sandbox, { resource: 'group', operation: 'create', name: 'x' });
	expect(error?.description).toContain('Check whether the change took effect');
	expect(sandbox.requests).toHaveLength(1);
});

it('stops retrying on a server that refuses connections', async () => {
	const gone = await startSandbox();
	await gone.close();
	const { error } = await runNode(gone, get, { items: [{ pk }] });
	expect(error?.message).toContain('refused the connection');
	expect(error?.description).toContain('Tried 5 times.');
});

it('repeats a request that took longer than the timeout', async () => {
	sandbox.fault(once({ hold: requestsToArrive(2) }));
	const { items } = await runNode(
		sandbox,
		{ ...update, requestOptions: { timeout: 1000 } },
		{ items: [{ pk }] },
	);
	expect(items).toHaveLength(1);
	expect(sandbox.requests.length).toBeGreaterThan(1);
});

it('fails only the items that met the fault', async () => {
	sandbox.fault({
		path: `/providers/scim/${pk}/`,
		respond: { status: 400, body: { url: ['No.'] } },
	});
	const { items } = await runNode(sandbox, update, {
		items: [{ pk: 1 }, { pk }, { pk: 2 }],
		onError: 'continueRegularOutput',
	});
	expect(items.map(({ json }) => json.error ?? json.pk)).toEqual([
		1,
		expect.objectContaining({ message: "authentik rejected 'URL': No.", httpCode: '400' }),
		2,
	]);
});

it.each([1, 4, 9])('keeps at most %i requests under way, across executions', async (limit) => {
	// Nothing is answered before this many wait: their arrival is the proof.
	const all = requestsUnderWay(limit);
	const busy = all.then(() => !limiter().idle);
	sandbox.fault({ hold: all });
	const credential = { maxConcurrentRequests: limit };
	const runs = await Promise.all(
		[get, update, list].map(
			async (parameters) =>
				await runNode(sandbox, parameters, {
					items: parameters === list ? [{}] : Array.from({ length: 30 }, () => ({ pk })),
					credential,
				}),
		),
	);
	expect(runs.map(({ items }) => items.length)).toEqual([30, 30, 251]);
	expect(sandbox.maxInFlight).toBe(limit);
	expect(await busy).toBe(true);
});

it('loses nothing with a server that refuses, resets and drops connections', async () => {
	sandbox.fault({ every: 20, respond: { status: 503, headers: now } });
	sandbox.fault({ every: 50, reset: 'before' });
	const { items, error } = await runNode(sandbox, update, {
		items: Array.from({ length: 400 }, (_, index) => ({ pk: (index % 250) + 1 })),
		credential: { maxConcurrentRequests: 16 },
	});
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.pk)).toEqual(
		Array.from({ length: 400 }, (_, index) => (index % 250) + 1),
	);
});

it('sends nothing more after the execution was canceled', async () => {
	sandbox.fault({ delay: 30 });
	const engine = await startEngine({ authentikApi: credentialOf(sandbox) });
	const { done, cancel } = engine.startWorkflow(
		workflowWith({ resource: 'scimProvider', ...update }),
		Array.from({ length: 1000 }, () => ({ json: { pk } })),
	);
	await requestsToArrive(5);
	cancel();
	const sent = sandbox.requests.length;
	await done.catch((error: unknown) => error);
	await nextTurn();
	expect(sandbox.requests.length).toBeLessThanOrEqual(sent + 4);
	expect(sandbox.requests.length).toBeLessThan(50);
});

it.each<[string, INodeParameters, string]>([
	['of an item', get, '/providers/scim/'],
	[
		'that finds an object',
		{ resource: 'user', ...get, user: locator('ada', 'username') },
		'/users/',
	],
])(
	'does not wait for the next try %s after the execution was canceled',
	async (_what, parameters, path) => {
		sandbox.fault({
			path: new RegExp(path),
			respond: { status: 503, headers: { 'retry-after': '30' } },
		});
		const engine = await startEngine({ authentikApi: credentialOf(sandbox) });
		const { done, cancel } = engine.startWorkflow(
			workflowWith({ resource: 'scimProvider', ...parameters }),
			[{ json: { pk } }],
		);
		while (sandbox.requests.length < 1 || !limiter().idle) await nextTurn();
		cancel();
		await done.catch((error: unknown) => error);
		expect(sandbox.requests).toHaveLength(1);
	},
);

it('reads the pages of a list at the same time', async () => {
	sandbox.fault({ skip: 1, hold: requestsUnderWay(2) });
	const { items } = await runNode(sandbox, list);
	expect(items).toHaveLength(251);
	expect(sandbox.maxInFlight).toBe(2);
});

it('uses its own limit for a credential without one', async () => {
	const { items } = await runNode(sandbox, list, { credential: { maxConcurrentRequests: 0 } });
	expect(items).toHaveLength(251);
});

it('lets other work of n8n run while it prepares thousands of items', async () => {
	let turns = 0;
	let running = true;
	const otherWork = (async () => {
		while (running) {
			turns++;
			await nextTurn();
		}
	})();
	const run = runNode(
		sandbox,
		{ ...get, scimProvider: locator(expression('x')) },
		{
			items: Array.from({ length: 2000 }, () => ({})),
			onError: 'continueRegularOutput',
		},
	);
	const { items } = await run;
	running = false;
	await otherWork;
	expect(items).toHaveLength(2000);
	// At least one turn for every batch of ten.
	expect(turns).toBeGreaterThanOrEqual(199);
	// Two thousand items take long on a machine that is busy with other things.
}, 120_000);

it("uses the user's own batches", async () => {
	const requestOptions = { batching: { batch: { batchSize: 1, batchInterval: 1 } } };
	const { items } = await runNode(
		sandbox,
		{ ...update, requestOptions },
		{ items: Array.from({ length: 5 }, () => ({ pk })) },
	);
	expect(items).toHaveLength(5);
});
