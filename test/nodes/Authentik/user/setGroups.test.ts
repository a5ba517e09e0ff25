import type { IDataObject } from 'n8n-workflow';

import { expression, locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

const unique = () => `${Math.random()}`;
const run = async (parameters: IDataObject) =>
	await runNode(sandbox(), {
		resource: 'user',
		operation: 'setGroups',
		preview: false,
		...parameters,
	});
const writes = () =>
	requestsTo(sandbox())
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => [method, path.slice(7), body]);

/** A user in the first two of three groups, each of which has another member. */
function mover(names = ['a', 'b', 'c'].map((name) => `${name} ${unique()}`)) {
	const [pk, other] = [1, 2].map(() => Number(sandbox().addUser({}).pk));
	const groups = names.map((name, index) => ({
		name,
		pk: String(sandbox().addGroup({ name, users: index < 2 ? [other, pk] : [other] }).pk),
	}));
	return { pk, user: locator(pk), groups };
}

const groupsOf = async (pk: number) => {
	const { json } = await runNode(sandbox(), {
		resource: 'user',
		operation: 'getGroups',
		user: locator(pk),
		returnAll: true,
	});
	return json.map(({ pk: group }) => group).sort();
};

it('adds what is missing, removes the rest, and does nothing more the second time', async () => {
	const { pk, user, groups } = mover();
	const [left, kept, joined] = groups;
	const given = expression([kept.name, joined.pk]);
	const { json, error } = await run({ user, groups: given });
	expect(error).toBeUndefined();
	expect(json).toEqual([
		{
			pk,
			username: expect.any(String),
			groups_added: [joined],
			groups_removed: [left],
			groups_kept: 1,
			preview: false,
		},
	]);
	expect(writes()).toEqual([
		['POST', `/core/groups/${joined.pk}/add_user/`, { pk }],
		['POST', `/core/groups/${left.pk}/remove_user/`, { pk }],
	]);
	expect(await groupsOf(pk)).toEqual([kept.pk, joined.pk].sort());

	sandbox().clearLog();
	const again = await run({ user, groups: given });
	expect(again.json[0]).toMatchObject({ groups_added: [], groups_removed: [], groups_kept: 2 });
	expect(writes()).toEqual([]);
});

it('only returns what it would do in a preview, the default of a new node', async () => {
	const { user, groups } = mover();
	const { json } = await run({ user, groups: groups[2].name, preview: undefined });
	expect(json[0]).toMatchObject({
		groups_added: [groups[2]],
		groups_removed: groups.slice(0, 2),
		preview: true,
	});
	expect(writes()).toEqual([]);
});

describe('a limit', () => {
	it.each<[string, (names: string[]) => IDataObject, number[]]>([
		['a list', ([first, , third]) => ({ onlyAmong: expression([first, third]) }), [0]],
		['a prefix', () => ({ onlyAmongPrefix: 'team-' }), [0]],
		['both', ([, second]) => ({ onlyAmong: second, onlyAmongPrefix: 'team-' }), [0, 1]],
	])('of %s keeps the groups outside', async (_what, options, removed) => {
		const names = [`team-a ${unique()}`, `b ${unique()}`, `team-c ${unique()}`];
		const { user, groups } = mover(names);
		const { json, error } = await run({ user, groups: names[2], options: options(names) });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			groups_added: [groups[2]],
			groups_removed: removed.map((index) => groups[index]),
			groups_kept: 2 - removed.length,
		});
	});

	it('refuses wanted groups outside', async () => {
		const { user, groups } = mover();
		const given = { groups: groups[2].name, options: { onlyAmongPrefix: 'team-' } };
		const { error } = await run({ user, ...given });
		expect(error?.message).toBe(
			`'Group Names or IDs' contains "${groups[2].name}", which the limit in Options excludes`,
		);
		expect(writes()).toEqual([]);
	});

	it('of a group that is unknown is refused', async () => {
		const { user, groups } = mover();
		const { error } = await run({
			user,
			groups: groups[2].name,
			options: { onlyAmong: `${groups[2].name},${groups[0].name}x` },
		});
		expect(error?.message).toContain("'Limit to Names or IDs' contains an unknown group");
		expect(writes()).toEqual([]);
	});
});

describe('an empty list', () => {
	it.each(['={{ $json.groups ?? [] }}', '={{ [].filter(() => true) }}'])(
		'from an expression is refused: %s',
		async (groups) => {
			const { user } = mover();
			const { error } = await run({ user, groups });
			expect(error?.message).toBe(
				"'Group Names or IDs' is an empty list, which would remove everything",
			);
			expect(error?.description).toContain('enter the empty list itself: [] as text, or {{ [] }}');
			expect(requestsTo(sandbox())).toEqual([]);
		},
	);

	it.each(['[]', '=[]', '={{ [] }}', '={{ "[]" }}'])(
		'that is typed in removes all: %s',
		async (groups) => {
			const { pk, user } = mover();
			const { json, error } = await run({ user, groups });
			expect(error).toBeUndefined();
			expect(json[0].groups_removed).toHaveLength(2);
			expect(await groupsOf(pk)).toEqual([]);
		},
	);
});

it.each<[string, (names: string[]) => string, string]>([
	['an unknown name', ([name]) => `${name},nowhere`, 'contains an unknown group: "nowhere"'],
	[
		'an unknown ID',
		() => '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11',
		'contains an unknown group: "5f0c1a52',
	],
	['nothing', () => '={{ $json.nothing }}', 'has no value'],
])('refuses %s before anything is changed', async (_what, given, message) => {
	const { user, groups } = mover();
	const { error } = await run({ user, groups: given(groups.map(({ name }) => name)) });
	expect(error?.message).toContain(`'Group Names or IDs' ${message}`);
	expect(writes()).toEqual([]);
});

it('reports what was done when a change fails, and finishes on the next run', async () => {
	const { pk, user, groups } = mover();
	sandbox().fault({
		path: '/remove_user/',
		times: 1,
		respond: { status: 403, body: { detail: 'You do not have permission.' } },
	});
	const { error } = await run({ user, groups: groups[2].pk });
	expect(error?.message).toContain(`failed at "${groups[0].name}"`);
	expect(error?.description).toContain(`Completed before the failure: added "${groups[2].name}".`);
	expect(error?.description).toContain('authentik_core.remove_user_from_group');
	expect(error?.httpCode).toBe('403');
	await run({ user, groups: groups[2].pk });
	expect(await groupsOf(pk)).toEqual([groups[2].pk]);
});
