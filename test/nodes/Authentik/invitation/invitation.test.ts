import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { expression, locator, requestsTo, runNode } from '../../../support/node';

const LIST = '/stages/invitation/invitations/';
const PK = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';
const EXPIRES = '2999-01-01T00:00:00.000Z';

const current: { sandbox?: Sandbox } = {};
const sandbox = () => current.sandbox as Sandbox;

async function start(release: Release = '2026.5', basePath?: string) {
	current.sandbox = await startSandbox({ release, basePath });
}

beforeEach(async () => await start());
afterEach(async () => await current.sandbox?.close());

async function run(operation: string, parameters: IDataObject) {
	return await runNode(sandbox(), { resource: 'invitation', operation, ...parameters });
}

/** The enrollment flow of a fresh installation. */
async function enrollmentFlow() {
	const { body } = await callApi(sandbox(), 'GET', '/flows/instances/?designation=enrollment');
	sandbox().clearLog();
	const [flow] = body.results as IDataObject[];
	return { pk: String(flow.pk), slug: String(flow.slug) };
}

const paths = () =>
	requestsTo(sandbox()).map(({ method, path }) => `${method} ${path.slice('/api/v3'.length)}`);

describe('create', () => {
	it('invites to a flow and outputs the link', async () => {
		const flow = await enrollmentFlow();
		const { json, error } = await run('create', {
			name: 'partner-ada',
			flow: locator(flow.pk),
			expires: EXPIRES,
			additionalFields: { fixedData: '{"email": "ada@example.com"}', singleUse: true },
		});
		expect(error).toBeUndefined();
		expect(paths()).toEqual([`POST ${LIST}`]);
		expect(requestsTo(sandbox())[0].body).toEqual({
			name: 'partner-ada',
			flow: flow.pk,
			expires: EXPIRES,
			fixed_data: { email: 'ada@example.com' },
			single_use: true,
		});
		expect(json[0]).toMatchObject({
			name: 'partner-ada',
			single_use: true,
			link: `${sandbox().url}/if/flow/${flow.slug}/?itoken=${String(json[0].pk)}`,
		});
		expect(new Date(String(json[0].expires)).toISOString()).toBe(EXPIRES);
	});

	it('accepts a slug, and an authentik server below a sub-path', async () => {
		await sandbox().close();
		await start('2026.2', '/auth');
		const flow = await enrollmentFlow();
		const { json } = await run('create', {
			name: 'partner-bob',
			flow: locator(flow.slug, 'slug'),
			expires: EXPIRES,
		});
		expect(requestsTo(sandbox()).map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /auth/api/v3/flows/instances/',
			`POST /auth/api/v3${LIST}`,
		]);
		expect(requestsTo(sandbox())[1].body).toMatchObject({ flow: flow.pk });
		expect(json[0].link).toBe(
			`${sandbox().url}/if/flow/${flow.slug}/?itoken=${String(json[0].pk)}`,
		);
		expect(sandbox().url).toMatch(/\/auth$/);
	});

	it.each<[string, IDataObject, string]>([
		['an end in the past', { expires: '2020-01-01T00:00:00Z' }, "'Expires' must be in the future"],
		['an end that finds nothing', { expires: '={{ $json.no }}' }, "'Expires'"],
		['a name with a space', { name: 'a b' }, "'Name' must be a slug"],
		[
			'fixed data that is a list',
			{ additionalFields: { fixedData: '[1]' } },
			"'Fixed Data' must be",
		],
		[
			'a flow that could change the path',
			{ flow: locator(expression('a/b')) },
			"'Flow' must be a UUID",
		],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const outcome = await run('create', {
			name: 'x',
			flow: locator(PK),
			expires: EXPIRES,
			...parameters,
		}).then(
			({ error }) => error?.message,
			(error: Error) => error.message,
		);
		expect(outcome).toContain(message);
		expect(requestsTo(sandbox())).toEqual([]);
	});
});

