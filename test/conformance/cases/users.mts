import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { NodeParameters } from '../../support/node.ts';
import { expression, locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Group, User } from '../types.mts';
import type { World } from '../world.mts';

const read = async (world: World, pk: number) => await world.api<User>('GET', `/core/users/${pk}/`);

const usernames = async (world: World, filters: NodeParameters, options: NodeParameters = {}) =>
	(await world.ok('user', 'getAll', { returnAll: true, filters, options })).map(
		({ username }) => username,
	);

/** Each of the filters finds one user, and not the other. */
async function findOnly(
	world: World,
	found: User,
	other: User,
	all: NodeParameters[],
): Promise<void> {
	for (const filters of all) {
		const names = await usernames(world, filters);
		const what = JSON.stringify(filters);
		assert.ok(names.includes(found.username), `the user is not in the list by ${what}`);
		assert.ok(!names.includes(other.username), `another user is in the list by ${what}`);
	}
}

/** Users, from their creation to their deletion. */
export const users: Case[] = [
	{
		name: 'user: create with every field',
		async run(world) {
			const { pk: group } = await world.group();
			const username = world.name('user');
			const fields = { email: `${username}@example.com`, name: 'Ada L.', path: username };
			const rest = { attributes: { a: { b: 1 } }, groups: [group], type: 'external' };
			const additionalFields = { ...fields, ...rest, isActive: false };
			const created = await world.one('user', 'create', { username, additionalFields });
			world.owns('user', created.pk);
			const stored: Record<string, unknown> = await read(world, created.pk);
			assert.equal(stored.is_active, false);
			for (const [name, value] of Object.entries({ username, ...fields, ...rest })) {
				assert.deepEqual(stored[name], value, name);
			}
		},
	},
	{
		name: 'user: create or update, twice',
		async run(world) {
			const [first, second] = [await world.group(), await world.group()];
			const username = world.name('user');
			const upsert = async (additionalFields: NodeParameters) =>
				await world.one('user', 'upsert', { username, additionalFields });
			const made = await upsert({ name: 'Ada', groups: [first.pk], attributes: { a: 1, b: 2 } });
			world.owns('user', made.pk);
			const again = await upsert({ groups: [second.pk], attributes: { b: null, c: 3 } });
			assert.equal(again.pk, made.pk);
			const { name, groups, attributes } = await read(world, made.pk);
			assert.equal(name, 'Ada');
			assert.deepEqual(groups.sort(), [first.pk, second.pk].sort());
			assert.deepEqual(attributes, { a: 1, c: 3 });
		},
	},
	{
		name: 'user: get by ID, address of its page, username and email',
		async run(world) {
			const { pk, username, email } = await world.user();
			const page = `${world.server.url}/if/admin/#/identity/users/${pk}`;
			const modes = { id: pk, url: page, username, email };
			for (const [mode, value] of Object.entries(modes)) {
				assert.equal((await world.one('user', 'get', { user: locator(value, mode) })).pk, pk, mode);
			}
			const selected = { user: locator(pk), output: 'fields', outputFields: 'email' };
			assert.deepEqual(await world.one('user', 'get', selected), { pk, email });
			await world.user({ email });
			const message = /^2 users have the email address/;
			await world.fails(message, 'user', 'get', { user: locator(email, 'email') });
			const none = { user: locator(world.name('nobody'), 'username') };
			await world.fails(/^No user found with the username/, 'user', 'get', none);
		},
	},
	{
		name: 'user: list by filters',
		async run(world) {
			const mark = world.name('mark');
			const attributes = { mark, address: { city: mark } };
			const found = await world.user({ attributes, path: `${mark}/a`, type: 'external' });
			const other = await world.user({ attributes: { mark: 'x' }, is_active: false });
			const { username, email, name, uuid } = found;
			const group = await world.group([found.pk]);
			const search = username.toUpperCase();
			await findOnly(world, found, other, [
				{ attributes: JSON.stringify({ mark }) },
				{ attributes: JSON.stringify({ address__city: mark }) },
				{ groupsByName: group.name },
				{ groupsByPk: [group.pk] },
				{ path: `${mark}/a` },
				{ pathStartswith: mark },
				{ type: ['external'], isActive: true },
				{ username },
				{ email },
				{ name },
				{ uuid },
				{ search },
			]);
			assert.deepEqual(await usernames(world, { username, isActive: false }), []);
		},
	},
	{
		name: 'user: list by time, and in order',
		from: '2025.8',
		async run(world) {
			// A new user is saved more than once: it may be updated a quarter of a second after it joined.
			const early = await world.user();
			await sleep(600);
			const late = await world.user();
			const moment = new Date(Date.parse(late.date_joined) - 20).toISOString();
			await findOnly(world, late, early, [{ dateJoinedGt: moment }, { lastUpdatedGt: moment }]);
			await findOnly(world, early, late, [{ dateJoinedLt: moment }, { lastUpdatedLt: moment }]);
			const own = [early, late].map(({ username }) => username);
			const order = async (ordering: string) =>
				(await usernames(world, {}, { ordering })).filter((name) => own.includes(name));
			assert.deepEqual(await order('date_joined'), own);
			assert.deepEqual(await order('-pk'), own.toReversed());
		},
	},
	{
		name: 'user: list users who never signed in',
		from: '2026.2',
		async run(world) {
			const { username } = await world.user();
			assert.deepEqual(await usernames(world, { username, lastLoginIsnull: true }), [username]);
			assert.deepEqual(await usernames(world, { username, lastLoginIsnull: false }), []);
		},
	},
	{
		name: 'user: update, attributes merged and then replaced',
		async run(world) {
			const { pk, email, locator: user } = await world.user({ attributes: { a: 1, b: { c: 2 } } });
			const attributes = { a: null, b: { d: 3 } };
			const updateFields = { name: 'Renamed', attributes };
			const merged = await world.one('user', 'update', { user, updateFields });
			assert.deepEqual([merged.name, merged.email], ['Renamed', email]);
			assert.deepEqual((await read(world, pk)).attributes, { b: { c: 2, d: 3 } });
			const options = { replaceAttributes: true };
			await world.one('user', 'update', {
				user,
				updateFields: { attributes: '{"e": 4}' },
				options,
			});
			assert.deepEqual((await read(world, pk)).attributes, { e: 4 });
			await world.one('user', 'update', { user, updateFields: { email: '', isActive: false } });
			const stored = await read(world, pk);
			assert.deepEqual([stored.email, stored.is_active, stored.name], ['', false, 'Renamed']);
		},
	},
	{
		name: 'user: add to a group, list its groups, and remove, each twice',
		async run(world) {
			const { pk: userPk, locator: user } = await world.user();
			const { pk, name } = await world.group([(await world.user()).pk]);
			const group = locator(name, 'name');
			const groups = async () =>
				(await world.ok('user', 'getGroups', { user, returnAll: true })).map((row) => row.pk);
			for (const [operation, word, left] of [
				['addToGroup', 'added', [pk]],
				['removeFromGroup', 'removed', []],
			] as const) {
				for (let at = 0; at < 2; at += 1) {
					const told = await world.one('user', operation, { user, group });
					assert.deepEqual(told, { user: userPk, group: pk, [word]: true });
					assert.deepEqual(await groups(), left);
				}
			}
			assert.equal((await world.api<Group>('GET', `/core/groups/${pk}/`)).users.length, 1);
		},
	},
	{
		name: 'user: exactly these groups, within a limit, twice',
		async run(world) {
			const { pk, locator: user } = await world.user();
			const [left, kept, joined, outside] = [
				await world.group([pk]),
				await world.group([pk]),
				await world.group(),
				await world.group([pk]),
			];
			const groups = [kept.name, joined.pk];
			const options = { onlyAmong: [left.pk, kept.pk, joined.pk] };
			const set = async (preview: boolean) =>
				await world.one('user', 'setGroups', { user, groups, options, preview });
			const told = ({ pk: group, name }: Group) => ({ pk: group, name });
			for (const preview of [true, false]) {
				const { groups_added, groups_removed, groups_kept } = await set(preview);
				assert.deepEqual([groups_added, groups_removed], [[told(joined)], [told(left)]]);
				assert.equal(groups_kept, 2);
			}
			const stored = (await read(world, pk)).groups.sort();
			assert.deepEqual(stored, [kept.pk, joined.pk, outside.pk].sort());
			const { groups_added, groups_removed } = await set(false);
			assert.deepEqual([groups_added, groups_removed], [[], []]);
			const none = { user, groups: expression([]), preview: false };
			await world.refuses(/is an empty list, which would remove/, 'user', 'setGroups', {
				...none,
				groups: '={{ [1].filter(() => false) }}',
			});
			await world.one('user', 'setGroups', none);
			assert.deepEqual((await read(world, pk)).groups, []);
		},
	},
	{
		name: 'user: create with a password, which the output does not contain',
		async run(world) {
			const password = `Pass-${world.name('word')}`;
			const username = world.name('user');
			const parameters = { username, additionalFields: { password } };
			const made = await world.one('user', 'create', parameters);
			world.owns('user', made.pk);
			assert.ok(!JSON.stringify(made).includes(password));
			const stored = await read(world, made.pk);
			assert.notEqual(stored.password_change_date, made.password_change_date);
		},
	},
	{
		name: 'user: empty values are left out',
		async run(world) {
			const { pk, email, locator: user } = await world.user();
			const options = { ignoreEmptyValues: true };
			const blank = { email: '', path: ' ', groups: '', attributes: '' };
			const { groups, ...updateFields } = { ...blank, name: 'Ada' };
			const updated = await world.one('user', 'update', { user, updateFields, options });
			assert.deepEqual([updated.name, updated.email], ['Ada', email]);
			const same = await world.one('user', 'update', {
				user,
				updateFields: { email: '' },
				options,
			});
			assert.deepEqual([same.pk, same.name], [pk, 'Ada']);
			const username = updated.username;
			const additionalFields = { ...blank, groups };
			const upsert = { username, additionalFields, options };
			assert.equal((await world.one('user', 'upsert', upsert)).email, email);
		},
	},
	{
		name: 'user: list and remove authenticators',
		async run(world) {
			const { pk, username, locator: user } = await world.user();
			assert.deepEqual(await world.ok('user', 'getDevices', { user }), []);
			// Only the user can enroll one.
			for (const kind of ['static', 'totp', 'webauthn'] as const) {
				world.server.sandbox?.addDevice(kind, { user: pk, name: kind });
			}
			const types = async () =>
				(await world.ok('user', 'getDevices', { user })).map(({ device_type }) => device_type);
			assert.deepEqual(await types(), world.isSandbox ? ['static', 'totp', 'webauthn'] : []);
			const options = { deviceTypes: ['totp'] };
			const some = await world.one('user', 'removeDevices', { user, options });
			assert.deepEqual([some.pk, some.username], [pk, username]);
			assert.equal(some.devices_removed.length, world.isSandbox ? 1 : 0);
			const rest = await world.one('user', 'removeDevices', { user });
			assert.equal(rest.devices_removed.length, world.isSandbox ? 2 : 0);
			assert.deepEqual(await types(), []);
			await world.isUnknown('user', 'getDevices', { user: locator(999_999_999) });
		},
	},
	{
		name: 'user: delete',
		async run(world) {
			const { pk, locator: user } = await world.user();
			assert.deepEqual(await world.one('user', 'delete', { user }), { pk, deleted: true });
			assert.equal(await world.exists(`/core/users/${pk}/`), false);
		},
	},
];
