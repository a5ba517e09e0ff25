import type { IDataObject } from 'n8n-workflow';

import { callApi } from '../support/api';
import { bindMatcher, make } from '../support/notifications';
import { useReceiver } from '../support/receiver';

const { sandbox, receiver, start, map, calls, events } = useReceiver();

it('calls once for each member of the group, unless once is enough', async () => {
	const { transport } = await start({ users: 3, transport: { send_once: false } });
	sandbox().addEvent({ action: 'login' });
	expect(await calls()).toHaveLength(3);
	await map(transport, { send_once: true });
	sandbox().addEvent({ action: 'login' });
	expect(await calls()).toHaveLength(4);
});

it('notifies nobody if there is nobody to notify, but can notify the user of the event', async () => {
	const { rule, group } = await start({ users: 0 });
	const user = sandbox().addUser({ username: 'own' });
	const login = { action: 'login', user: { pk: user.pk } };
	sandbox().addEvent(login);
	expect(await calls()).toEqual([]);
	await callApi(sandbox(), 'PATCH', `/events/rules/${rule}/`, { destination_event_user: true });
	sandbox().addEvent(login);
	expect(await calls()).toMatchObject([{ user_username: 'own' }]);
	await callApi(sandbox(), 'DELETE', `/core/groups/${group}/`);
	sandbox().addEvent(login);
	expect(await calls()).toHaveLength(2);
});

describe('what is bound to a rule', () => {
	it.each([
		[{ action: 'login' }, true],
		[{ action: 'logout' }, false],
		[{}, true],
		[{ client_ip: '10.0.0.1' }, true],
		[{ client_ip: '10.0.0.2' }, false],
		[{ model: 'authentik_core.user' }, true],
		[{ model: 'authentik_core.group' }, false],
		[{ app: 'authentik.core' }, false],
	])('%j lets the event pass: %j', async (matcher, passes) => {
		await start({}, matcher);
		sandbox().addEvent({
			action: 'login',
			app: 'authentik.core.signals',
			client_ip: '10.0.0.1',
			context: { model: { app: 'authentik_core', model_name: 'user' } },
		});
		expect((await calls()).length > 0).toBe(passes);
	});

	it('an empty list lets nothing pass', async () => {
		const { binding } = await start();
		await callApi(sandbox(), 'DELETE', `/policies/bindings/${binding}/`);
		sandbox().addEvent({ action: 'login' });
		expect(await calls()).toEqual([]);
	});

	it('one that matches is enough, disabled ones do not count', async () => {
		const { rule, policy, binding } = await start();
		await bindMatcher(sandbox(), rule, { action: 'login_failed' });
		sandbox().addEvent({ action: 'login_failed' });
		expect(await calls()).toHaveLength(1);
		const values = { target: rule, policy, enabled: false };
		await callApi(sandbox(), 'PATCH', `/policies/bindings/${binding}/`, values);
		sandbox().addEvent({ action: 'login' });
		expect(await calls()).toHaveLength(1);
	});

	it('can be an expression, or the user of the event, or negated', async () => {
		const { rule } = await start();
		const logouts = async () =>
			(await calls()).filter(({ body }) => String(body).startsWith('logout'));
		const expression = 'return request.context["event"].context.get("n", 0) > 1';
		const policy = await make(sandbox(), '/policies/expression/', { name: 'e', expression });
		const bind = async (values: IDataObject) =>
			await make(sandbox(), '/policies/bindings/', { target: rule, order: 1, ...values });
		await bind({ policy: policy.pk });
		sandbox().addEvent({ action: 'logout', context: { n: 1 } });
		sandbox().addEvent({ action: 'logout', context: { n: 2 } });
		expect(await logouts()).toHaveLength(1);
		const pk = sandbox().addUser().pk as number;
		await bind({ user: pk });
		sandbox().addEvent({ action: 'logout', user: { pk } });
		expect(await logouts()).toHaveLength(2);
		await bind({ group: sandbox().addGroup().pk as string, negate: true });
		sandbox().addEvent({ action: 'logout' });
		expect(await logouts()).toHaveLength(3);
	});

	it('counts as notified if it raises, but nobody is notified of that', async () => {
		const { rule } = await start({}, { action: 'policy_exception' });
		const policy = await make(sandbox(), '/policies/expression/', {
			name: 'e',
			expression: 'return 1 / 0',
		});
		const binding = { target: rule, policy: policy.pk, order: 1, failure_result: true };
		await make(sandbox(), '/policies/bindings/', binding);
		await sandbox().settled();
		receiver().clearLog();
		sandbox().addEvent({ action: 'logout' });
		expect(await calls()).toMatchObject([{ body: 'logout: {}' }]);
		const [{ context }] = await events('policy_exception');
		expect(context).toMatchObject({
			message: 'Policy failed to execute',
			exception: [{ exc_type: 'ZeroDivisionError', exc_value: 'division by zero' }],
		});
	});
});