describe('send email', () => {
	const path = `${LIST}${PK}/send_email/`;

	it('sends to lists and texts, with copies and a template', async () => {
		sandbox().fault({ path, respond: { status: 204 } });
		const { json, error } = await run('sendEmail', {
			invitation: locator(PK),
			emailAddresses: 'ada@example.com, bob@example.com',
			options: {
				bccAddresses: 'audit@example.com',
				ccAddresses: "={{ ['hr@example.com'] }}",
				template: 'invitation',
			},
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ pk: PK, sent: true }]);
		expect(paths()).toEqual([`POST ${path}`]);
		expect(requestsTo(sandbox())[0].body).toEqual({
			email_addresses: ['ada@example.com', 'bob@example.com'],
			cc_addresses: ['hr@example.com'],
			bcc_addresses: ['audit@example.com'],
			template: 'invitation',
		});
	});

	it("passes on authentik's error under the key error, and sends it once", async () => {
		sandbox().fault({
			path,
			respond: { status: 400, body: { error: 'No email addresses provided' } },
		});
		const { error } = await run('sendEmail', {
			invitation: locator(PK),
			emailAddresses: 'ada@example.com',
		});
		expect(error?.message).toBe('authentik rejected the request: No email addresses provided');
		expect(paths()).toHaveLength(1);
	});

	it('refuses on releases that have no such call', async () => {
		await sandbox().close();
		await start('2026.2');
		const { error } = await run('sendEmail', {
			invitation: locator(PK),
			emailAddresses: 'ada@example.com',
		});
		expect(error?.message).toBe("'Send Email' needs authentik 2026.5 or later");
		expect(requestsTo(sandbox())).toEqual([]);
	});

	it('leaves it to authentik when the release cannot be read', async () => {
		sandbox().fault({ path: '/admin/version/', respond: { status: 404 } });
		sandbox().fault({ path, respond: { status: 204 } });
		const { json } = await run('sendEmail', {
			invitation: locator(PK),
			emailAddresses: 'ada@example.com',
		});
		expect(json).toEqual([{ pk: PK, sent: true }]);
	});

	it('refuses what is not an address', async () => {
		const { error } = await run('sendEmail', {
			invitation: locator(PK),
			emailAddresses: 'ada@example.com, bob',
		});
		expect(error?.message).toContain('invalid email address: "bob"');
		expect(requestsTo(sandbox())).toEqual([]);
	});
});

it('gets, lists and deletes', async () => {
	const { body } = await callApi(sandbox(), 'POST', LIST, { name: 'listed', expires: EXPIRES });
	await callApi(sandbox(), 'POST', LIST, { name: 'other', expires: EXPIRES });
	sandbox().clearLog();
	const invitation = locator(String(body.pk));

	const got = await run('get', { invitation });
	expect(got.json).toEqual([
		expect.objectContaining({ pk: body.pk, name: 'listed', username: 'akadmin' }),
	]);
	expect(got.json[0]).not.toHaveProperty('created_by');

	const { json } = await run('getAll', { filters: { name: 'listed' } });
	expect(json.map(({ pk }) => pk)).toEqual([body.pk]);

	expect((await run('delete', { invitation })).json).toEqual([{ pk: body.pk, deleted: true }]);
	expect((await run('get', { invitation })).error?.httpCode).toBe('404');
	const one = `${LIST}${String(body.pk)}/`;
	expect(paths()).toEqual([`GET ${one}`, `GET ${LIST}`, `DELETE ${one}`, `GET ${one}`]);
});

it("sends filters and order under authentik's names", async () => {
	await run('getAll', {
		filters: { createdByUsername: 'ada', flowSlug: 'enroll', name: 'n', search: 's' },
		options: { ordering: 'name' },
	});
	expect(Object.fromEntries(new URLSearchParams(requestsTo(sandbox())[0].query))).toEqual({
		page_size: '50',
		created_by__username: 'ada',
		flow__slug: 'enroll',
		name: 'n',
		search: 's',
		ordering: 'name',
	});
});
