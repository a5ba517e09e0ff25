import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { expression, locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Group, User } from '../types.mts';
import type { World } from '../world.mts';

const read = async (world: World, pk: string) =>
	await world.api<Group>('GET', `/core/groups/${pk}/`);

const names = async (world: World, filters: NodeParameters, options: NodeParameters = {}) =>
	(await world.ok('group', 'getAll', { returnAll: true, filters, options })).map(
		({ name }) => name,
	);

/** A group created by the node. */
async function create(world: World, additionalFields: NodeParameters = {}) {
	const group = await world.one('group', 'create', { name: world.name('group'), additionalFields });
	world.owns('group', group.pk);
	return { ...group, locator: locator(group.pk) };
}

/** Groups, from their creation to their deletion. */
export const groups: Case[] = [
	{
		name: 'group: create, and update with attributes merged and then replaced',
		async run(world) {
			const { pk, locator: group } = await create(world, { attributes: { a: 1, b: { c: 2 } } });
			const member = await world.user();
			await world.one('group', 'addUser', { group, user: member.locator });
			const name = world.name('renamed');
			const updateFields = { name, attributes: { a: null, b: { d: 3 } } };
			assert.equal((await world.one('group', 'update', { group, updateFields })).name, name);
			const merged = await read(world, pk);
			assert.deepEqual(merged.attributes, { b: { c: 2, d: 3 } });
			assert.deepEqual([merged.is_superuser, merged.users], [false, [member.pk]]);
			const options = { replaceAttributes: true };
			await world.one('group', 'update', {
				group,
				updateFields: { attributes: { e: 4 } },
				options,
			});
			assert.deepEqual((await read(world, pk)).attributes, { e: 4 });
		},
	},
	{
		name: 'group: create or update, twice',
		async run(world) {
			const name = world.name('group');
			const upsert = async (attributes: object) =>
				await world.one('group', 'upsert', { name, additionalFields: { attributes } });
			const { pk } = await upsert({ a: 1, b: 2 });
			world.owns('group', pk);
			const member = await world.user();
			await world.one('group', 'addUser', { group: locator(pk), user: member.locator });
			assert.equal((await upsert({ b: 3 })).pk, pk);
			const { attributes, users } = await read(world, pk);
			assert.deepEqual([attributes, users], [{ a: 1, b: 3 }, [member.pk]]);
		},
	},
	{
		name: 'group: get by ID, address of its page and name, with and without members',
		async run(world) {
			const { pk: user, username } = await world.user();
			const { pk, name } = await world.group([user]);
			const page = `${world.server.url}/if/admin/#/identity/groups/${pk}`;
			for (const [mode, value] of Object.entries({ id: pk, url: page, name })) {
				assert.equal(
					(await world.one('group', 'get', { group: locator(value, mode) })).pk,
					pk,
					mode,
				);
			}
			const group = locator(pk);
			const bare = await world.one('group', 'get', { group, output: 'raw' });
			assert.deepEqual([bare.users, bare.users_obj], [[user], null]);
			const full = await world.one('group', 'get', { group, options: { includeUsers: true } });
			assert.equal(full.users_obj?.[0].username, username);
			const none = { group: locator(world.name('nothing'), 'name') };
			await world.fails(/^No group found with the name/, 'group', 'get', none);
		},
	},
	{
		name: 'group: list by filters, and in order',
		async run(world) {
			const member = await world.user();
			const mark = world.name('mark');
			const found = await create(world, { attributes: { mark, deep: { mark } } });
			const other = await create(world, { attributes: { mark: 'x' } });
			await world.one('group', 'addUser', { group: found.locator, user: member.locator });
			for (const filters of [
				{ attributes: JSON.stringify({ mark }) },
				{ attributes: JSON.stringify({ deep__mark: mark }) },
				{ membersByPk: member.locator },
				{ membersByUsername: member.username },
				{ name: found.name },
				{ search: found.name.toUpperCase(), isSuperuser: false },
			]) {
				assert.deepEqual(await names(world, filters), [found.name], JSON.stringify(filters));
			}
			const own = [found.name, other.name].sort((a, b) => (a < b ? -1 : 1));
			const order = async (ordering: string) =>
				(await names(world, {}, { ordering })).filter((name) => own.includes(name));
			assert.deepEqual(await order('name'), own);
			assert.deepEqual(await order('-name'), own.toReversed());
		},
	},
	{
		name: 'group: one parent',
		until: '2025.10',
		async run(world) {
			const above = await world.group();
			const { pk, locator: group } = await create(world, { parent: above.locator });
			const { parent, parent_name } = await read(world, pk);
			assert.deepEqual([parent, parent_name], [above.pk, above.name]);
			await world.one('group', 'update', { group, updateFields: { parent: locator('', 'list') } });
			assert.equal((await read(world, pk)).parent, null);
			const updateFields = { parents: [above.pk] };
			const message = /needs authentik 2025\.12 or later/;
			await world.refuses(message, 'group', 'update', { group, updateFields });
		},
	},
	{
		name: 'group: multiple parents',
		from: '2025.12',
		async run(world) {
			const [first, second] = [await world.group(), await world.group()];
			const { pk, locator: group } = await create(world, { parents: [first.pk, second.pk] });
			const parents = async () => (await read(world, pk)).parents.sort();
			assert.deepEqual(await parents(), [first.pk, second.pk].sort());
			await world.one('group', 'update', { group, updateFields: { parents: [second.pk] } });
			assert.deepEqual(await parents(), [second.pk]);
			await world.one('group', 'update', { group, updateFields: { parents: [] } });
			assert.deepEqual(await parents(), []);
			const updateFields = { parent: first.locator };
			const message = /needs authentik 2025\.10 or earlier/;
			await world.refuses(message, 'group', 'update', { group, updateFields });
		},
	},
	{
		name: 'group: add, list and remove members',
		async run(world) {
			const [stays, goes] = [await world.user(), await world.user()];
			const { pk, locator: group } = await world.group([stays.pk]);
			const members = async (parameters: NodeParameters = { returnAll: true }) =>
				(await world.ok('group', 'getMembers', { group, ...parameters })).map(({ pk }) => pk);
			const user = locator(goes.username, 'username');
			const ids = { group: pk, user: goes.pk };
			assert.deepEqual(await world.one('group', 'addUser', { group, user }), {
				...ids,
				added: true,
			});
			assert.deepEqual((await members()).sort(), [stays.pk, goes.pk].sort());
			assert.equal((await members({ returnAll: false, limit: 1 })).length, 1);
			const removed = await world.one('group', 'removeUser', { group, user });
			assert.deepEqual(removed, { ...ids, removed: true });
			assert.deepEqual(await members(), [stays.pk]);
		},
	},
	{
		name: 'group: exactly these members, by username, email and ID',
		async run(world) {
			const [left, byName, byEmail, byId] = [
				await world.user(),
				await world.user(),
				await world.user(),
				await world.user(),
			];
			const { pk, locator: group } = await world.group([left.pk, byName.pk]);
			const members = [byName.username, byEmail.email, { pk: byId.pk }];
			const set = async (preview: boolean) =>
				await world.one('group', 'setMembers', { group, members: expression(members), preview });
			const told = ({ pk: user, username }: User) => ({ pk: user, username });
			for (const preview of [true, false]) {
				const { members_added, members_removed } = await set(preview);
				assert.deepEqual(members_added, [told(byEmail), told(byId)]);
				assert.deepEqual(members_removed, [told(left)]);
			}
			const stored = (await read(world, pk)).users.sort((a, b) => a - b);
			const wanted = [byName.pk, byEmail.pk, byId.pk].sort((a, b) => a - b);
			assert.deepEqual(stored, wanted);
			const { members_added, members_removed, members_kept } = await set(false);
			assert.deepEqual([members_added, members_removed, members_kept], [[], [], 3]);
			const unknown = { group, members: `${world.name('nobody')}, ${left.username}` };
			await world.fails(/'Members' contains an unknown user/, 'group', 'setMembers', unknown);
		},
	},
	{
		name: 'group: members of child groups, and parents of groups',
		async run(world) {
			const [above, below] = [await world.user(), await world.user()];
			const top = await world.group([above.pk]);
			const hasMany = !['2025.4', '2025.6', '2025.8', '2025.10'].includes(world.release);
			const inside = (parent: Group & { locator: unknown }) =>
				hasMany ? { parents: [parent.pk] } : { parent: parent.locator };
			const middle = await create(world, inside(top));
			const bottom = await create(world, inside(middle));
			await world.one('group', 'addUser', { group: bottom.locator, user: below.locator });
			const members = async (options: NodeParameters) => {
				const parameters = { group: top.locator, returnAll: true, options };
				return (await world.ok('group', 'getMembers', parameters)).map(({ pk }) => pk).sort();
			};
			assert.deepEqual(await members({}), [above.pk]);
			const all = [above.pk, below.pk].sort();
			assert.deepEqual(await members({ includeChildGroups: true }), all);
			const groups = async (options: NodeParameters) => {
				const parameters = { user: below.locator, returnAll: true, options };
				return (await world.ok('user', 'getGroups', parameters)).map(({ pk }) => pk);
			};
			assert.deepEqual(await groups({}), [bottom.pk]);
			assert.deepEqual(await groups({ includeParents: true }), [bottom.pk, middle.pk, top.pk]);
		},
	},
	{
		name: 'group: delete, and its members remain',
		async run(world) {
			const member = await world.user();
			const { pk, locator: group } = await world.group([member.pk]);
			assert.deepEqual(await world.one('group', 'delete', { group }), { pk, deleted: true });
			assert.equal(await world.exists(`/core/groups/${pk}/`), false);
			assert.equal(await world.exists(`/core/users/${member.pk}/`), true);
		},
	},
];
