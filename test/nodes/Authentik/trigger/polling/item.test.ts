/** Which events start the workflow, and with what: the same as the webhook trigger. */
import type { IDataObject } from 'n8n-workflow';

import { RELEASES } from '../../../../../nodes/Authentik/shared/releases';
import { startSandbox } from '../../../../../sandbox';
import { callApi } from '../../../../support/api';
import { PollHost } from '../../../../support/poller';
import { OWN, pksOf, useLog } from '../../../../support/polling';
import { TriggerHost } from '../../../../support/trigger';

const { sandbox, logged, polling } = useLog();

const ALL = { events: ['any'], options: OWN };

describe.each(RELEASES)('authentik %s', (release) => {
	it('the items are those of the webhook trigger', async () => {
		const both = await startSandbox({ release, timeScale: 0.001 });
		const parameters = {
			events: ['userCreated', 'groupMembershipChanged', 'loginFailed'],
			options: OWN,
		};
		const webhook = await TriggerHost.start(both, parameters);
		const host = await PollHost.start(both, parameters);
		try {
			await webhook.activate();
			await host.activate();
			const { body: user } = await callApi(both, 'POST', '/core/users/', {
				username: 'ada',
				name: 'Ada',
			});
			const group = both.addGroup({ name: 'Crew' });
			const path = `/core/groups/${String(group.pk)}/`;
			await callApi(both, 'POST', `${path}add_user/`, { pk: user.pk });
			await callApi(both, 'PATCH', path, { name: 'The crew' });
			const flow_uuid = '0123456789abcdef0123456789abcdef';
			both.addEvent({ action: 'login_failed', context: { username: 'bob', flow_uuid } });
			await both.settled();
			await host.poll();
			expect(host.items).toHaveLength(3);
			expect(host.items).toEqual(webhook.items);
		} finally {
			await webhook.close();
			await both.close();
		}
	});
});

it('Raw Output is the event as in the log', async () => {
	const host = await polling({ events: ['login'], options: { ...OWN, rawOutput: true } });
	const pk = logged();
	const { body } = await callApi(sandbox(), 'GET', `/events/events/${pk}/`);
	expect(await host.poll()).toEqual([body]);
});

it('actions of the own user start nothing, by default', async () => {
	const { body } = await callApi(sandbox(), 'GET', '/core/users/me/');
	const user = body.user as IDataObject;
	const host = await polling({ events: ['login'] });
	const allowing = await polling({ events: ['login'], options: OWN });
	const [own, other] = [logged({ user }), logged()];
	expect(pksOf(await host.poll())).toEqual([other]);
	expect(pksOf(await allowing.poll())).toEqual([own, other]);
});

describe('Group Membership Changed', () => {
	const http_request = { path: '/api/v3/core/groups/1/', method: 'PATCH', request_id: 'a' };
	const update = (time: string) =>
		logged({
			action: 'model_updated',
			context: { model: { app: 'authentik_core', model_name: 'group', pk: '1' }, http_request },
			created: `2026-10-01T00:00:00.00000${time}Z`,
		});

	it('is recognized by the update before it, which an earlier poll has seen', async () => {
		const host = await polling({ events: ['groupMembershipChanged'], options: OWN });
		update('1');
		expect(await host.poll()).toEqual([]);
		const changed = update('2');
		expect(pksOf(await host.poll())).toEqual([changed]);
	});

	it('is shown in the editor', async () => {
		update('1');
		const changed = update('2');
		const host = await PollHost.start(sandbox(), {
			events: ['groupMembershipChanged'],
			options: OWN,
		});
		expect(pksOf(await host.test())).toEqual([changed]);
	});
});

it.each<[IDataObject, boolean[]]>([
	[{ clientIp: '192.0.2.7' }, [true, true, false]],
	[{ object: 'Ada' }, [false, true, false]],
	[{ objectType: 'authentik_core.user' }, [false, true, false]],
	[{ app: 'authentik_core' }, [false, true, false]],
	[{ app: 'authentik.events' }, [true, false, true]],
	[{ username: 'alice' }, [true, true, false]],
	[{ username: 'bob' }, [false, false, true]],
	[{ username: 'alice', app: 'authentik_core' }, [false, true, false]],
])('filtered by %j', async (filters, expected) => {
	const host = await polling({ ...ALL, filters });
	const model = { app: 'authentik_core', model_name: 'user', name: 'Ada', pk: 7 };
	const all = [
		logged(),
		logged({ action: 'model_updated', context: { model } }),
		logged({ action: 'login_failed', user: {}, client_ip: null, context: { username: 'bob' } }),
	];
	await host.poll();
	expect(all.map((pk) => pksOf(host.items)?.includes(pk))).toEqual(expected);
});
