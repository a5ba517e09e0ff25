import type { IDataObject } from 'n8n-workflow';

import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { callApi } from '../support/api';
import { bindMatcher, groupKey, make, makeRule } from '../support/notifications';

const HOOK = 'https://n8n.example.com/hook';

let sandbox: Sandbox;
afterEach(async () => await sandbox.close());

const call = async (method: string, path: string, body?: IDataObject) =>
	await callApi(sandbox, method, path, body);

const KEYS = {
	transport: ['pk', 'name', 'mode', 'mode_verbose', 'webhook_url'],
	mappings: ['webhook_mapping_body', 'webhook_mapping_headers'],
	email: ['email_subject_prefix', 'email_template'],
	rule: ['pk', 'name', 'transports', 'severity'],
};

describe.each(RELEASES)('in %s', (release) => {
	beforeEach(async () => void (sandbox = await startSandbox({ release })));

	it('has the fields of the release', async () => {
		const since = (first: string) => release.localeCompare(first, 'en', { numeric: true }) >= 0;
		const { rule, transport } = await makeRule(sandbox, { transport: { webhook_url: HOOK } });
		const shown = await call('GET', `/events/transports/${transport}/`);
		expect(Object.keys(shown.body)).toEqual([
			...KEYS.transport,
			...(since('2026.5') ? ['webhook_ca'] : []),
			...KEYS.mappings,
			...(since('2025.8') ? KEYS.email : []),
			'send_once',
		]);
		const ofRule = await call('GET', `/events/rules/${rule}/`);
		const key = groupKey(release);
		expect(Object.keys(ofRule.body)).toEqual([
			...KEYS.rule,
			key,
			`${key}_obj`,
			...(since('2025.8') ? ['destination_event_user'] : []),
		]);
		const { policy, binding } = await bindMatcher(sandbox, rule, {});
		const ofPolicy = await call('GET', `/policies/event_matcher/${policy}/`);
		expect(Object.keys(ofPolicy.body).includes('query')).toBe(since('2026.5'));
		const ofBinding = await call('GET', `/policies/bindings/${binding}/`);
		expect(Object.keys(ofBinding.body).includes('expiring')).toBe(since('2026.8'));
		expect(ofBinding.body.policy_obj).toMatchObject({ pk: policy, bound_to: 1 });
	});

	it("ignores another release's name of the group", async () => {
		const { pk } = await make(sandbox, '/core/groups/', { name: 'told' });
		const [own, other] = ['group', 'destination_group'].sort((a) =>
			a === groupKey(release) ? -1 : 1,
		);
		const rule = await make(sandbox, '/events/rules/', { name: 'rule', [other]: pk });
		expect(rule[own]).toBeNull();
		const changed = await call('PATCH', `/events/rules/${rule.pk}/`, { [own]: pk });
		expect(changed.body[own]).toBe(pk);
		expect(changed.body[`${own}_obj`]).toMatchObject({ name: 'told' });
	});
});

it.each([
	['/propertymappings/notification/', 'authentik_events', 'notificationwebhookmapping'],
	['/events/transports/', 'authentik_events', 'notificationtransport'],
	['/events/rules/', 'authentik_events', 'notificationrule'],
	['/policies/event_matcher/', 'authentik_policies_event_matcher', 'eventmatcherpolicy'],
	['/policies/expression/', 'authentik_policies_expression', 'expressionpolicy'],
	['/policies/bindings/', 'authentik_policies', 'policybinding'],
])('%s requires rights', async (path, app, model) => {
	sandbox = await startSandbox();
	const status = async (permissions: string[], method: string) => {
		const { key } = sandbox.addToken({ intent: 'api', permissions });
		const server = { url: sandbox.url, token: key };
		return (await callApi(server, method, path, method === 'POST' ? {} : undefined)).status;
	};
	expect(await status([], 'GET')).toBe(403);
	expect(await status([`${app}.view_${model}`], 'GET')).toBe(200);
	expect(await status([`${app}.view_${model}`], 'POST')).toBe(403);
	expect(await status([`${app}.add_${model}`], 'POST')).toBe(400);
});
