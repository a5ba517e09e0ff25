/** What happens to a registration while authentik can't be reached, or refuses. */
import type { WorkflowActivateMode } from 'n8n-workflow';

import type { FaultRule } from '../../../../../sandbox';
import { ONE, useTriggers } from '../../../../support/lifecycle';
import { countsOf } from '../../../../support/webhookObjects';

const { sandbox, trigger, active, deletions, startedBy } = useTriggers();

describe('authentik down', () => {
	it('at activation: reports it', async () => {
		sandbox().fault({ respond: { status: 503, headers: { 'retry-after': '0' } } });
		await expect((await trigger()).activate()).rejects.toThrow("authentik can't be reached");
	});

	it.each<[WorkflowActivateMode, FaultRule]>([
		['init', { respond: { status: 503, headers: { 'retry-after': '0' } } }],
		['leadershipChange', { html: 500 }],
		['init', { path: /\/events\/transports\//, html: 500 }],
	])('at the start of n8n (%s, %j): assumes an intact registration', async (mode, fault) => {
		const host = await active();
		sandbox().fault(fault);
		expect(await host.activate(mode)).toBe('existed');
		expect(deletions()).toEqual([]);
		sandbox().clearFaults();
		expect(await startedBy(host)).toBe(1);
	});

	it.each<[string, WorkflowActivateMode, FaultRule]>([
		['when somebody activates it again', 'activate', { html: 500 }],
		['when it refuses at the start of n8n', 'init', { respond: { status: 403 } }],
	])('reports it %s, and keeps the registration', async (_when, mode, fault) => {
		const host = await active();
		sandbox().fault(fault);
		await expect(host.activate(mode)).rejects.toThrow('authentik');
		sandbox().clearFaults();
		expect(await countsOf(sandbox())).toEqual(ONE);
		expect(await host.activate(mode)).toBe('existed');
	});

	it('at deactivation: stores what is left, and removes it the next time', async () => {
		const host = await active();
		sandbox().fault({ method: 'DELETE', html: 500 });
		expect(await host.deactivate()).toBe(false);
		expect(await countsOf(sandbox())).toEqual(ONE);
		sandbox().clearFaults();
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox())).toEqual({});
		expect(host.staticData).toEqual({ 'node:authentik Trigger': {} });
	});

	it('at deactivation: tries once, since n8n waits, and stores all of it', async () => {
		const host = await active();
		sandbox().fault({ respond: { status: 503, headers: { 'retry-after': '0' } } });
		expect(await host.deactivate()).toBe(false);
		const [first] = deletions();
		expect(deletions()).toEqual(deletions().map(() => first));
		sandbox().clearFaults();
		expect(await host.deactivate()).toBe(true);
		expect(await countsOf(sandbox())).toEqual({});
	});

	it('at deactivation, and activated again: one registration', async () => {
		const host = await active();
		sandbox().fault({ method: 'DELETE', path: /transports/, html: 500 });
		expect(await host.deactivate()).toBe(false);
		expect(await countsOf(sandbox())).toEqual({ transport: 1 });
		sandbox().clearFaults();
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox())).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});
});
