/** The outcome of an object's sync comes from what happened now, not from a link that existed before. */
import type { IDataObject } from 'n8n-workflow';

import { permissions } from '../../../../../nodes/Authentik/shared/permissions';
import {
	inSpan,
	RELEASES,
	scimProviderFacts,
} from '../../../../../nodes/Authentik/shared/releases';
import type { Release } from '../../../../../nodes/Authentik/shared/releases';
import { callApi } from '../../../../support/api';
import type { RunOptions } from '../../../../support/node';
import { locator } from '../../../../support/node';
import { useTarget } from '../../../../support/sync';

const { target, withProvider } = useTarget();

const hasFilterGroup = (release: Release) => inSpan(release, scimProviderFacts.fields.filter_group);
/** From there on, only the log of its task contains the outcome of a sync. */
const logsOnly = (release: Release) => inSpan(release, { from: '2025.10' });

/** The result of withProvider(), and what these tests do with it. */
async function world(release: Release, more?: IDataObject) {
	const made = await withProvider(release, more);
	const { sandbox, run, pk } = made;
	return {
		...made,
		syncUser: async (user: number, credential?: RunOptions['credential']) =>
			await run('syncUser', { scimProvider: locator(pk), user: locator(user) }, credential),
		/** A link that a sync created long ago. */
		linkOld: async (kind: 'user' | 'group', object: string | number) => {
			const link = { provider: pk, [kind]: object, scim_id: `remote-${object}` };
			const { status } = await callApi(sandbox, 'POST', `/providers/scim_${kind}s/`, link);
			expect(status).toBe(201);
		},
		/** Limits the sync to the members of a new, empty group, in the way of the release. */
		narrow: async () => {
			const group = String(sandbox.addGroup({}).pk);
			if (hasFilterGroup(release)) {
				await callApi(sandbox, 'PATCH', `/providers/scim/${pk}/`, { filter_group: group });
			} else {
				const { body } = await callApi(sandbox, 'GET', '/core/applications/crm/');
				const binding = { target: String(body.pk), group, order: 0 };
				await callApi(sandbox, 'POST', '/policies/bindings/', binding);
			}
			await sandbox.settled();
			target().clearLog();
			return group;
		},
		/** A token with the operation's permissions, except those left out. */
		token: (without: string[] = []) =>
			sandbox.addToken({
				intent: 'api',
				permissions: permissions.scimProvider.syncUser.filter((one) => !without.includes(one)),
			}).key,
	};
}

/** The requests to the target that are not reads. */
const changes = () => target().requests.filter(({ method }) => method !== 'GET');

