/** Whatever happened before an activation: there is one working registration after it, and others are unchanged. */
import type { IDataObject } from 'n8n-workflow';

import { callApi } from '../../../../support/api';
import { ONE, USER_CREATED, useTriggers } from '../../../../support/lifecycle';
import type { Listed } from '../../../../support/webhookObjects';
import { countsOf, LISTS, rowsOf } from '../../../../support/webhookObjects';

const { sandbox, trigger, active, startedBy } = useTriggers();

describe('activation', () => {
	it('again finds everything in place and only reads', async () => {
		const host = await active();
		expect(await host.activate()).toBe('existed');
		expect(sandbox().requests.map(({ method }) => method)).toEqual(
			sandbox().requests.map(() => 'GET'),
		);
		expect(await countsOf(sandbox())).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it.each(Object.keys(LISTS) as Listed[])('restores a %s that somebody deleted', async (kind) => {
		const host = await active();
		const [row] = await rowsOf(sandbox(), kind);
		await callApi(sandbox(), 'DELETE', `${LISTS[kind]}${String(row.pk)}/`);
		expect(await host.activate('init')).toBe('created');
		expect(await countsOf(sandbox())).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it.each<[string, Listed, (row: IDataObject) => IDataObject]>([
		['the expression of a mapping', 'mapping', () => ({ expression: 'return {}' })],
		['the address of the transport', 'transport', () => ({ webhook_url: 'http://127.0.0.1:1/' })],
		['the transport to once for each receiver', 'transport', () => ({ send_once: false })],
		['the transports of the rule', 'rule', () => ({ transports: [] })],
		['the receivers of the rule', 'rule', () => ({ destination_group: null })],
		['what the matcher looks for', 'matcher', () => ({ action: 'login' })],
		[
			'the binding, which is off now',
			'binding',
			({ target, policy }) => ({ target, policy, enabled: false }),
		],
		['the members of the group', 'group', () => ({ users: [] })],
	])('repairs what somebody changed: %s', async (_what, kind, change) => {
		const host = await active();
		const row = (await rowsOf(sandbox(), kind))[0];
		const { status } = await callApi(
			sandbox(),
			'PATCH',
			`${LISTS[kind]}${String(row.pk)}/`,
			change(row),
		);
		expect(status).toBe(200);
		expect(await host.activate('init')).toBe('created');
		expect(await countsOf(sandbox())).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it('follows a changed address of n8n', async () => {
		const host = await active();
		host.move();
		expect(await host.activate('init')).toBe('created');
		expect(await countsOf(sandbox())).toEqual(ONE);
		expect((await rowsOf(sandbox(), 'transport'))[0].webhook_url).toBe(host.webhookUrl);
		expect(await startedBy(host)).toBe(1);
	});

	it('follows a token of another user', async () => {
		const host = await active();
		const other = sandbox().addToken({ intent: 'api', superuser: true });
		await host.signInWith(other.key);
		expect(await host.activate('init')).toBe('created');
		expect((await rowsOf(sandbox(), 'group'))[0].users).toEqual([other.user]);
		expect(await countsOf(sandbox())).toEqual(ONE);
	});

	it('follows changed parameters', async () => {
		const host = await active();
		host.edit({ events: ['login', 'logout'] });
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox())).toEqual({ ...ONE, matcher: 2, binding: 2 });
		expect(await startedBy(host)).toBe(0);
		host.edit({ events: ['login'] });
		expect(await host.activate()).toBe('created');
		expect(await countsOf(sandbox())).toEqual(ONE);
	});

	it('replaces what an n8n left behind that stopped before it could store it', async () => {
		const host = await active();
		const [{ name }] = await rowsOf(sandbox(), 'rule');
		host.staticData = {};
		sandbox().clearLog();
		expect(await host.activate()).toBe('created');
		const searches = sandbox().requests.flatMap(({ query }) =>
			new URLSearchParams(query).getAll('search'),
		);
		expect(searches).toEqual(Array(5).fill(name));
		expect(await countsOf(sandbox())).toEqual(ONE);
		expect(await startedBy(host)).toBe(1);
	});

	it('does not change what others created, whatever its name', async () => {
		const body = { name: 'n8n wf1 trigger-node production', expression: 'return 1' };
		await callApi(sandbox(), 'POST', LISTS.mapping, body);
		const host = await active();
		await host.deactivate();
		expect(await countsOf(sandbox())).toEqual({ mapping: 1 });
	});

	it('does not change what contains its name within another', async () => {
		const host = await active();
		const [{ name }] = await rowsOf(sandbox(), 'rule');
		const copy = { name: `Copy of ${String(name)}`, expression: 'return 1' };
		const { body } = await callApi(sandbox(), 'POST', LISTS.mapping, copy);
		host.staticData = {};
		await host.activate();
		const kept = await callApi(sandbox(), 'GET', `${LISTS.mapping}${String(body.pk)}/`);
		expect(kept.status).toBe(200);
		expect(await countsOf(sandbox())).toEqual(ONE);
	});

	it('treats a version that it cannot read as the newest', async () => {
		const body = { version_current: 'unknown' };
		sandbox().fault({ path: '/admin/version/', respond: { status: 200, body } });
		expect(await startedBy(await active())).toBe(1);
	});

	it('keeps workflows, nodes, test and production apart', async () => {
		const all = [
			await active(),
			await active(USER_CREATED, { node: 'other' }),
			await active(USER_CREATED, { workflow: 'wf2' }),
			await active(USER_CREATED, { isTest: true }),
		];
		const names = (await rowsOf(sandbox(), 'rule')).map(({ name }) => name);
		expect(new Set(names).size).toBe(4);
		await callApi(sandbox(), 'POST', '/core/users/', { username: 'ada', name: 'Ada' });
		await sandbox().settled();
		expect(all.map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
		await all[0].deactivate();
		expect((await rowsOf(sandbox(), 'rule')).length).toBe(3);
	});

	it("of a copy that was imported with n8n's data of the original does not change the original", async () => {
		const original = await active();
		const copy = await trigger(USER_CREATED, { workflow: 'wf2' });
		copy.staticData = structuredClone(original.staticData);
		expect(await copy.activate()).toBe('created');
		expect(await startedBy(original)).toBe(1);
		expect(copy.items).toHaveLength(1);
		copy.staticData = structuredClone(original.staticData);
		expect(await copy.deactivate()).toBe(true);
		expect(await startedBy(original)).toBe(1);
	});

	it.each(['list', 'name', 'url'])(
		'accepts a group of receivers by %s, and keeps it',
		async (mode) => {
			const name = `Receivers by ${mode}`;
			const { pk } = sandbox().addGroup({ name, users: [Number(sandbox().addUser().pk)] });
			const url = `${sandbox().url}/if/admin/#/identity/groups/${String(pk)}`;
			const value = { list: pk, name, url }[mode];
			const options = { ...USER_CREATED.options, receiver: { __rl: true, mode, value } };
			const host = await active({ ...USER_CREATED, options });
			expect(await countsOf(sandbox())).toEqual({ ...ONE, group: undefined });
			expect(await startedBy(host)).toBe(1);
			await host.deactivate();
			expect((await callApi(sandbox(), 'GET', `/core/groups/${String(pk)}/`)).status).toBe(200);
		},
	);
});
