import type { Authentik } from '../../core/call';
import { addEvent, describe, failureContext } from '../../core/events';
import type { UserRow } from '../../core/state/models';
import type {
	BindingRow,
	ExpressionPolicyRow,
	MatcherRow,
} from '../../core/state/notification-models';
import { groupsOf } from '../../core/state/parentage';
import type { EventRow } from '../../core/state/signin-models';
import { evaluate, pythonReady, SKIP_OBJECT } from '../../python/run';
import { eventObject } from '../expressions/event-objects';
import { requestObject } from '../expressions/expressions';
import { BINDING_MODEL, bindingLabel, bindingsOf } from './bindings';

/** The input of policies. */
export interface PolicyRequest {
	user: UserRow | undefined;
	event?: EventRow;
}

/** What policies are bound to, and how their answers are combined. */
export interface Bindable {
	pk: string;
	mode: 'any' | 'all';
	/** The answer if nothing is bound. */
	whenEmpty: boolean;
}

/** Whether the bindings let the request pass. */
export function isPassing(
	bindable: Bindable,
	request: PolicyRequest,
	authentik: Authentik,
): boolean {
	const bound = bindingsOf(bindable, authentik.state).filter(({ enabled }) => enabled);
	if (bound.length === 0) return bindable.whenEmpty;
	// All are evaluated: an exception is reported even if another one decides.
	const answers = bound.map((row) => ask(row, request, authentik) !== row.negate);
	return bindable.mode === 'any' ? answers.includes(true) : !answers.includes(false);
}

/** Resolves when the policies can be evaluated. */
export async function policiesReady(target: { pk: string }, { state }: Authentik): Promise<void> {
	const isExpression = ({ policy }: BindingRow) =>
		state.policies.get(policy ?? '')?.kind === 'expression';
	if (bindingsOf(target, state).some(isExpression)) await pythonReady();
}

function ask(row: BindingRow, request: PolicyRequest, authentik: Authentik): boolean {
	const { state } = authentik;
	const { user, event } = request;
	const policy = state.policies.get(row.policy ?? '');
	if (policy?.kind === 'event_matcher') return event !== undefined && matches(policy, event);
	if (policy) return askPython(policy, row, request, authentik);
	if (row.group !== null)
		return user !== undefined && groupsOf(state, user).some(({ pk }) => pk === row.group);
	return user?.pk === row.user;
}

/**
 * Whether an event fits a matcher; what the matcher leaves open does not matter. The sandbox does not implement the
 * query language: a matcher with a query never matches.
 */
function matches({ action, client_ip, app, model, query }: MatcherRow, event: EventRow): boolean {
	const about = event.context.model as { app?: string; model_name?: string } | undefined;
	return (
		!query &&
		(!app || app === event.app) &&
		(!client_ip || client_ip === event.client_ip) &&
		(!action || action === event.action) &&
		(!model || model === `${about?.app}.${about?.model_name}`)
	);
}

function askPython(
	policy: ExpressionPolicyRow,
	row: BindingRow,
	{ user, event }: PolicyRequest,
	authentik: Authentik,
): boolean {
	const { state } = authentik;
	const context = event ? { event: eventObject(event) } : {};
	const variables = { request: requestObject(user, state, context), context };
	const outcome = evaluate(policy.expression, variables, policy.name);
	if ('json' in outcome) return isTruthy(JSON.parse(outcome.json));
	const failure = 'raised' in outcome ? outcome : SKIP_OBJECT;
	const binding = { pk: row.pk, name: bindingLabel(row, state) };
	addEvent(
		{
			action: 'policy_exception',
			app: 'authentik.policies.process',
			user: user && { pk: user.pk, email: user.email, username: user.username },
			context: {
				...failureContext('Policy failed to execute', failure, authentik),
				policy_uuid: policy.pk.replace(/-/g, ''),
				binding: describe(BINDING_MODEL, binding),
			},
		},
		authentik,
	);
	return row.failure_result;
}

/** Whether Python treats a value as true. */
function isTruthy(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return Boolean(value);
}
