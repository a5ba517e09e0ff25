import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { callApi } from '../support/api';
import { bindMatcher, make, makeRule } from '../support/notifications';

const HOOK = 'https://n8n.example.com/hook';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandbox()));
afterEach(async () => await sandbox.close());

const call = async (method: string, path: string, body?: IDataObject) =>
	await callApi(sandbox, method, path, body);

/** The log of changes since it was last cleared, the oldest first. */
async function changes() {
	const { body } = await call('GET', '/events/events/?action=model_&page_size=100');
	return [...(body.results as IDataObject[])].reverse().map(({ action, context }) => {
		const { model_name: model } = (context as { model: IDataObject }).model;
		return `${action as string} ${model as string}`;
	});
}

it.each([
	['POST', { name: 'm' }],
	['PUT', { name: 'm' }],
	['PATCH', {}],
])('crashes if a matcher is sent without an action by %s', async (method, body) => {
	const { rule } = await makeRule(sandbox, { transport: { webhook_url: HOOK } });
	const { policy } = await bindMatcher(sandbox, rule, {});
	const path = `/policies/event_matcher/${method === 'POST' ? '' : `${policy}/`}`;
	expect(await call(method, path, body)).toEqual({ status: 405, body: {} });
});

it.each([
	[{ action: 'zzz' }, { action: ['"zzz" is not a valid choice.'] }],
	[{ action: '' }, { action: ['"" is not a valid choice.'] }],
	[{ action: null, model: 'x.y' }, { model: ['"x.y" is not a valid choice.'] }],
	[{ action: null, app: 'x' }, { app: ['"x" is not a valid choice.'] }],
	[{}, { name: ['This field is required.'] }],
])('refuses the matcher %j', async (values, body) => {
	const named = Object.keys(values).length > 0 ? { name: 'm', ...values } : values;
	expect(await call('POST', '/policies/event_matcher/', named)).toEqual({ status: 400, body });
});

it('refuses a policy whose name is taken, or whose expression is not valid Python', async () => {
	await make(sandbox, '/policies/event_matcher/', { name: 'p', action: null });
	const taken = { name: ['Policy with this name already exists.'] };
	const values = { name: 'p', expression: 'return True' };
	expect((await call('POST', '/policies/expression/', values)).body).toEqual(taken);
	const broken = { name: 'q', expression: 'return (' };
	expect((await call('POST', '/policies/expression/', broken)).body).toEqual({
		expression: [expect.stringContaining('Expression Syntax Error') as string],
	});
});

it('accepts any mappings, but each name only once', async () => {
	sandbox.addMapping({ name: 'taken' });
	const path = '/propertymappings/notification/';
	const mapping = await make(sandbox, path, { name: 'm', expression: 'return (' });
	expect(Object.keys(mapping)).toEqual(['pk', 'name', 'expression']);
	expect(await call('POST', path, { name: 'taken', expression: 'x' })).toEqual({
		status: 400,
		body: { name: ['Property Mapping with this name already exists.'] },
	});
	const all = await call('GET', '/propertymappings/all/?search=m');
	expect(all.body.results).toContainEqual(
		expect.objectContaining({ meta_model_name: 'authentik_events.notificationwebhookmapping' }),
	);
});

it('requires the address of a webhook every time that the mode is sent', async () => {
	const { transport } = await makeRule(sandbox, { transport: { webhook_url: HOOK } });
	const path = `/events/transports/${transport}/`;
	expect(await call('PATCH', path, { mode: 'webhook' })).toEqual({
		status: 400,
		body: { webhook_url: ['Webhook URL may not be empty.'] },
	});
	expect((await call('PATCH', path, { mode: 'webhook', webhook_url: 'x' })).body).toEqual({
		webhook_url: ['Enter a valid URL.'],
	});
	expect((await call('PATCH', path, { webhook_url: HOOK })).status).toBe(200);
});

