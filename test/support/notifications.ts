import type { IDataObject } from 'n8n-workflow';

import { inSpan, type Release } from '../../nodes/Authentik/shared/releases';
import type { FaultRule, Sandbox } from '../../sandbox';
import { startScimTarget } from '../../sandbox/scim-target/target';
import { callApi } from './api';

/** A receiver of webhooks: answers 200, except where its one fault says otherwise. */
export async function startReceiver() {
	const target = await startScimTarget();
	const { requests, clearLog, close } = target;
	const fault = (...rules: FaultRule[]) => {
		target.clearFaults();
		for (const rule of [...rules, { respond: { status: 200, body: 'ok' } }]) target.fault(rule);
	};
	fault();
	return { hook: new URL('/hook', target.url).href, requests, clearLog, close, fault };
}

/** Creates an object with the API; returns what the API shows of it. */
export async function make(
	sandbox: Sandbox,
	path: string,
	body: IDataObject,
): Promise<IDataObject & { pk: string }> {
	const answer = await callApi(sandbox, 'POST', path, body);
	if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer)}`);
	return answer.body as IDataObject & { pk: string };
}

/** A release's name for the group of a rule. */
export function groupKey(release: Release): string {
	return inSpan(release, { until: '2025.6' }) ? 'group' : 'destination_group';
}

/** A rule with everything that it needs to call a webhook, without bindings. */
export async function makeRule(
	sandbox: Sandbox,
	{
		transport = {},
		rule = {},
		users = 1,
	}: Partial<Record<'transport' | 'rule', IDataObject>> & {
		users?: number;
	},
) {
	const members = Array.from({ length: users }, () => sandbox.addUser().pk as number);
	const group = await make(sandbox, '/core/groups/', { name: 'told', users: members });
	const sent = await make(sandbox, '/events/transports/', {
		name: 'hook',
		mode: 'webhook',
		send_once: true,
		...transport,
	});
	const made = await make(sandbox, '/events/rules/', {
		name: 'rule',
		transports: [sent.pk],
		[groupKey(sandbox.release)]: group.pk,
		...rule,
	});
	return { rule: made.pk, transport: sent.pk, group: group.pk, members };
}

/** Binds an event matcher to a rule. */
export async function bindMatcher(sandbox: Sandbox, rule: string, matcher: IDataObject) {
	const name = `matcher ${JSON.stringify(matcher)}`;
	const policy = await make(sandbox, '/policies/event_matcher/', {
		name,
		action: null,
		...matcher,
	});
	const binding = { target: rule, policy: policy.pk, order: 0 };
	return { policy: policy.pk, binding: (await make(sandbox, '/policies/bindings/', binding)).pk };
}
