/** Which of the events that arrive start a workflow. */
import type { IDataObject } from 'n8n-workflow';

import { ALICE, event, GROUP, updated, useTrigger } from '../../../support/webhook';

const { host, stored, starts } = useTrigger();

describe('what starts a workflow', () => {
	it('not the actions of the own user, by default', async () => {
		const mine = () => event({ user: { ...ALICE, pk: stored().self } });
		expect(await starts(mine())).toBe(false);
		host().edit({ events: ['any'], options: { allowOwnEvents: true } });
		expect(await starts(mine())).toBe(true);
	});

	it('not what happens to the objects of the trigger itself', async () => {
		const transport = stored().made.find(({ key }) => key === 'transport')!;
		const model = {
			app: 'authentik_events',
			model_name: 'notificationtransport',
			pk: transport.pk.replace(/-/g, ''),
		};
		expect(await starts(updated(model))).toBe(false);
		expect(await starts(updated({ ...model, pk: GROUP }))).toBe(true);
	});

	it('only what was chosen, even if more arrives', async () => {
		host().edit({ events: ['login', 'userDeleted'] });
		const user = { app: 'authentik_core', model_name: 'user', pk: 7 };
		const deleted = (model: IDataObject) => event({ action: 'model_deleted', context: { model } });
		expect(await starts(event())).toBe(true);
		expect(await starts(event({ action: 'login_failed' }))).toBe(false);
		expect(await starts(deleted(user))).toBe(true);
		expect(await starts(deleted({ ...user, model_name: 'group' }))).toBe(false);
		expect(await starts(event({ action: 'model_deleted' }))).toBe(false);
		host().edit({ events: ['a choice that is gone'] });
		expect(await starts(event())).toBe(false);
	});

	it.each<[string, IDataObject, boolean[]]>([
		['client IP', { clientIp: '192.0.2.7' }, [true, true, false]],
		['name of the object', { object: 'Ada' }, [false, true, false]],
		['a part of the name', { object: 'Ad' }, [false, false, false]],
		['ID of the object', { object: '={{ 7 }}' }, [false, true, false]],
		['object type', { objectType: 'authentik_core.user' }, [false, true, false]],
		['app of the object', { app: 'authentik_core' }, [false, true, false]],
		['app of the object, by its module', { app: 'authentik.core' }, [false, true, false]],
		['the beginning of an app', { app: 'authentik' }, [true, false, true]],
		['app that logged it', { app: 'authentik.events' }, [true, false, true]],
		['app with underscores', { app: 'authentik_events_signals' }, [true, false, true]],
		['the beginning of an app', { app: 'authentik.event' }, [false, false, false]],
		['an expression that finds nothing', { username: '={{ undefined }}' }, [true, true, true]],
		['who did it', { username: 'alice' }, [true, true, false]],
		['whom it is about', { username: 'bob' }, [false, false, true]],
		['nothing', { username: ' ' }, [true, true, true]],
		['several', { username: 'alice', app: 'authentik_core' }, [false, true, false]],
	])('filtered by %s', async (_what, filters, expected) => {
		host().edit({ events: ['any'], filters });
		const user = { app: 'authentik_core', model_name: 'user', name: 'Ada', pk: 7 };
		const nobody = { user: {}, client_ip: null, action: 'login_failed' };
		const all = [event(), updated(user), event({ ...nobody, context: { username: 'bob' } })];
		const results = [];
		for (const one of all) results.push(await starts(one));
		expect(results).toEqual(expected);
	});

	it.each([GROUP, '01234567-89ab-cdef-0123-456789abcdef'])(
		'filtered by the UUID %s of the object',
		async (object) => {
			host().edit({ events: ['any'], filters: { object } });
			const group = { app: 'authentik_core', model_name: 'group', name: 'Crew', pk: GROUP };
			expect(await starts(updated(group))).toBe(true);
			expect(await starts(updated({ ...group, pk: GROUP.replace('0', '1') }))).toBe(false);
		},
	);
});
