/** From a write in authentik to the item in n8n, actually running our Python. */
import type { IDataObject } from 'n8n-workflow';

import { RELEASES } from '../../../../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../../../../sandbox';
import { startSandbox } from '../../../../../sandbox';
import { callApi } from '../../../../support/api';
import { TriggerHost } from '../../../../support/trigger';
import { rowsOf } from '../../../../support/webhookObjects';

const all = { options: { allowOwnEvents: true } };

let sandbox: Sandbox;
let host: TriggerHost;

async function open(parameters: IDataObject, options: Parameters<typeof startSandbox>[0] = {}) {
	sandbox = await startSandbox({ timeScale: 0.001, ...options });
	host = await TriggerHost.start(sandbox, { ...all, ...parameters });
	await host.activate();
}
afterEach(async () => {
	await host.close();
	await sandbox.close();
});

describe.each(RELEASES)('authentik %s', (release) => {
	it('sends what happened, once, and nothing else', async () => {
		await open({ events: ['userCreated', 'groupMembershipChanged'] }, { release });
		const { body: me } = await callApi(sandbox, 'GET', '/core/users/me/');
		const admin = me.user as IDataObject;
		const changed_by = { pk: admin.pk, username: admin.username, email: admin.email };
		const { body: user } = await callApi(sandbox, 'POST', '/core/users/', {
			username: 'ada',
			name: 'Ada "L"; DROP\n',
		});
		const group = sandbox.addGroup({ name: 'Crew' });
		await sandbox.settled();
		const path = `/core/groups/${String(group.pk)}/`;
		await callApi(sandbox, 'POST', `${path}add_user/`, { pk: user.pk });
		await sandbox.settled();
		await callApi(sandbox, 'PATCH', path, { name: 'The crew' });
		await sandbox.settled();

		expect(host.items).toMatchObject([
			{
				action: 'model_created',
				app: 'authentik.events.middleware',
				model: { app: 'authentik_core', model_name: 'user', pk: user.pk },
				changed_by,
				context: { http_request: { method: 'POST', path: '/api/v3/core/users/' } },
				client_ip: '127.0.0.1',
				severity: 'notice',
			},
			{
				action: 'model_updated',
				model: { app: 'authentik_core', model_name: 'group', pk: group.pk, name: 'Crew' },
				changed_by,
			},
		]);
		const [first] = host.items;
		const { body: logged } = await callApi(sandbox, 'GET', `/events/events/${String(first.pk)}/`);
		expect(logged).toMatchObject({ action: 'model_created', created: expect.any(String) });
		expect(Date.parse(String(first.created))).toBe(Date.parse(String(logged.created)));
		expect(host.statuses).toEqual(host.statuses.map(() => 200));
	});
});

it('the Test button of the transport reaches n8n and starts nothing', async () => {
	await open({ events: ['any'] });
	const [{ pk }] = await rowsOf(sandbox, 'transport');
	const { status, body } = await callApi(sandbox, 'POST', `/events/transports/${String(pk)}/test/`);
	expect([status, (body.messages as string[])[0]]).toEqual([200, '200']);
	await sandbox.settled();
	expect(host.items.filter(({ action }) => action === 'custom_notification_test')).toEqual([]);
});

/** A number of sign-ins, each of a user of its own, as fast as possible. */
function signIns(count: number): string[] {
	const users = Array.from({ length: count }, (_, index) => `user-${index}`);
	users.forEach((username, index) => {
		const user = { pk: 1000 + index, username, email: '' };
		sandbox.addEvent({ action: 'login', app: 'authentik.events.signals', user });
	});
	return users;
}
const whoCame = () => host.items.map(({ changed_by }) => (changed_by as IDataObject).username);

it('500 events at once start 500 workflows', async () => {
	await open({ events: ['login'] });
	const users = signIns(500);
	await sandbox.settled();
	expect(whoCame().sort()).toEqual(users.sort());
	expect(host.statuses).toEqual(host.statuses.map(() => 200));
});

it('an n8n that fails for a while loses nothing and starts nothing twice', async () => {
	await open({ events: ['login'] });
	host.failures = 7;
	const users = signIns(20);
	await sandbox.settled();
	expect(whoCame().sort()).toEqual(users.sort());
	expect(host.statuses.filter((status) => status === 500)).toHaveLength(7);
});

it('deliveries whose answer got lost come again and start nothing', async () => {
	await open({ events: ['login'] });
	sandbox.deliveryFault({ every: 2, times: 10, reset: 'after' });
	const users = signIns(20);
	await sandbox.settled();
	expect(sandbox.deliveries).toHaveLength(30);
	expect(whoCame().sort()).toEqual(users.sort());
});

it('deliveries that are overtaken start what they should', async () => {
	await open({ events: ['login'] });
	sandbox.deliveryFault({ times: 3, delay: 300 });
	const users = signIns(20);
	await sandbox.settled();
	expect(whoCame()).not.toEqual(users);
	expect(whoCame().sort()).toEqual(users.sort());
});

it('deliveries that never arrive are repeated', async () => {
	await open({ events: ['login'] });
	sandbox.deliveryFault({ every: 3, times: 5, reset: 'before' });
	const users = signIns(20);
	await sandbox.settled();
	expect(whoCame().sort()).toEqual(users.sort());
});

it('an n8n that was restarted continues with the stored registration', async () => {
	await open({ events: ['userCreated'] });
	const before = structuredClone(host.staticData);
	expect(await host.activate('init')).toBe('existed');
	expect(host.staticData).toEqual(before);
	await callApi(sandbox, 'POST', '/core/users/', { username: 'ada', name: 'Ada' });
	await sandbox.settled();
	expect(host.items).toHaveLength(1);
});
