import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../nodes/Authentik/shared/releases';
import { callApi } from '../support/api';
import { useReceiver } from '../support/receiver';

const { sandbox, receiver, start, mapping, map, calls, events } = useReceiver();

describe.each(['2025.4', '2025.6', '2025.8', '2026.8'] as const)('in %s', (release) => {
	it('calls the webhook with a matching event, in its own words', async () => {
		await start({ release });
		sandbox().addEvent({ action: 'logout' });
		sandbox().addEvent({ action: 'login', user: { pk: 9, username: 'ann', email: 'a@b.c' } });
		expect(await calls()).toEqual([
			{
				body: 'login: {}',
				severity: 'notice',
				user_email: '',
				user_username: expect.any(String) as string,
				event_user_email: 'a@b.c',
				event_user_username: 'ann',
			},
		]);
		expect(receiver().requests[0].headers).toMatchObject({
			'user-agent': expect.stringMatching(`^authentik@${release}.`) as string,
			'content-type': 'application/json',
		});
		expect(sandbox().deliveries).toMatchObject([{ url: receiver().hook, status: 200, attempt: 1 }]);
	});
});

it('sends what the mappings make of the notification', async () => {
	const { transport, members } = await start();
	await map(transport, {
		webhook_mapping_headers: await mapping('return {"X-Secret": "s3cret"}'),
		webhook_mapping_body: await mapping(
			[
				'event = notification.event',
				'return {"pk": event.pk, "at": event.created.isoformat(), "sent": event.created,',
				'  "who": event.user["username"], "list": [0, "", None, False, 1, {}], "no": None,',
				'  "to": user, "same": request.context["notification"].user.pk, "text": str(event.pk)}',
			].join('\n'),
		),
	});
	const created = '2026-03-01T12:00:00.123456Z';
	const event = sandbox().addEvent({ action: 'login', user: { username: 'ann' }, created });
	const [call] = await calls();
	expect(call).toMatchObject({
		pk: String(event.pk).replace(/-/g, ''),
		text: event.pk,
		at: '2026-03-01T12:00:00.123456+00:00',
		sent: created,
		who: 'ann',
		list: [1],
		no: null,
		to: { pk: members[0] },
		same: members[0],
	});
	expect(receiver().requests[0].headers['x-secret']).toBe('s3cret');
});

it('sends nothing instead of a body that is None', async () => {
	const { transport } = await start();
	await map(transport, { webhook_mapping_body: await mapping('return None') });
	sandbox().addEvent({ action: 'login' });
	await sandbox().settled();
	expect(receiver().requests).toHaveLength(1);
	expect(receiver().requests[0].headers).not.toHaveProperty('content-type');
	expect(sandbox().deliveries[0].body).toBeUndefined();
});

const RAISED: Array<[Release, IDataObject]> = [
	['2025.6', { message: expect.stringContaining('division by zero') }],
	[
		'2025.8',
		{
			message: 'Failed to execute property mapping',
			exception: [
				expect.objectContaining({ exc_type: 'ZeroDivisionError', exc_value: 'division by zero' }),
			],
		},
	],
];

it.each(RAISED)('reports what a mapping raises, and retries, in %s', async (release, context) => {
	const { transport } = await start({ release });
	await map(transport, { webhook_mapping_body: await mapping('return 1 / 0') });
	sandbox().addEvent({ action: 'login' });
	expect(await calls()).toEqual([]);
	const raised = await events('property_mapping_exception');
	expect(raised).toHaveLength(6);
	expect(raised[0].context).toMatchObject(context);
});

it('refuses headers that are not text', async () => {
	const { transport } = await start();
	await map(transport, { webhook_mapping_headers: await mapping('return {"X-Number": 1}') });
	sandbox().addEvent({ action: 'login' });
	expect(await calls()).toEqual([]);
	expect(await callApi(sandbox(), 'POST', `/events/transports/${transport}/test/`)).toMatchObject({
		status: 500,
	});
});

it("uses Slack's format", async () => {
	await start({ transport: { mode: 'webhook_slack' } });
	sandbox().addEvent({
		action: 'login',
		user: { username: 'ann' },
		context: { city: 'Bern', n: 1 },
	});
	const [call] = await calls();
	const [{ title, fields }] = call.attachments as IDataObject[];
	expect(title).toBe('login');
	expect((fields as IDataObject[]).map(({ title: name }) => name)).toEqual([
		'Severity',
		'Dispatched for user',
		'Event user',
		'city',
	]);
});

it('ignores other modes and other machines', async () => {
	const { transport } = await start({ transport: { mode: 'email' } });
	sandbox().addEvent({ action: 'login' });
	await sandbox().settled();
	expect(sandbox().deliveries).toEqual([]);
	await map(transport, { mode: 'webhook', webhook_url: 'https://n8n.example.com/hook' });
	sandbox().addEvent({ action: 'login' });
	await sandbox().settled();
	expect(sandbox().deliveries.map(({ status }) => status)).toEqual(Array(6).fill(undefined));
});

it('notifies of what requests change, including its own rules', async () => {
	const { rule } = await start({}, { action: 'model_updated' });
	await callApi(sandbox(), 'PATCH', `/events/rules/${rule}/`, { severity: 'alert' });
	expect(await calls()).toMatchObject([{ severity: 'alert' }]);
});
