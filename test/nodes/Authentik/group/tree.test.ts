/** Members of child groups, and parents of a user's groups, in releases with one parent and with more. */
import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../../../nodes/Authentik/shared/releases';
import { groupFacts, inSpan } from '../../../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { locator, requestsTo, runNode } from '../../../support/node';

const hasManyParents = (release: Release) => inSpan(release, groupFacts.fields.parents);

async function group(on: Sandbox, name: string, users: number[], parents: string[] = []) {
	const above = hasManyParents(on.release) ? { parents } : { parent: parents[0] ?? null };
	const { body } = await callApi(on, 'POST', '/core/groups/', { name, users, ...above });
	return String(body.pk);
}

describe.each<Release>(['2025.4', '2025.8', '2025.12', '2026.8'])('authentik %s', (release) => {
	let sandbox: Sandbox;
	let groups: Record<'top' | 'left' | 'right' | 'bottom', string>;
	let users: number[];

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		users = ['a', 'b', 'c', 'd'].map((username) => Number(sandbox.addUser({ username }).pk));
		const [a, b, c, d] = users;
		const top = await group(sandbox, 'top', [a]);
		const left = await group(sandbox, 'left', [b], [top]);
		const right = await group(sandbox, 'right', [c], [top]);
		const parents = hasManyParents(release) ? [left, right] : [left];
		const bottom = await group(sandbox, 'bottom', [a, d], parents);
		await group(sandbox, 'beside', [c]);
		groups = { top, left, right, bottom };
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.clearLog());

	const run = async (resource: string, operation: string, parameters: IDataObject) => {
		const given = { resource, operation, returnAll: true, ...parameters };
		const { json, error } = await runNode(sandbox, given);
		expect(error).toBeUndefined();
		return json;
	};
	const usernames = (rows: IDataObject[]) => rows.map(({ username }) => username);
	const names = (rows: IDataObject[]) => rows.map(({ name }) => name);
	const options = { includeChildGroups: true };

	it('lists the members of all groups below, each once', async () => {
		const given = { group: locator(groups.top) };
		expect(usernames(await run('group', 'getMembers', given))).toEqual(['a']);
		const all = await run('group', 'getMembers', { ...given, options });
		expect(usernames(all)).toEqual(['a', 'b', 'c', 'd']);
		const some = await run('group', 'getMembers', {
			...given,
			options,
			returnAll: false,
			limit: 2,
		});
		expect(usernames(some)).toEqual(['a', 'b']);
	});

	it("lists the parents of a user's groups after them, each once", async () => {
		const given = { user: locator(users[3]) };
		expect(names(await run('user', 'getGroups', given))).toEqual(['bottom']);
		const all = await run('user', 'getGroups', { ...given, options: { includeParents: true } });
		expect(names(all)).toEqual(
			hasManyParents(release) ? ['bottom', 'left', 'right', 'top'] : ['bottom', 'left', 'top'],
		);
		const limited = { ...given, options: { includeParents: true }, returnAll: false, limit: 2 };
		expect(names(await run('user', 'getGroups', limited))).toEqual(['bottom', 'left']);
	});

	it('requests each group once a run', async () => {
		const given = { resource: 'group', operation: 'getMembers', options };
		await runNode(sandbox, { ...given, group: locator(groups.top) }, { items: [{}, {}] });
		const paths = requestsTo(sandbox).map(({ path, query }) => `${path}?${query}`);
		const trees = paths.filter((path) => path.includes('/core/groups/'));
		expect(trees).toEqual([...new Set(trees)]);
	});
});

it('names no more groups at once than fit into an address', async () => {
	const sandbox = await startSandbox({ release: '2026.2' });
	const member = Number(sandbox.addUser({}).pk);
	const top = await group(sandbox, 'top', []);
	for (let index = 0; index < 60; index++) await group(sandbox, `g${index}`, [member], [top]);
	sandbox.clearLog();
	const { json, error } = await runNode(sandbox, {
		resource: 'group',
		operation: 'getMembers',
		group: locator(top),
		returnAll: true,
		options: { includeChildGroups: true },
	});
	expect(error).toBeUndefined();
	expect(json.map(({ pk }) => pk)).toEqual([member]);
	const lists = requestsTo(sandbox).filter(({ path }) => path.endsWith('/core/users/'));
	const counts = lists.map(({ query }) => new URLSearchParams(query).getAll('groups_by_pk').length);
	expect(counts).toEqual([50, 11]);
	await sandbox.close();
});
