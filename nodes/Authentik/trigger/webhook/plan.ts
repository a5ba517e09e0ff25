import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../shared/releases';
import { inSpan, RULE_RECEIVERS } from '../../shared/releases';
import { BODY_EXPRESSION, headersExpression } from './expressions';
import type { WebhookObject } from './objects';
import type { Matcher } from '../presets';

/** One object that the trigger needs in authentik. */
export interface Creation {
	/** Identifies the object within the registration. */
	key: string;
	kind: WebhookObject;
	/** The expected object, given the IDs of the objects before it. */
	body: (pks: Readonly<Record<string, string>>) => IDataObject;
}

/** The user's settings, and facts about the server. */
export interface Wanted {
	/** The beginning of every object's name. */
	name: string;
	webhookUrl: string;
	secret: string;
	/** ID of the credential's user. */
	self: number;
	/** UUID of an existing group of receivers; without it, the registration creates one. */
	receiver?: string;
	matchers: Matcher[];
	clientIp?: string;
	release: Release;
}

/**
 * All objects of a registration, in the order in which they can be created. A delivery needs every one of them
 * (authentik/events/tasks.py): a rule asks its bound policies whether an event matters, and has each of its transports
 * call the webhook for the members of its group, once for all of them with `send_once`.
 */
export function planOf(wanted: Wanted): Creation[] {
	const { name, webhookUrl, secret, self, receiver, release } = wanted;
	const group = receiver
		? []
		: [{ key: 'group', kind: 'group', body: () => ({ name, users: [self] }) } satisfies Creation];
	const receivers = inSpan(release, RULE_RECEIVERS.group) ? 'group' : 'destination_group';
	return [
		{
			key: 'headers',
			kind: 'mapping',
			body: () => ({ name: `${name} headers`, expression: headersExpression(secret) }),
		},
		{
			key: 'body',
			kind: 'mapping',
			body: () => ({ name: `${name} body`, expression: BODY_EXPRESSION }),
		},
		...group,
		{
			key: 'transport',
			kind: 'transport',
			body: (pks) => ({
				name,
				mode: 'webhook',
				webhook_url: webhookUrl,
				webhook_mapping_body: pks.body,
				webhook_mapping_headers: pks.headers,
				send_once: true,
			}),
		},
		{
			key: 'rule',
			kind: 'rule',
			body: (pks) => ({
				name,
				transports: [pks.transport],
				[receivers]: receiver ?? pks.group,
			}),
		},
		...wanted.matchers.flatMap((matcher, order) => bound(wanted, matcher, order)),
	];
}

/** A policy that selects events, and its binding to the rule. */
function bound({ name, clientIp }: Wanted, matcher: Matcher, order: number): Creation[] {
	const key = `matcher ${order}`;
	return [
		{
			key,
			kind: 'matcher',
			// Without `action`, authentik crashes. Its `app` never matches the events that it logs itself.
			body: () => ({ name: `${name} #${order}`, ...matcher, client_ip: clientIp ?? null }),
		},
		{
			key: `binding ${order}`,
			kind: 'binding',
			body: (pks) => ({ target: pks.rule, policy: pks[key], order, enabled: true, negate: false }),
		},
	];
}
