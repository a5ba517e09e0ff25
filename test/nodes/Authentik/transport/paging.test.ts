/** Lists behind a server, or a cache in front of it, that does not return the requested pages. */
import type { IDataObject } from 'n8n-workflow';

import type { FaultRule, Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { startEngine } from '../../../support/engine';
import { credentialOf, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const SIZE = 100;

/** Answers every request for a list with this page. */
function answerAlways(pagination: IDataObject, results?: IDataObject[]): FaultRule {
	const rows = results ?? Array.from({ length: SIZE }, (_, pk) => ({ pk, name: `n${pk}` }));
	const body = {
		pagination: { next: 2, previous: 0, count: 400, current: 1, total_pages: 4, ...pagination },
		results: rows,
	};
	return { path: /\/(scim|users|applications|events|groups)\/$/, respond: { status: 200, body } };
}

const everything = { operation: 'getAll', returnAll: true };

it.each(['scimProvider', 'user', 'event', 'application'])(
	'ends with an error when every page is the first (%s)',
	async (resource) => {
		sandbox.fault(answerAlways({}));
		const { items, error } = await runNode(sandbox, { resource, ...everything });
		expect(items).toEqual([]);
		expect(error?.message).toBe('Page 2 of the list was requested, but page 1 was returned');
		expect(error?.description).toContain('a proxy or cache in front of authentik');
		// The first page, and those that were requested together with the second.
		expect(requestsTo(sandbox).length).toBeLessThanOrEqual(5);
	},
);

it('gives the item an error with Continue On Fail', async () => {
	sandbox.fault(answerAlways({}));
	const { json } = await runNode(sandbox, everything, { onError: 'continueRegularOutput' });
	expect(json).toEqual([
		{
			error: expect.objectContaining({
				message: 'Page 2 of the list was requested, but page 1 was returned',
			}) as unknown,
		},
	]);
});

it.each<[string, IDataObject]>([
	['a next page that is the same', { next: 1 }],
	['no next page before the last', { next: 0 }],
	['more pages than rows', { total_pages: 1e9 }],
])('accepts no page numbers that make no sense: %s', async (_what, pagination) => {
	sandbox.fault(answerAlways(pagination));
	const { items, error } = await runNode(sandbox, everything);
	expect(items).toEqual([]);
	expect(error?.message).toContain('The page numbers of the list are inconsistent');
	expect(requestsTo(sandbox)).toHaveLength(1);
});

it.each<[string, IDataObject]>([
	['a negative count', { count: -1 }],
	['texts', { next: '2', count: '400', total_pages: '4' }],
	['nothing', { next: null, count: null, total_pages: null }],
])('accepts no pages without numbers: %s', async (_what, pagination) => {
	sandbox.fault(answerAlways(pagination));
	const { items, error } = await runNode(sandbox, everything);
	expect(items).toEqual([]);
	expect(error?.message).toBe('Page 1 of the list does not contain valid page numbers');
	expect(requestsTo(sandbox)).toHaveLength(1);
});

it('does not show the first page again in a picker', async () => {
	sandbox.fault(answerAlways({}));
	const { search } = await startEngine({ authentikApi: credentialOf(sandbox) });
	expect((await search('searchGroups')).paginationToken).toBe('2');
	await expect(search('searchGroups', undefined, '2')).rejects.toThrow(
		'Page 2 of the list was requested, but page 1 was returned',
	);
});

it('returns no options from a list that does not end', async () => {
	sandbox.fault(answerAlways({}));
	const { loadOptions } = await startEngine({ authentikApi: credentialOf(sandbox) });
	await expect(loadOptions('getGroups')).rejects.toThrow(
		'Page 2 of the list was requested, but page 1 was returned',
	);
	expect(requestsTo(sandbox).length).toBeLessThanOrEqual(5);
});
