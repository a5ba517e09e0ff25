/** An activation that can't succeed reports why, and leaves nothing in authentik. */
import {
	WEBHOOK_OBJECTS,
	permissionsOn,
} from '../../../../../nodes/Authentik/trigger/webhook/objects';
import { startSandbox } from '../../../../../sandbox';
import { ONE, USER_CREATED, useTriggers } from '../../../../support/lifecycle';
import type { TriggerHost } from '../../../../support/trigger';
import { countsOf, rowsOf } from '../../../../support/webhookObjects';

const { sandbox, trigger } = useTriggers();

describe('activation that cannot succeed', () => {
	const failed = async (host: TriggerHost) =>
		(await host.activate().then(
			() => undefined,
			(error: unknown) => error,
		)) as (Error & { description: string }) | undefined;

	it.each([
		['the second mapping', '/propertymappings/notification/', 1],
		['the group', '/core/groups/', 0],
		['the transport', '/events/transports/', 0],
		['the rule', '/events/rules/', 0],
		['a matcher', '/policies/event_matcher/', 0],
		['the last binding', '/policies/bindings/', 0],
	])('leaves nothing when %s fails', async (_what, path, skip) => {
		sandbox().fault({ method: 'POST', path, skip, html: 500 });
		const host = await trigger();
		const error = await failed(host);
		expect(error?.message).toContain('authentik failed to process the POST request');
		expect(error?.description).toContain('All objects created before the failure were deleted.');
		expect(await countsOf(sandbox())).toEqual({});
		expect(host.staticData).toEqual({});
		sandbox().clearFaults();
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox())).toEqual(ONE);
	});

	it('names what it could not remove', async () => {
		sandbox().fault({ method: 'POST', path: '/events/rules/', html: 500 });
		sandbox().fault({ method: 'DELETE', path: /\/events\/transports\//, html: 500 });
		const error = await failed(await trigger());
		const [{ pk }] = await rowsOf(sandbox(), 'transport');
		expect(error?.description).toContain(
			`The notification transport ${String(pk)} could not be deleted`,
		);
	});

	it('notices a release that ignores the group of receivers', async () => {
		const old = await startSandbox({ release: '2025.6', version: '2026.2.2' });
		const host = await trigger(USER_CREATED, { on: old });
		const error = await failed(host);
		expect(error?.message).toBe(
			'authentik did not save destination_group of the notification rule',
		);
		expect(await countsOf(old)).toEqual({});
		await old.close();
	});

	it('names every missing permission before it creates anything', async () => {
		const { key } = sandbox().addToken({
			intent: 'api',
			permissions: [
				'authentik_events.add_notificationtransport',
				'authentik_events.view_notificationtransport',
				'authentik_events.view_notificationrule',
				'authentik_core.add_group',
			],
		});
		const host = await trigger(USER_CREATED, { credential: { apiToken: key } });
		const error = await failed(host);
		expect(error?.message).toBe(
			"The token's user lacks permissions in authentik: " +
				'authentik_events.view_notificationwebhookmapping, ' +
				'authentik_events.add_notificationwebhookmapping, ' +
				'authentik_core.view_group, ' +
				'authentik_events.add_notificationrule, ' +
				'authentik_policies_event_matcher.view_eventmatcherpolicy, ' +
				'authentik_policies_event_matcher.add_eventmatcherpolicy, ' +
				'authentik_policies.view_policybinding, ' +
				'authentik_policies.add_policybinding',
		);
		expect(error?.description).toContain(
			'Or use authentik Poll Trigger, which only needs authentik_events.view_event. Nothing was created in authentik.',
		);
		expect(await countsOf(sandbox())).toEqual({});
	});

	it('does not mistake a failure for a permission', async () => {
		const permissions = Object.keys(WEBHOOK_OBJECTS).flatMap((kind) =>
			Object.values(permissionsOn(kind as keyof typeof WEBHOOK_OBJECTS)),
		);
		const { key } = sandbox().addToken({ intent: 'api', permissions });
		sandbox().fault({ method: 'POST', path: '/events/rules/', times: 1, html: 500 });
		const error = await failed(await trigger(USER_CREATED, { credential: { apiToken: key } }));
		expect(error?.message).toContain('authentik failed to process the POST request');
		expect(await countsOf(sandbox())).toEqual({});
	});

	it('works with exactly the documented permissions', async () => {
		const permissions = Object.keys(WEBHOOK_OBJECTS).flatMap((kind) =>
			Object.values(permissionsOn(kind as keyof typeof WEBHOOK_OBJECTS)),
		);
		const { key } = sandbox().addToken({ intent: 'api', permissions });
		const host = await trigger(USER_CREATED, { credential: { apiToken: key } });
		await host.activate();
		expect(await host.activate()).toBe('existed');
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox())).toEqual({});
	});

	it.each([
		[{ events: [] }, "'Trigger On' is empty"],
		[
			{ events: ['accessRequest'] },
			"'Access Request' needs authentik 2026.8 or later; the server runs 2026.2",
		],
		[
			{ events: ['userCreated'], filters: { objectType: 'authentik_core.group' } },
			'\'User Created\' never occurs for the object type "authentik_core.group"',
		],
		[
			{ events: ['login'], filters: { objectType: 'authentik_core.user' } },
			'\'Login\' never occurs for the object type "authentik_core.user"',
		],
		[
			{ events: ['login'], options: { receiver: { __rl: true, mode: 'id', value: 'x' } } },
			"'Receiver Group' must be a UUID",
		],
	])('refuses %j before it creates anything', async (parameters, message) => {
		const error = await failed(await trigger(parameters));
		expect(error?.message).toContain(message);
		expect(error?.description).toContain('Nothing was created in authentik.');
		expect(error?.description).not.toContain('item');
		expect(sandbox().requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	describe('a webhook address', () => {
		const ELSEWHERE = { baseUrl: 'http://authentik.invalid' };

		it.each([
			['http://localhost:5678', true],
			['http://127.0.0.1:5678', false],
			['http://127.0.0.1:5678', true],
			['http://[::1]:5678', false],
			['http://0.0.0.0:5678', false],
			['http://n8n.localhost:5678', false],
		])('that authentik cannot call is refused: %s, test: %p', async (publicUrl, isTest) => {
			const options = { publicUrl, isTest, credential: ELSEWHERE };
			const error = await failed(await trigger(USER_CREATED, options));
			expect(error?.message).toBe(`authentik can't reach n8n at ${publicUrl}`);
			expect(error?.description).toContain('N8N_WEBHOOK_URL (before n8n 2.30: WEBHOOK_URL)');
		});

		it.each(['https://n8n.example.com', 'http://localhost.example.com', 'http://10.0.0.1:5678'])(
			'that authentik may be able to call is used: %s',
			async (publicUrl) => {
				const error = await failed(
					await trigger(USER_CREATED, { publicUrl, credential: ELSEWHERE }),
				);
				expect(error?.message).toBe("The host name authentik.invalid can't be resolved");
			},
		);

		it('on the same machine as authentik is used', async () => {
			const host = await trigger(USER_CREATED, { publicUrl: 'http://localhost:5678' });
			expect(await host.activate()).toBe('created');
		});
	});

	it('refuses a group of receivers without members', async () => {
		const { pk } = sandbox().addGroup({ name: 'Nobody' });
		const receiver = { __rl: true, mode: 'list', value: pk };
		const error = await failed(await trigger({ ...USER_CREATED, options: { receiver } }));
		expect(error?.message).toBe(`'Receiver Group' has no direct members: "Nobody"`);
		expect(await countsOf(sandbox())).toEqual({});
	});

	it('reports that authentik refuses a filter', async () => {
		const error = await failed(
			await trigger({ events: ['objectChanged'], filters: { objectType: 'x.y' } }),
		);
		expect(error?.message).toContain("authentik rejected 'Object Type'");
		expect(await countsOf(sandbox())).toEqual({});
	});
});
