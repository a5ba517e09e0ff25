/** What the webhook accepts, and how often. */
import { matchesSecret } from '../../../../../nodes/Authentik/trigger/webhook/secret';
import { TriggerHost } from '../../../../support/trigger';
import { event, HEADER, useTrigger } from '../../../../support/webhook';

const { sandbox, host, stored, own, starts } = useTrigger();

describe('only authentik gets in', () => {
	it.each<[string, () => Record<string, string>]>([
		['no secret', () => ({})],
		['an empty secret', () => ({ [HEADER]: '' })],
		['a wrong secret of the same length', () => ({ [HEADER]: '0'.repeat(64) })],
		['the beginning of the secret', () => ({ [HEADER]: stored().secret.slice(0, 63) })],
		['the secret and more', () => ({ [HEADER]: `${stored().secret}0` })],
		['the secret in capital letters', () => ({ [HEADER]: stored().secret.toUpperCase() })],
		['the secret elsewhere', () => ({ authorization: stored().secret })],
	])('not with %s', async (_what, headers) => {
		expect(await host().post(event(), headers())).toBe(401);
		expect(host().items).toEqual([]);
	});

	it.each([undefined, ''])('not where there is no secret to compare with (%p)', (expected) => {
		expect(matchesSecret('', expected)).toBe(false);
	});

	it('reveals nothing else', async () => {
		const response = await fetch(host().webhookUrl, { method: 'POST', body: '{}' });
		expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
	});

	it('not with the secret of a registration that has ended', async () => {
		const other = await TriggerHost.start(sandbox(), { events: ['any'] }, { workflow: 'other' });
		await other.activate();
		const [secret] = /[0-9a-f]{64}/.exec(JSON.stringify(other.staticData)) as RegExpExecArray;
		expect(await other.post(event(), { [HEADER]: secret })).toBe(200);
		await other.deactivate();
		expect(await other.post(event(), { [HEADER]: secret })).toBe(401);
		await other.activate();
		expect(await other.post(event(), { [HEADER]: secret })).toBe(401);
		expect(other.items).toHaveLength(1);
		await other.close();
	});

	it.each([
		['no object', '[]'],
		['no event', '{}'],
		['a text', '"x"'],
		['an event without an id', JSON.stringify(event({ pk: '' }))],
		['an id that is none', JSON.stringify(event({ pk: '../x' }))],
		['no action', JSON.stringify(event({ action: 7 }))],
		['a context of another kind', JSON.stringify(event({ context: [] }))],
		['a user of another kind', JSON.stringify(event({ user: 'alice' }))],
	])('refuses %s', async (_what, body) => {
		expect(await host().post(body, own())).toBe(400);
		expect(host().items).toEqual([]);
	});

	it('refuses what is larger than any event', async () => {
		const body = event({ context: { text: 'x'.repeat(1024 * 1024) } });
		expect(await host().post(body, own())).toBe(413);
		expect(host().items).toEqual([]);
	});

	it("answers the Test button of authentik's transport without a start", async () => {
		expect(await starts(event({ action: 'custom_notification_test' }))).toBe(false);
	});
});

describe('delivery is at least once', () => {
	it('starts once for an event that comes again', async () => {
		const twice = event();
		expect([await starts(twice), await starts(twice), await starts(event())]).toEqual([
			true,
			false,
			true,
		]);
	});

	it('starts once for an event that comes again while the first is being processed', async () => {
		const slow = event();
		const { letGo } = host().holdNext();
		const first = host().post(slow, own());
		await host().held;
		expect(await host().post(slow, own())).toBe(503);
		letGo();
		expect(await first).toBe(200);
		expect(await host().post(slow, own())).toBe(200);
		expect(host().items).toHaveLength(1);
	});

	it('starts when an event comes again because n8n could not start before', async () => {
		const again = event();
		host().failures = 1;
		expect(await host().post(again, own())).toBe(500);
		expect(await starts(again)).toBe(true);
		expect(await starts(again)).toBe(false);
	});

	it('starts each time on request', async () => {
		host().edit({ events: ['any'], options: { allowDuplicates: true } });
		const twice = event();
		expect([await starts(twice), await starts(twice)]).toEqual([true, true]);
	});
});
