/** `/providers/all/`: the applications that providers belong to, and how. */
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { callApi } from '../support/api';

let sandbox: Sandbox;
const keys: Record<string, number> = {};

beforeAll(async () => {
	sandbox = await startSandbox();
	for (const name of ['main', 'behind', 'none'])
		keys[name] = Number(sandbox.addProvider({ name }).pk);
	const post = async (name: string, more: object) =>
		await callApi(sandbox, 'POST', '/core/applications/', { name, slug: name, ...more });
	await post('first', { provider: keys.main });
	await post('second', { backchannel_providers: [keys.behind] });
});
afterAll(async () => await sandbox.close());

const listed = async (query: string) => {
	const { body } = await callApi(sandbox, 'GET', `/providers/all/?${query}`);
	return (body.results as Array<{ name: string }>).map(({ name }) => name).sort();
};

it.each([
	['main', { assigned_application_slug: 'first', assigned_backchannel_application_slug: null }],
	['behind', { assigned_application_slug: null, assigned_backchannel_application_slug: 'second' }],
	['none', { assigned_application_slug: null, assigned_backchannel_application_slug: null }],
])('returns the application of the provider %s', async (name, expected) => {
	const { body } = await callApi(sandbox, 'GET', `/providers/all/${keys[name]}/`);
	expect(body).toMatchObject({ name, ...expected });
});

it('filters, searches and pages', async () => {
	expect(await listed('backchannel=true')).toEqual(['behind', 'main', 'none']);
	expect(await listed('backchannel=false')).toEqual([]);
	// Either kind of attachment counts, so an attached backchannel provider is in both lists.
	expect(await listed('application__isnull=true')).toEqual(['behind', 'main', 'none']);
	expect(await listed('application__isnull=false')).toEqual(['behind', 'main']);
	expect(await listed('search=first')).toEqual(['main']);
	expect(await listed('page_size=2&page=2')).toHaveLength(1);
});

it('shows what the caller may see', async () => {
	const permission = 'authentik_core.view_provider';
	const see = async (token: string) => {
		const { status, body } = await callApi({ url: sandbox.url, token }, 'GET', '/providers/all/');
		const results = body.results as Array<{ name: string }> | undefined;
		return [status, results?.map(({ name }) => name)];
	};
	const token = (options: object) => sandbox.addToken({ intent: 'api', ...options }).key;
	expect(await see(token({}))).toEqual([403, undefined]);
	const one = { objectPermissions: [{ permission, pk: keys.main }] };
	expect(await see(token(one))).toEqual([200, ['main']]);
	expect(await see(token({ permissions: [permission] }))).toEqual([
		200,
		['main', 'behind', 'none'],
	]);
});
