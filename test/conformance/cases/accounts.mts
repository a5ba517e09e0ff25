import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Locator, User } from '../types.mts';
import type { World } from '../world.mts';

const PASSWORD = 'correct horse battery staple';

const read = async (world: World, pk: number) => await world.api<User>('GET', `/core/users/${pk}/`);

/** Signs a user in a number of times, which only a sandbox can, and returns the number of sessions. */
function signIn(world: World, user: number, times: number): number {
	const { sandbox } = world.server;
	if (!sandbox) return 0;
	for (let at = 0; at < times; at += 1) sandbox.addSession({ user });
	return times;
}

/** A link for `user`, or authentik's error about the flow that its brand does not have. */
async function recovery(world: World, user: Locator): Promise<string | undefined> {
	const { json, error } = await world.run('user', 'createRecoveryLink', { user });
	if (!error) return json[0].link;
	assert.match(error.message, /No recovery flow set/);
	assert.match(error.description ?? '', /Choose a recovery flow for the brand/);
	return undefined;
}

/** What lets a user in, and what keeps a user out. */
export const accounts: Case[] = [
	{
		name: 'user: set password',
		async run(world) {
			const { pk, locator: user } = await world.user();
			const before = (await read(world, pk)).password_change_date;
			await sleep(5);
			const set = await world.one('user', 'setPassword', { user, password: PASSWORD });
			assert.deepEqual(set, { pk, password_set: true });
			const after = (await read(world, pk)).password_change_date;
			assert.ok(Date.parse(after) > Date.parse(before), `${before}, then ${after}`);
		},
	},
	{
		name: 'user: recovery link, or what it needs',
		async run(world) {
			const { locator: user } = await world.user();
			const link = await recovery(world, user);
			if (link !== undefined) assert.match(link, /\/if\/flow\/.+flow_token=/);
			if (world.isSandbox) assert.equal(link, undefined);
			await world.withRecoveryFlow(async (other, emailStage) => {
				const { pk, locator: leaver } = await other.user();
				assert.match((await recovery(other, leaver)) ?? '', /\/if\/flow\/.+flow_token=/);
				if (emailStage === undefined) return;
				const mail = { user: leaver, emailStage: locator(emailStage) };
				assert.deepEqual(await other.one('user', 'sendRecoveryEmail', mail), { pk, sent: true });
			});
		},
	},
	{
		name: 'user: service account with an API token that works',
		async run(world) {
			const name = world.name('account');
			const account = await world.one('user', 'createServiceAccount', {
				name,
				additionalFields: { createGroup: true, neverExpires: true },
			});
			assert.ok(account.group_pk && account.api_token);
			world.owns('group', account.group_pk);
			world.owns('user', account.user_pk);
			assert.equal((await read(world, account.user_pk)).type, 'service_account');
			assert.ok(account.token.length >= 20);
			const { key, expires } = account.api_token;
			assert.equal(expires, null);
			assert.equal(await world.whoHas(key), account.user_pk);
			assert.equal(await world.whoHas(account.token), undefined);
		},
	},
	{
		name: 'user: service account without an API token and without a group',
		async run(world) {
			const account = await world.one('user', 'createServiceAccount', {
				name: world.name('account'),
				additionalFields: { createGroup: false },
				options: { skipApiToken: true },
			});
			world.owns('user', account.user_pk);
			assert.ok(!('api_token' in account) && !account.group_pk);
			assert.deepEqual((await read(world, account.user_pk)).groups, []);
		},
	},
	{
		name: 'user: sessions, listed and ended',
		async run(world) {
			const { pk, username, locator: user } = await world.user();
			const other = await world.user();
			const [there, others] = [signIn(world, pk, 2), signIn(world, other.pk, 1)];
			const count = async (of: Locator) =>
				(await world.ok('user', 'getSessions', { user: of, returnAll: true })).length;
			assert.equal(await count(user), there);
			for (const sessions_ended of [there, 0]) {
				const ended = await world.one('user', 'endSessions', { user });
				assert.deepEqual(ended, { pk, username, sessions_ended });
			}
			assert.deepEqual([await count(user), await count(other.locator)], [0, others]);
		},
	},
	{
		name: 'user: offboard, as a preview, for real and once more',
		async run(world) {
			const { pk, username, locator: user } = await world.user();
			const group = await world.group([pk]);
			const identifier = world.owns('token', world.name('token'));
			const additionalFields = { user };
			await world.ok('token', 'create', { identifier, intent: 'app_password', additionalFields });
			const sessions = signIn(world, pk, 2);
			const all = {
				pk,
				username,
				deactivated: true,
				sessions_ended: sessions,
				tokens_deleted: [identifier],
				groups_left: [{ pk: group.pk, name: group.name }],
			};
			const none = { deactivated: false, sessions_ended: 0, tokens_deleted: [], groups_left: [] };
			const offboard = async (preview: boolean) =>
				await world.one('user', 'offboard', { user, preview });
			assert.deepEqual(await offboard(true), { ...all, preview: true });
			assert.equal((await read(world, pk)).is_active, true);
			assert.ok(await world.exists(`/core/tokens/${identifier}/`));
			assert.deepEqual(await offboard(false), { ...all, preview: false });
			const { is_active, groups } = await read(world, pk);
			assert.deepEqual([is_active, groups], [false, []]);
			assert.equal(await world.exists(`/core/tokens/${identifier}/`), false);
			assert.deepEqual(await offboard(false), { pk, username, ...none, preview: false });
		},
	},
	{
		name: 'user: offboard by one step, but never the user of the credential',
		async run(world) {
			const { pk, username, locator: user } = await world.user();
			const group = await world.group([pk]);
			const options = { steps: ['leaveGroups'] };
			const told = await world.one('user', 'offboard', { user, options, preview: false });
			const groups_left = [{ pk: group.pk, name: group.name }];
			assert.deepEqual(told, { pk, username, groups_left, preview: false });
			assert.equal((await read(world, pk)).is_active, true);
			const own = { user: locator((await world.me()).pk) };
			await world.fails(/is the credential's own user/, 'user', 'offboard', own);
		},
	},
];
