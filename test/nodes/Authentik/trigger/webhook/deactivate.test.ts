/** Nothing is left of a registration that has ended; what could not be deleted is stored, and lets nobody in. */
import { callApi } from '../../../../support/api';
import { ONE, useTriggers } from '../../../../support/lifecycle';
import { countsOf, LISTS, rowsOf } from '../../../../support/webhookObjects';

const { sandbox, trigger, active, deletions, startedBy } = useTriggers();

/** What authentik answers while deliveries of the rule are under way. */
const CRASH = {
	method: 'DELETE',
	path: /\/events\/rules\//,
	respond: { status: 405, contentType: 'text/html', headers: { 'retry-after': '0' }, body: '' },
};

describe('deactivation', () => {
	it('removes in the order that authentik requires', async () => {
		const host = await active();
		expect(await host.deactivate()).toBe(true);
		expect(deletions().map((call) => call.replace(/[^/]+\/$/, ''))).toEqual([
			'DELETE /events/rules/',
			'DELETE /policies/event_matcher/',
			'DELETE /events/transports/',
			'DELETE /propertymappings/notification/',
			'DELETE /propertymappings/notification/',
			'DELETE /core/groups/',
		]);
		expect(await countsOf(sandbox())).toEqual({});
		expect(await startedBy(host)).toBe(0);
	});

	it('ignores what is already gone', async () => {
		const host = await active();
		for (const kind of ['rule', 'matcher', 'group'] as const) {
			const [{ pk }] = await rowsOf(sandbox(), kind);
			await callApi(sandbox(), 'DELETE', `${LISTS[kind]}${String(pk)}/`);
		}
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox())).toEqual({});
	});

	it('retries when authentik crashes over the deliveries of the rule', async () => {
		const host = await active();
		sandbox().fault({ ...CRASH, times: 7 });
		expect(await host.deactivate()).toBe(true);
		expect(deletions().filter((call) => call.includes('/rules/'))).toHaveLength(8);
		expect(await countsOf(sandbox())).toEqual({});
	});

	it('leaves the rest when that does not end, since n8n waits, and stores all of it', async () => {
		const host = await active();
		sandbox().fault(CRASH);
		expect(await host.deactivate()).toBe(false);
		const [first] = deletions();
		expect(deletions()).toEqual(Array(9).fill(first));
		sandbox().clearFaults();
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox())).toEqual({});
	});

	it('sends nothing when there is no registration', async () => {
		expect(await (await trigger()).deactivate()).toBe(true);
		expect(sandbox().requests).toEqual([]);
	});
});

it('what could not be deleted is not forgotten when n8n moves', async () => {
	const host = await active();
	sandbox().fault({ method: 'DELETE', path: /propertymappings/, html: 500 });
	host.move();
	expect(await host.activate('init')).toBe('created');
	expect(await countsOf(sandbox())).toEqual({ ...ONE, mapping: 4 });
	sandbox().clearFaults();
	expect(await host.deactivate()).toBe(true);
	expect(await countsOf(sandbox())).toEqual({});
});

it('what is left of a registration lets nobody in', async () => {
	const host = await active();
	const [secret] = /[0-9a-f]{64}/.exec(JSON.stringify(host.staticData)) as RegExpExecArray;
	sandbox().fault({ method: 'DELETE', html: 500 });
	expect(await host.deactivate()).toBe(false);
	for (const given of [secret, '']) {
		expect(await host.post({}, { 'x-n8n-authentik-trigger': given })).toBe(401);
	}
});
