import assert from 'node:assert/strict';

import type { NotificationTransportTest } from '@goauthentik/api-2026.8';
import type { IDataObject } from 'n8n-workflow';

import { inSpan } from '../../../nodes/Authentik/shared/releases.ts';
import { locator } from '../../support/node.ts';
import type { TriggerHost } from '../../support/trigger.ts';
import {
	activeTrigger,
	arrival,
	itemAbout,
	itemsOf,
	OWN,
	pathOf,
	pkOf,
	takeAway,
	until,
} from '../trigger.mts';
import type { Case } from '../case.mts';
import type { LoggedEvent, TriggerItem } from '../types.mts';
import type { World } from '../world.mts';

const USER_CREATED = { events: ['userCreated'], options: OWN };

/** A case in which authentik must call n8n. */
const delivery = (name: string, run: Case['run']): Case => ({
	name: `trigger: ${name}`,
	needsWebhook: true,
	run,
});

/** The event of a failed policy: a text up to 2025.6, the exception from then on. */
interface PolicyException {
	message: string;
	exception: Array<{ exc_type: string; exc_value: string }>;
}

const arrives = async (world: World, host: TriggerHost) =>
	await itemAbout(world, host, 'model_created', (await world.user()).pk);

/** What authentik sends, and the result. */
export const triggerDeliveries: Case[] = [
	delivery('a user who was created arrives with everything in the log', async (world) => {
		const host = await activeTrigger(world, USER_CREATED);
		const me = await world.me();
		const user = await world.user();
		const item = await itemAbout(world, host, 'model_created', user.pk);
		const logged = await world.api<LoggedEvent>('GET', `/events/events/${item.pk}/`);
		for (const field of ['action', 'app', 'client_ip', 'user'] as const)
			assert.deepEqual(item[field], logged[field], field);
		assert.equal(Date.parse(item.created), Date.parse(logged.created));
		assert.equal(item.severity, 'notice');
		const { app, model_name } = item.model ?? {};
		assert.deepEqual([app, model_name], ['authentik_core', 'user']);
		const { pk, username, email } = me;
		assert.deepEqual(item.changed_by, { pk, username, email });
		const { method, path } = item.context.http_request ?? {};
		assert.deepEqual([method, path], ['POST', '/api/v3/core/users/']);
		host.edit({ ...USER_CREATED, options: { ...OWN, rawOutput: true } });
		const other = await world.user();
		const isRaw = ({ context, body }: TriggerItem) =>
			context.model?.pk === other.pk && typeof body === 'string';
		await until(world, 'the event as it was sent', () => itemsOf(host).some(isRaw));
		await takeAway(world, host);
	}),
	delivery('an object that was created, updated and deleted', async (world) => {
		const events = ['applicationChanged', 'groupCreated', 'groupDeleted', 'scimProviderChanged'];
		const host = await activeTrigger(world, { events, options: OWN });
		const expects = async (pk: string | number, ...verbs: string[]) => {
			for (const verb of verbs) await itemAbout(world, host, `model_${verb}`, pk);
		};
		const provider = await world.provider();
		const { locator: scimProvider } = provider;
		await world.ok('scimProvider', 'update', { scimProvider, updateFields: { dryRun: true } });
		await world.ok('scimProvider', 'delete', { scimProvider });
		const { pk, slug } = await world.application();
		await world.api('PATCH', `/core/applications/${slug}/`, { meta_publisher: 'Us' });
		await world.api('DELETE', `/core/applications/${slug}/`);
		const group = await world.group();
		await world.api('DELETE', pathOf('group', group.pk));
		await expects(provider.pk, 'created', 'updated', 'deleted');
		await expects(pk, 'created', 'updated', 'deleted');
		await expects(group.pk, 'created', 'deleted');
	}),
	delivery('a user who was updated and deleted, and a password', async (world) => {
		const user = await world.user();
		const events = ['userUpdated', 'userDeleted', 'passwordChanged'];
		const host = await activeTrigger(world, { events, options: OWN });
		await world.ok('user', 'update', { user: user.locator, updateFields: { name: 'Ada' } });
		await itemAbout(world, host, 'model_updated', user.pk);
		const password = 'correct horse battery staple';
		await world.ok('user', 'setPassword', { user: user.locator, password });
		const isSet = ({ action, user: about }: TriggerItem) =>
			action === 'password_set' && about.pk === user.pk;
		await arrival(world, host, 'password_set', isSet);
		await world.ok('user', 'delete', { user: user.locator });
		await itemAbout(world, host, 'model_deleted', user.pk);
	}),
	delivery('a key that was viewed', async (world) => {
		const identifier = world.owns('token', world.name('token'));
		await world.ok('token', 'create', { identifier });
		const host = await activeTrigger(world, { events: ['secretViewed'], options: OWN });
		await world.ok('token', 'getKey', { tokenIdentifier: locator(identifier, 'identifier') });
		await until(world, 'secret_view arrives', () => host.items.length > 0);
		const [{ action, model, context }] = itemsOf(host);
		assert.deepEqual([action, model], ['secret_view', null]);
		assert.equal((context.secret as IDataObject).model_name, 'token');
	}),
	delivery('a policy that failed', async (world) => {
		const application = await world.application();
		const name = world.name('policy');
		const expression = 'raise ValueError("conformance")';
		const { pk: policy } = await world.api<{ pk: string }>('POST', '/policies/expression/', {
			name,
			expression,
		});
		world.owns('policy', policy);
		await world.bind(application, { policy });
		const host = await activeTrigger(world, { events: ['configurationProblem'], options: OWN });
		const { pk } = await world.user();
		await world.api('GET', `/core/applications/${application.slug}/check_access/?for_user=${pk}`);
		const isIt = ({ action, context }: TriggerItem) =>
			action === 'policy_exception' && context.policy_uuid === policy;
		const { context } = await arrival(world, host, 'policy_exception', isIt);
		const { message, exception } = context as typeof context & PolicyException;
		if (inSpan(world.release, { until: '2025.6' })) {
			assert.match(message, /conformance/);
			return;
		}
		assert.equal(message, 'Policy failed to execute');
		const [{ exc_type: type, exc_value: value }] = exception;
		assert.deepEqual([type, value], ['ValueError', 'conformance']);
	}),
	delivery('the Test button of the transport', async (world) => {
		const host = await activeTrigger(world, USER_CREATED);
		const pk = pkOf(host, 'transport');
		const { messages } = await world.api<NotificationTransportTest>(
			'POST',
			`${pathOf('transport', pk)}test/`,
		);
		assert.equal(messages[0], '200');
		assert.deepEqual(host.items, []);
	}),
	delivery('for an existing group of receivers', async (world) => {
		const { pk } = await world.group([(await world.user()).pk]);
		const options = { ...OWN, receiver: locator(pk) };
		const host = await activeTrigger(world, { ...USER_CREATED, options });
		await arrives(world, host);
		await takeAway(world, host);
	}),
	delivery('after a repair', async (world) => {
		const host = await activeTrigger(world, USER_CREATED);
		const pk = pkOf(host, 'transport');
		await world.api('DELETE', pathOf('transport', pk));
		assert.equal(await host.activate('init'), 'created');
		await arrives(world, host);
	}),
	delivery('an event that n8n could not accept comes again, and starts once', async (world) => {
		const host = await activeTrigger(world, USER_CREATED);
		host.failures = 1;
		await arrives(world, host);
		assert.ok(host.statuses.includes(500));
		await world.server.settled();
		assert.equal(host.items.length, 1);
	}),
	delivery('deactivated while authentik is retrying, which may crash it', async (world) => {
		const host = await activeTrigger(world, USER_CREATED);
		host.failures = Infinity;
		await world.user();
		await until(world, 'a delivery is refused', () => host.statuses.includes(500));
		const crash = { status: 405, contentType: 'text/html', body: '' };
		const once = { method: 'DELETE', path: /\/events\/rules\//, times: 1, respond: crash };
		world.server.sandbox?.fault(once);
		await takeAway(world, host);
	}),
];