describe.each(RELEASES)('authentik %s', (release) => {
	it('a service account that is excluded, with an old link: not in scope', async () => {
		const { sandbox, syncUser, linkOld } = await world(release, {
			excludeUsersServiceAccount: true,
		});
		const robot = Number(sandbox.addUser({ type: 'service_account' }).pk);
		await linkOld('user', robot);
		const { json } = await syncUser(robot);
		expect(json[0]).toMatchObject({ result: 'not_in_scope', linked: true, warnings: [] });
		expect(changes()).toEqual([]);
	});

	it('a user outside the filter group or the bindings, with an old link: not in scope', async () => {
		const { syncUser, linkOld, narrow, user } = await world(release);
		await narrow();
		await linkOld('user', user);
		const { json } = await syncUser(user);
		expect(json[0]).toMatchObject({ result: 'not_in_scope', linked: true, warnings: [] });
		expect(changes()).toEqual([]);
	});

	it('a user within them: synced, the second time as well', async () => {
		const { sandbox, syncUser, narrow } = await world(release);
		const group = await narrow();
		const email = 'grace@example.com';
		const grace = Number(sandbox.addUser({ username: 'grace', email, groups: [group] }).pk);
		await callApi(sandbox, 'POST', `/core/groups/${group}/add_user/`, { pk: grace });
		await sandbox.settled();
		for (let time = 0; time < 2; time++) {
			const { json } = await syncUser(grace);
			expect(json[0]).toMatchObject({ result: 'synced', linked: true, warnings: [] });
		}
	});

	it('a group outside the group filters, with an old link: not in scope', async () => {
		const { sandbox, run, pk, group, linkOld } = await world(release);
		const filters = { group_filters: [String(sandbox.addGroup({}).pk)] };
		if (!hasFilterGroup(release)) {
			await callApi(sandbox, 'PATCH', `/providers/scim/${pk}/`, filters);
		}
		await sandbox.settled();
		target().clearLog();
		await linkOld('group', group);
		const { json } = await run('syncGroup', { scimProvider: locator(pk), group: locator(group) });
		// Up to 2025.12 there are no filters for groups.
		const result = hasFilterGroup(release) ? 'synced' : 'not_in_scope';
		expect(json[0]).toMatchObject({ result, linked: true, warnings: [] });
		expect(changes().length > 0).toBe(hasFilterGroup(release));
	});

	it('with only the permissions: never synced where that is unknown', async () => {
		const { syncUser, token, narrow, user } = await world(release);
		const key = token();
		const first = await syncUser(user, { apiToken: key });
		expect(first.json[0]).toMatchObject({ result: 'synced', linked: true });
		const unchanged = await syncUser(user, { apiToken: key });
		const known = hasFilterGroup(release);
		expect(unchanged.json[0]).toMatchObject({ result: known ? 'synced' : 'unknown' });
		if (!known) {
			expect(unchanged.json[0].warnings).toEqual([expect.stringContaining('Only a superuser')]);
		}

		await narrow();
		const outside = await syncUser(user, { apiToken: key });
		expect(outside.json[0]).toMatchObject({
			result: known ? 'not_in_scope' : 'unknown',
			linked: true,
		});
	});

	it('without seeing tasks: only a new or changed link counts', async () => {
		const { syncUser, token, user } = await world(release);
		const key = token(['authentik_tasks.view_task']);
		const first = await syncUser(user, { apiToken: key });
		expect(first.json[0]).toMatchObject({ result: 'synced' });
		const again = await syncUser(user, { apiToken: key });
		if (!logsOnly(release)) {
			expect(again.json[0].result).toBe(hasFilterGroup(release) ? 'synced' : 'unknown');
			return;
		}
		expect(again.json[0]).toMatchObject({
			result: 'unknown',
			warnings: [expect.stringContaining('authentik_tasks.view_task')],
		});
	});

	it('without seeing links: the scope counts', async () => {
		const { syncUser, token, narrow, user } = await world(release);
		const key = token(['authentik_providers_scim.view_scimprovideruser']);
		const known = hasFilterGroup(release);
		const inside = await syncUser(user, { apiToken: key });
		expect(inside.json[0]).toMatchObject({ result: known ? 'synced' : 'unknown', linked: null });
		await narrow();
		const outside = await syncUser(user, { apiToken: key });
		expect(outside.json[0]).toMatchObject({ result: known ? 'not_in_scope' : 'unknown' });
	});

	it('a mapping that may leave the object out, with an old link: not known', async () => {
		const { sandbox, syncUser, linkOld, pk } = await world(release);
		const mapping = String(sandbox.addMapping({ expression: 'raise SkipObject' }).pk);
		const skipping = { property_mappings: [mapping] };
		await callApi(sandbox, 'PATCH', `/providers/scim/${pk}/`, skipping);
		await sandbox.settled();
		target().clearLog();
		// 2026.8 takes over what the target already has, so the user must be new.
		const user = Number(sandbox.addUser({}).pk);
		const fresh = await syncUser(user);
		expect(fresh.json[0]).toMatchObject({ result: 'not_in_scope', linked: false });
		await linkOld('user', user);
		const { json } = await syncUser(user);
		expect(json[0]).toMatchObject({
			result: 'unknown',
			warnings: [expect.stringContaining('SkipObject')],
		});
		expect(changes()).toEqual([]);
	});

	it('in dry run: what would be left out is not in scope', async () => {
		const { syncUser, narrow, user } = await world(release, { dryRun: true });
		expect((await syncUser(user)).json[0]).toMatchObject({ result: 'dry_run' });
		await narrow();
		expect((await syncUser(user)).json[0]).toMatchObject({ result: 'not_in_scope' });
		expect(changes()).toEqual([]);
	});
});

it('requests only what decides', async () => {
	const { sandbox, syncUser, user } = await world('2026.2');
	const paths = async () => {
		sandbox.clearLog();
		await syncUser(user);
		return sandbox.requests.map(({ path }) => path);
	};
	const first = await paths();
	expect(first.some((path) => /check_access|propertymappings/.test(path))).toBe(false);
	const second = await paths();
	expect(
		second.filter((path) => /check_access|propertymappings|users\/me/.test(path)),
	).toHaveLength(3);
});

it("does not mistake another object's link for the object's own when a filter gets lost", async () => {
	const { sandbox, syncUser, linkOld, user } = await world('2025.12', {
		excludeUsersServiceAccount: true,
	});
	const robot = Number(sandbox.addUser({ type: 'service_account' }).pk);
	await linkOld('user', user);
	const { body } = await callApi(sandbox, 'GET', '/providers/scim_users/');
	sandbox.fault({ method: 'GET', path: '/providers/scim_users/', respond: { status: 200, body } });
	expect((await syncUser(robot)).json[0]).toMatchObject({ result: 'not_in_scope', linked: false });
});
