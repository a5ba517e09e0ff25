/** What a poll starts the workflow with, and where the next one continues. */
import type { WorkflowActivateMode } from 'n8n-workflow';

import { startSandbox } from '../../../../../sandbox';
import { callApi } from '../../../../support/api';
import { PollHost } from '../../../../support/poller';
import { at, LOGINS, OWN, pksOf, useLog } from '../../../../support/polling';

const { sandbox, logged, loggedAll, now, polling, queries } = useLog();

describe('the first poll', () => {
	it('starts nothing, and the next ones start with what came after it', async () => {
		loggedAll(3);
		const host = await PollHost.start(sandbox(), LOGINS);
		await host.activate();
		expect(await host.poll()).toEqual([]);
		const pks = loggedAll(2);
		expect(pksOf(await host.poll())).toEqual(pks);
		expect(await host.poll()).toEqual([]);
	});

	it('in a log without such events', async () => {
		const host = await polling();
		const pks = loggedAll(2);
		expect(pksOf(await host.poll())).toEqual(pks);
	});

	it('does not treat as new what turns up late, but already existed', async () => {
		loggedAll(250, 0.1);
		const host = await polling();
		expect(await host.poll()).toEqual([]);
		const late = logged({ created: at(now() - 30_000) });
		expect(pksOf(await host.poll())).toEqual([late]);
	});

	it('of more events in a minute than a position holds', async () => {
		loggedAll(1_100, 0.01);
		const host = await polling();
		expect(host.position.seen).toHaveLength(1_000);
		expect(await host.poll()).toEqual([]);
	});
});

describe('Maximum Events', () => {
	it('the oldest first, and the others with the next polls', async () => {
		const host = await polling({ events: ['login'], options: { ...OWN, maximumEvents: 3 } });
		const pks = loggedAll(7);
		const polls = [await host.poll(), await host.poll(), await host.poll(), await host.poll()];
		expect(polls.map(pksOf)).toEqual([pks.slice(0, 3), pks.slice(3, 6), pks.slice(6), []]);
	});

	it('continues within one moment', async () => {
		const host = await polling({ events: ['login'], options: { ...OWN, maximumEvents: 2 } });
		const pks = loggedAll(5, 600, { created: at(now() + 1) });
		for (let polls = 0; polls < 3; polls++) await host.poll();
		expect(host.executions.map(({ length }) => length)).toEqual([2, 2, 1]);
		expect(pksOf(host.items)?.sort()).toEqual(pks.sort());
	});

	it('is 500 by default', async () => {
		const host = await polling();
		loggedAll(501, 1);
		expect([await host.poll(), await host.poll()].map(({ length }) => length)).toEqual([500, 1]);
	});
});

describe('a backlog', () => {
	it('of which only the oldest are read costs a few pages, and comes out whole', async () => {
		const host = await polling();
		const pks = loggedAll(4_000, 1);
		sandbox().clearLog();
		expect(pksOf(await host.poll())).toEqual(pks.slice(0, 500));
		expect(queries().length).toBeLessThan(30);
		for (let polls = 0; polls < 8; polls++) await host.poll();
		expect(pksOf(host.items)).toEqual(pks);
		expect(JSON.stringify(host.staticData).length).toBeLessThan(50_000);
	});

	it('within a minute comes out whole as well', async () => {
		const host = await polling();
		const pks = loggedAll(2_600, 0.001);
		for (let polls = 0; polls < 6; polls++) await host.poll();
		expect(pksOf(host.items)).toEqual(pks);
		expect(host.position.seen.length).toBeLessThanOrEqual(1_000);
	});
});

describe('a workflow that is published again', () => {
	const again = async (mode: WorkflowActivateMode, startFromNow?: boolean) => {
		const host = await polling({ events: ['login'], options: { ...OWN, startFromNow } });
		const pks = [logged()];
		await host.activate(mode);
		pks.push(logged());
		await host.poll();
		return pks.map((pk) => pksOf(host.items)?.includes(pk));
	};

	it.each<WorkflowActivateMode>(['activate', 'update', 'init', 'leadershipChange'])(
		'continues where it was (%s)',
		async (mode) => {
			expect(await again(mode)).toEqual([true, true]);
		},
	);

	it('skips what happened meanwhile with Start From Now', async () => {
		expect(await again('activate', true)).toEqual([false, true]);
	});

	it.each<WorkflowActivateMode>(['update', 'init', 'leadershipChange'])(
		'was published all along: Start From Now skips nothing (%s)',
		async (mode) => {
			expect(await again(mode, true)).toEqual([true, true]);
		},
	);

	it('starts from now after the first poll that succeeds', async () => {
		const host = await polling({ events: ['login'], options: { ...OWN, startFromNow: true } });
		logged();
		sandbox().fault({ html: 500 });
		await expect(host.activate()).rejects.toThrow('authentik failed to process the GET request');
		sandbox().clearFaults();
		expect(await host.poll()).toEqual([]);
		const pk = logged();
		expect(pksOf(await host.poll())).toEqual([pk]);
	});
});

