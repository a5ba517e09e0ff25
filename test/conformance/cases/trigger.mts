import assert from 'node:assert/strict';

import { locator } from '../../support/node.ts';
import {
	activeTrigger,
	countsOf,
	failsToActivate,
	ONE,
	rowsOf,
	startTrigger,
	takeAway,
} from '../trigger.mts';
import type { Case } from '../case.mts';
import type { Group } from '../types.mts';
import type { World } from '../world.mts';

const NOWHERE = 'c0ffee00-0000-4000-8000-000000000000';
const LOGIN = { events: ['login'] };

/** A service account and its own token. */
async function account(world: World) {
	const [made] = await world.ok('user', 'createServiceAccount', {
		name: world.name('account'),
		additionalFields: { createGroup: false, neverExpires: true },
	});
	world.owns('user', made.user_pk);
	assert.ok(made.api_token);
	return { pk: made.user_pk, credential: { apiToken: made.api_token.key } };
}

/** What a trigger creates in authentik and removes; none of it needs an event. */
export const triggers: Case[] = [
	{
		name: 'trigger: creates what it needs, finds it intact, and removes it',
		async run(world) {
			const host = await activeTrigger(world, {
				events: ['userCreated', 'impersonation'],
				filters: { clientIp: '192.0.2.7' },
			});
			const rows = await rowsOf(world, host);
			const [[group], [transport], [rule]] = [rows.group, rows.transport, rows.rule];
			const self = (await world.me()).pk;
			assert.deepEqual(group.users, [self]);
			const ending = (text: string) => rows.mapping.filter(({ name }) => name.endsWith(text));
			const [[headers], [body]] = [ending(' headers'), ending(' body')];
			assert.match(headers.expression, /"[0-9a-f]{64}"/);
			assert.match(body.expression, /event\.context/);
			const { mode, send_once, webhook_url } = transport;
			assert.deepEqual([mode, send_once, webhook_url], ['webhook', true, host.webhookUrl]);
			const { webhook_mapping_headers, webhook_mapping_body } = transport;
			assert.deepEqual([webhook_mapping_headers, webhook_mapping_body], [headers.pk, body.pk]);
			assert.deepEqual(
				[rule.transports, rule.destination_group ?? rule.group],
				[[transport.pk], group.pk],
			);
			const byName = rows.matcher.sort((a, b) => (a.name < b.name ? -1 : 1));
			assert.deepEqual(
				byName.map(({ action, model, client_ip }) => [action, model, client_ip]),
				[
					['model_created', 'authentik_core.user', '192.0.2.7'],
					['impersonation_started', null, '192.0.2.7'],
					['impersonation_ended', null, '192.0.2.7'],
				],
			);
			const bound = rows.binding.sort((a, b) => a.order - b.order);
			assert.deepEqual(
				bound.map(({ policy, enabled, negate }) => [policy, enabled, negate]),
				byName.map(({ pk }) => [pk, true, false]),
			);
			const before = structuredClone(host.staticData);
			assert.equal(await host.activate(), 'existed');
			assert.equal(await host.activate('init'), 'existed');
			assert.deepEqual(host.staticData, before);
			await takeAway(world, host);
		},
	},
	{
		name: 'trigger: an existing group of receivers, which stays',
		async run(world) {
			const [receiver, empty] = [await world.group([(await world.user()).pk]), await world.group()];
			const told = (group: { pk: string }) => ({
				...LOGIN,
				options: { receiver: locator(group.pk) },
			});
			const host = await startTrigger(world, told(empty));
			await failsToActivate(/^'Receiver Group' has no direct members/, world, host);
			host.edit(told({ pk: NOWHERE }));
			assert.equal((await failsToActivate(/./, world, host)).httpCode, '404');
			host.edit(told(receiver));
			await host.activate();
			const { group, ...others } = ONE;
			assert.deepEqual(await countsOf(world, host), others);
			const [rule] = (await rowsOf(world, host)).rule;
			assert.equal(rule.destination_group ?? rule.group, receiver.pk);
			await takeAway(world, host);
			assert.ok(await world.exists(`/core/groups/${receiver.pk}/`));
		},
	},
	{
		name: 'trigger: what was created is removed when authentik refuses the rest',
		async run(world) {
			const wrong = {
				events: ['objectChanged'],
				filters: { objectType: 'authentik_core.unicorn' },
			};
			const host = await startTrigger(world, wrong);
			const error = await failsToActivate(/^authentik rejected 'Object Type'/, world, host);
			assert.match(
				error.description ?? '',
				/All objects created before the failure were deleted\.$/,
			);
		},
	},
	{
		name: 'trigger: wrong choices create nothing',
		async run(world) {
			const host = await startTrigger(world, { events: [] });
			await failsToActivate(/^'Trigger On' is empty/, world, host);
			host.edit({ events: ['userCreated'], filters: { objectType: 'authentik_core.group' } });
			await failsToActivate(/^'User Created' never occurs for the object type/, world, host);
		},
	},
	{
		name: 'trigger: a choice of later releases creates nothing',
		until: '2026.5',
		async run(world) {
			const host = await startTrigger(world, { events: ['accessRequest'] });
			await failsToActivate(/needs authentik 2026\.8 or later/, world, host);
		},
	},
	{
		name: 'trigger: missing permissions are named before anything is created',
		async run(world) {
			const { credential } = await account(world);
			const host = await startTrigger(world, LOGIN, { credential });
			const error = await failsToActivate(/^The token's user lacks permissions/, world, host);
			for (const permission of [
				'authentik_events.view_notificationwebhookmapping',
				'authentik_events.add_notificationwebhookmapping',
				'authentik_core.add_group',
				'authentik_events.add_notificationtransport',
				'authentik_events.add_notificationrule',
				'authentik_policies_event_matcher.add_eventmatcherpolicy',
				'authentik_policies.add_policybinding',
			]) {
				assert.ok(error.message.includes(permission), `${permission}: ${error.message}`);
			}
			assert.match(error.description ?? '', /Nothing was created in authentik\.$/);
		},
	},
	{
		name: 'trigger: a deletion that authentik refuses is repeated later',
		async run(world) {
			const { pk, credential } = await account(world);
			const members = { name: world.name('group'), is_superuser: true, users: [pk] };
			const { pk: group } = await world.api<Group>('POST', '/core/groups/', members);
			world.owns('group', group);
			const allow = async (users: number[]) =>
				void (await world.api('PATCH', `/core/groups/${group}/`, { users }));
			world.atEnd(async () => await allow([pk]));
			const host = await activeTrigger(world, LOGIN, { credential });
			await allow([]);
			assert.equal(await host.deactivate(), false);
			assert.deepEqual(await countsOf(world, host), ONE);
			await allow([pk]);
			await takeAway(world, host);
		},
	},
];
