/** Which updates are a change of relations. */
import { GROUP, updated, useTrigger } from '../../../support/webhook';

const { host, starts } = useTrigger();

describe('Group Membership Changed', () => {
	const group = { app: 'authentik_core', model_name: 'group', pk: GROUP, name: 'Crew' };
	const user = { app: 'authentik_core', model_name: 'user', pk: 7 };
	const path = `/api/v3/core/groups/${GROUP}/`;
	const patch = (request_id: string, pk = GROUP) =>
		updated({ ...group, pk }, { path, method: 'PATCH', request_id });

	beforeEach(() => host().edit({ events: ['groupMembershipChanged'] }));

	it.each([
		['a member added', updated(group, { path: `${path}add_user/`, method: 'POST' }), true],
		['a member removed', updated(group, { path: `${path}remove_user/`, method: 'POST' }), true],
		[
			'a group created with members',
			updated(group, { path: '/api/v3/core/groups/', method: 'POST' }),
			true,
		],
		[
			'a user created',
			updated(user, { path: '/api/v3/core/users/', method: 'POST', request_id: 'c' }),
			false,
		],
		['a group renamed', patch('a'), false],
		['a user who signs in by a flow', updated(user, { path: '/x/', method: 'POST' }), false],
		['a group that no request changed', updated(group), false],
	])('%s: %s', async (_what, body, expected) => {
		expect(await starts(body)).toBe(expected);
	});

	it('an update that comes again is no second update', async () => {
		const renamed = patch('d');
		expect(await starts(renamed)).toBe(false);
		host().edit({ events: ['groupMembershipChanged'], options: { allowDuplicates: true } });
		expect(await starts(renamed)).toBe(false);
		expect(await starts(patch('d'))).toBe(true);
	});

	it('a user created, who is saved twice: neither is a change of relations', async () => {
		const request = { path: '/api/v3/core/users/', method: 'POST', request_id: 'e' };
		const created = { ...updated(user, request), action: 'model_created' };
		expect(await starts(created)).toBe(false);
		expect(await starts(updated(user, request))).toBe(false);
	});

	it('updates without a known request are no change of relations', async () => {
		const change = () => updated(user, { path: '/x/', method: 'POST' });
		expect([await starts(change()), await starts(change())]).toEqual([false, false]);
	});

	it('a request that saves a group and its members logs two updates, one of which starts', async () => {
		expect(await starts(patch('b'))).toBe(false);
		expect(await starts(patch('b', 'f'.repeat(32)))).toBe(false);
		expect(await starts(patch('b'))).toBe(true);
	});
});