describe('changed parameters', () => {
	const LOGOUT = { action: 'logout' };
	const both = { events: ['login', 'logout'], options: OWN };

	it('what is now chosen does not bring the past, and what was before is not lost', async () => {
		const host = await polling();
		loggedAll(3, 600, LOGOUT);
		const login = logged();
		await host.edit(both);
		expect(pksOf(host.items)).toEqual([login]);
		const pks = [logged(LOGOUT), logged()];
		expect(pksOf(await host.poll())).toEqual(pks);
	});

	it('also apply while a backlog is read', async () => {
		const few = { ...OWN, maximumEvents: 2 };
		const host = await polling({ events: ['login'], options: few });
		const pks = [logged(), logged(), logged()];
		logged(LOGOUT);
		pks.push(logged());
		await host.edit({ ...both, options: few });
		await host.edit({ events: ['login', 'logout', 'passwordChanged'], options: few });
		pks.push(logged(LOGOUT));
		for (let polls = 0; polls < 3; polls++) await host.poll();
		expect(pksOf(host.items)).toEqual(pks);
		expect(host.position.earlier).toEqual([]);
	});

	it('are forgotten once all events before them are processed', async () => {
		const host = await polling();
		await host.edit(both);
		logged();
		await host.poll();
		logged();
		await host.poll();
		expect(host.position.earlier).toEqual([]);
		sandbox().clearLog();
		await host.poll();
		expect(queries()).toHaveLength(1);
	});
});

describe('the editor', () => {
	it('shows the newest events that match, and does not change the position', async () => {
		const host = await polling();
		const pks = loggedAll(12);
		loggedAll(3, 600, { action: 'logout' });
		expect(pksOf(await host.test())).toEqual(pks.slice(2));
		expect(pksOf(await host.poll())).toEqual(pks);
		expect(pksOf(await host.test())).toEqual(pks.slice(2));
	});

	it('shows them before anything was published', async () => {
		const pks = loggedAll(2);
		const host = await PollHost.start(sandbox(), LOGINS);
		expect(pksOf(await host.test())).toEqual(pks);
	});

	it('shows nothing when nothing matches', async () => {
		logged({ action: 'logout' });
		expect(await (await PollHost.start(sandbox(), LOGINS)).test()).toBeNull();
	});

	it('looks for them, but not in the whole log', async () => {
		loggedAll(301, 1);
		const filters = { app: 'authentik.core' };
		const host = await PollHost.start(sandbox(), { ...LOGINS, filters });
		expect(await host.test()).toBeNull();
		expect(queries()).toHaveLength(4);
		loggedAll(900, 1);
		sandbox().clearLog();
		expect(await host.test()).toBeNull();
		expect(queries()).toHaveLength(10);
	});
});

describe('nothing is lost, and nothing comes twice', () => {
	it('when the third page fails', async () => {
		const host = await polling();
		const pks = loggedAll(260, 1);
		sandbox().fault({ path: '/events/events/', skip: 2, times: 1, html: 500 });
		await expect(host.poll()).rejects.toThrow('authentik failed to process the GET request');
		sandbox().clearFaults();
		expect(pksOf(await host.poll())).toEqual(pks);
	});

	it('when a poll takes longer than the time to the next', async () => {
		const host = await polling();
		const pks = loggedAll(3);
		sandbox().fault({ delay: 50 });
		const polls = await Promise.all([host.poll(), host.poll(), host.poll()]);
		expect(polls.map(pksOf)).toEqual([pks, [], []]);
	});

	it('when authentik no longer keeps what the position was about', async () => {
		const gone = loggedAll(3);
		const host = await polling();
		for (const pk of gone) await callApi(sandbox(), 'DELETE', `/events/events/${pk}/`);
		expect(await host.poll()).toEqual([]);
		const pks = loggedAll(3);
		expect(pksOf(await host.poll())).toEqual(pks);
	});

	it('when the clock of authentik was ahead, and is set right', async () => {
		const hour = 3_600_000;
		const ahead = (seconds: number) => at(Date.now() + hour + seconds * 1000);
		logged({ created: ahead(0) });
		const host = await polling();
		const early = logged({ created: ahead(5) });
		expect(pksOf(await host.poll())).toEqual([early]);
		const right = logged({ created: at(Date.now()) });
		expect(pksOf(await host.poll())).toEqual([right]);
		expect(await host.poll()).toEqual([]);
	});

	it.each(['2020-01-01', '2040-01-01'])('when the clock of n8n says %s', async (day) => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.parse(day));
		try {
			loggedAll(5, 1);
			const host = await polling();
			const pks = loggedAll(120, 1);
			expect(pksOf(await host.poll())).toEqual(pks);
			pks.push(logged({ created: at(now() - 59_000) }));
			clock.mockReturnValue(Date.parse('2026-11-01'));
			expect(pksOf(await host.poll())).toEqual(pks.slice(-1));
			expect(await host.poll()).toEqual([]);
		} finally {
			clock.mockRestore();
		}
	});

	it('when another n8n continues with the same database', async () => {
		const host = await polling();
		const pks = loggedAll(2);
		await host.poll();
		const other = await PollHost.start(sandbox(), LOGINS);
		other.staticData = host.staticData;
		pks.push(logged());
		await other.activate('init');
		host.staticData = other.staticData;
		pks.push(logged());
		await host.activate('leadershipChange');
		expect([...pksOf(host.items)!, ...pksOf(other.items)!].sort()).toEqual(pks.sort());
	});
});

it('the log of another authentik server is read from now on', async () => {
	const host = await polling();
	const other = await startSandbox();
	try {
		logged();
		other.addEvent({ action: 'login', created: at(now()) });
		await host.signInTo(other);
		await host.activate('update');
		expect(host.items).toEqual([]);
		const { pk } = other.addEvent({ action: 'login', created: at(now() + 1000) });
		expect(pksOf(await host.poll())).toEqual([pk]);
	} finally {
		await other.close();
	}
});