it.each([
	[{ order: 'x' }, 400],
	[{ order: 1 }, 405],
])('changes no binding without its target: %j', async (values, status) => {
	const { rule } = await makeRule(sandbox, { transport: { webhook_url: HOOK } });
	const { binding } = await bindMatcher(sandbox, rule, {});
	expect((await call('PATCH', `/policies/bindings/${binding}/`, values)).status).toBe(status);
});

it('requires one thing to bind, once per target', async () => {
	const { rule, group } = await makeRule(sandbox, { transport: { webhook_url: HOOK } });
	const { policy } = await bindMatcher(sandbox, rule, {});
	const path = '/policies/bindings/';
	const post = async (values: IDataObject) =>
		(await call('POST', path, { target: rule, order: 0, ...values })).body;
	expect(await post({})).toEqual({
		non_field_errors: ["One of 'group', 'policy', 'user' must be set."],
	});
	expect(await post({ group, policy, order: 1 })).toEqual({
		non_field_errors: ["Only one of 'group', 'policy', 'user' can be set."],
	});
	expect(await post({ policy })).toEqual({
		non_field_errors: ['The fields policy, target, order must make a unique set.'],
	});
	expect(await post({ policy, order: 1 })).toMatchObject({ order: 1 });
});

it('finds bindings by what they are about', async () => {
	const { rule, group } = await makeRule(sandbox, { transport: { webhook_url: HOOK } });
	const { policy, binding } = await bindMatcher(sandbox, rule, {});
	const other = await make(sandbox, '/policies/bindings/', { target: rule, group, order: 7 });
	const found = async (query: string) => {
		const { body } = await call('GET', `/policies/bindings/?${query}`);
		return (body.results as IDataObject[]).map(({ pk }) => pk);
	};
	expect(await found(`target=${rule}&ordering=-order`)).toEqual([other.pk, binding]);
	expect(await found(`policy=${policy}`)).toEqual([binding]);
	expect(await found('policy__isnull=true')).toEqual([other.pk]);
	expect(await found('order=7&enabled=true')).toEqual([other.pk]);
	expect(await found('search=matcher')).toEqual([binding]);
	expect(
		await call('GET', '/policies/bindings/?target=00000000-0000-4000-8000-000000000000'),
	).toMatchObject({ status: 400 });
});

it('deletes bindings with their objects and targets, and logs it', async () => {
	const { rule, transport } = await makeRule(sandbox, { transport: { webhook_url: HOOK } });
	const { policy } = await bindMatcher(sandbox, rule, {});
	await bindMatcher(sandbox, rule, { action: 'login' });
	const count = async () => {
		const { body } = await call('GET', '/policies/bindings/');
		return (body.results as IDataObject[]).length;
	};
	await call('DELETE', `/policies/event_matcher/${policy}/`);
	expect(await count()).toBe(1);
	await call('DELETE', `/events/rules/${rule}/`);
	expect(await count()).toBe(0);
	await call('DELETE', `/events/transports/${transport}/`);
	expect((await changes()).filter((one) => one.startsWith('model_deleted'))).toEqual([
		'model_deleted eventmatcherpolicy',
		'model_deleted policybinding',
		'model_deleted policybinding',
		'model_deleted notificationrule',
		'model_deleted notificationtransport',
	]);
});

it('clears references to something deleted', async () => {
	const expression = 'return {}';
	const mapping = await make(sandbox, '/propertymappings/notification/', {
		name: 'm',
		expression,
	});
	const { rule, transport, group } = await makeRule(sandbox, {
		transport: { webhook_url: HOOK, webhook_mapping_body: mapping.pk },
	});
	await call('DELETE', `/propertymappings/notification/${mapping.pk}/`);
	expect((await call('GET', `/events/transports/${transport}/`)).body).toMatchObject({
		webhook_mapping_body: null,
	});
	await call('DELETE', `/core/groups/${group}/`);
	await call('DELETE', `/events/transports/${transport}/`);
	expect((await call('GET', `/events/rules/${rule}/`)).body).toMatchObject({
		destination_group: null,
		transports: [],
	});
});
