import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;

const SLUGS = Array.from({ length: 120 }, (_, index) => `a${String(index).padStart(3, '0')}`);

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2025.12' });
	for (const slug of SLUGS) {
		await callApi(sandbox, 'POST', '/core/applications/', { name: slug, slug, group: 'g' });
	}
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

async function getAll(parameters: IDataObject) {
	return await runNode(sandbox, {
		resource: 'application',
		operation: 'getAll',
		...parameters,
	});
}

const queries = () =>
	requestsTo(sandbox).map(({ query }) => Object.fromEntries(new URLSearchParams(query)));

it('requests the full list, which a superuser gets, over all pages', async () => {
	const { json } = await getAll({ returnAll: true });
	expect(json.map(({ slug }) => slug)).toEqual(SLUGS);
	expect(queries()).toEqual([
		{ page_size: '100', superuser_full_list: 'true' },
		{ page_size: '100', superuser_full_list: 'true', page: '2' },
	]);
});

it('does not request the full list when asked not to, or for a user', async () => {
	await getAll({ limit: 1, options: { onlyAccessible: true } });
	const user = String(sandbox.addUser({}).pk);
	await getAll({ limit: 1, filters: { forUser: locator(user) } });
	expect(queries()).toEqual([{ page_size: '1' }, { page_size: '1', for_user: user }]);
});

it('removes applications without a launch URL from the full list itself: authentik does not', async () => {
	const results = ['', null, 'https://x'].map((launch_url, pk) => ({ pk: String(pk), launch_url }));
	const pagination = { next: 0, count: 3, current: 1, total_pages: 1 };
	sandbox.fault({
		path: '/core/applications/',
		times: 1,
		respond: { status: 200, body: { pagination, results } },
	});
	const { json } = await getAll({ limit: 1, filters: { onlyWithLaunchUrl: true } });
	expect(json).toEqual([results[2]]);
});

it('reads on where the pages contain fewer rows than they count', async () => {
	const page = (current: number, slugs: string[]) => ({
		status: 200,
		body: {
			pagination: { next: current < 3 ? current + 1 : 0, count: 300, current, total_pages: 3 },
			results: slugs.map((slug) => ({ pk: slug, slug })),
		},
	});
	const pages = [page(1, []), page(2, ['x']), page(3, ['y'])];
	pages.forEach((respond, skip) =>
		sandbox.fault({ path: '/core/applications/', skip, times: 1, respond }),
	);
	const { json } = await getAll({ limit: 50 });
	sandbox.clearFaults();
	expect(json.map(({ slug }) => slug)).toEqual(['x', 'y']);
});

it("sends filters and order under authentik's names", async () => {
	const { error } = await getAll({
		filters: {
			group: 'g',
			metaDescription: 'd',
			metaLaunchUrl: 'https://x',
			metaPublisher: 'p',
			name: 'n',
			onlyWithLaunchUrl: true,
			search: 's',
			slug: 'a',
		},
		options: { ordering: '-name' },
	});
	expect(error).toBeUndefined();
	expect(queries()[0]).toEqual({
		page_size: '100',
		superuser_full_list: 'true',
		group: 'g',
		meta_description: 'd',
		meta_launch_url: 'https://x',
		meta_publisher: 'p',
		name: 'n',
		only_with_launch_url: 'true',
		search: 's',
		slug: 'a',
		ordering: '-name',
	});
});

it('limits the output', async () => {
	const { json } = await getAll({ limit: 1, output: 'fields', outputFields: 'slug' });
	expect(json).toEqual([{ pk: expect.any(String), slug: 'a000' }]);
});
