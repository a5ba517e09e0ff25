import type {
	EventMatcherPolicy,
	NotificationTransport,
	PolicyBinding,
} from '@goauthentik/api-2026.8';

import type { UserRow } from './models';
import type { EventRow } from './signin-models';
import type { Columns } from './wire';

/** What is stored of notifications and of the policies that decide about them: see `models.ts`. */

export type TransportRow = Columns<
	NotificationTransport,
	| 'pk'
	| 'name'
	| 'webhook_url'
	| 'webhook_mapping_body'
	| 'webhook_mapping_headers'
	| 'email_subject_prefix'
	| 'email_template'
	| 'send_once'
> & { mode: string };

export interface RuleRow {
	pk: string;
	name: string;
	transports: string[];
	severity: string;
	destination_group: string | null;
	destination_event_user: boolean;
}

interface PolicyBase {
	pk: string;
	name: string;
	execution_logging: boolean;
}

export type MatcherRow = PolicyBase &
	Columns<EventMatcherPolicy, 'client_ip' | 'query'> & {
		kind: 'event_matcher';
		action: string | null;
		app: string | null;
		model: string | null;
	};

export type ExpressionPolicyRow = PolicyBase & { kind: 'expression'; expression: string };

export type PolicyRow = MatcherRow | ExpressionPolicyRow;

export type BindingRow = Columns<
	PolicyBinding,
	| 'pk'
	| 'policy'
	| 'group'
	| 'user'
	| 'target'
	| 'negate'
	| 'enabled'
	| 'order'
	| 'timeout'
	| 'failure_result'
>;

/** A message to a user about an event. */
export interface Notification {
	event: EventRow;
	body: string;
	severity: string;
	user: UserRow;
}
