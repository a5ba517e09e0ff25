import type { Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type {
	ExpressionPolicyRow,
	MatcherRow,
	PolicyRow,
} from '../../../core/state/notification-models';
import { uuid, type State } from '../../../core/state/state';
import { Crash, invalid } from '../../../drf/errors';
import { computed, readOnly, taken, unique, type Scope } from '../../../drf/field';
import { boolean, choice, text } from '../../../drf/fields';
import { exact, yesNo } from '../../../drf/filters';
import { TEXTS } from '../../../drf/messages';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type UsedBy, type Viewset } from '../../../drf/viewset';
import { syntaxComplaint } from '../../expressions/expressions';
import { bindingUse, removeBindings } from '../../policies/bindings';
import { EVENT_ACTIONS } from '../events/actions';
import { MODEL_NAMES } from './model-names';

const KINDS = {
	event_matcher: {
		component: 'ak-policy-event-matcher-form',
		verbose_name: 'Event Matcher Policy',
		verbose_name_plural: 'Event Matcher Policies',
		meta_model_name: 'authentik_policies_event_matcher.eventmatcherpolicy',
	},
	expression: {
		component: 'ak-policy-expression-form',
		verbose_name: 'Expression Policy',
		verbose_name_plural: 'Expression Policies',
		meta_model_name: 'authentik_policies_expression.expressionpolicy',
	},
} as const;

/** Names are unique across all kinds. */
const policyFields = {
	pk: readOnly(text({ label: 'Policy uuid' })),
	name: text({ validators: [unique((state) => state.policies.all(), taken('Policy'))] }),
	execution_logging: boolean({ default: false }),
	component: computed((row: PolicyRow) => KINDS[row.kind].component),
	verbose_name: computed((row: PolicyRow) => KINDS[row.kind].verbose_name),
	verbose_name_plural: computed((row: PolicyRow) => KINDS[row.kind].verbose_name_plural),
	meta_model_name: computed((row: PolicyRow) => KINDS[row.kind].meta_model_name),
	bound_to: computed(({ pk }: PolicyRow, { authentik }) => boundTo(pk, authentik.state).length),
};

const matcherSerializer = new Serializer<MatcherRow>({
	...policyFields,
	action: choice(EVENT_ACTIONS, { allowNull: true, default: null }),
	client_ip: text({ allowNull: true, default: null }),
	app: text({ allowNull: true, default: null, check: checkApp }),
	model: choice(
		MODEL_NAMES.map((value) => ({ value, label: value })),
		{ allowNull: true, default: null },
	),
	query: text({ allowNull: true, default: null, when: BEHAVIOUR.matcherQueries }),
});

const expressionSerializer = new Serializer<ExpressionPolicyRow>({
	...policyFields,
	expression: text({ check: checkExpression }),
});

/** A policy in the format of its kind. */
export function showPolicy(row: PolicyRow, call: Call): Record<string, unknown> {
	return row.kind === 'expression'
		? expressionSerializer.show(row, call)
		: matcherSerializer.show(row, call);
}

/** The app is not checked against a list, since events name the module, not the app. */
function checkApp(value: unknown): void {
	const input = String(value);
	if (!/^authentik(\.[a-z0-9_]+)+$/.test(input)) throw invalid(TEXTS.notChoice, { input });
}

function checkExpression(value: unknown, { row }: Scope): void {
	const name = (row as PolicyRow | undefined)?.name ?? 'temp-policy';
	const complaint = syntaxComplaint(String(value), name);
	if (complaint !== undefined) throw invalid(complaint);
}

function boundTo(policy: string, { bindings }: State) {
	return bindings.all().filter((binding) => binding.policy === policy);
}

/** What both kinds have in common. */
function policyViewset<Row extends PolicyRow>(
	kind: Row['kind'],
	serializer: Serializer<Row>,
): Pick<
	Viewset<Row>,
	'model' | 'lookup' | 'rows' | 'serializer' | 'search' | 'ordering' | 'create' | 'update'
> &
	Pick<Viewset<Row>, 'destroy' | 'usedBy'> {
	return {
		model: KINDS[kind].meta_model_name,
		lookup: byUuid,
		rows: (state) => state.policies.all().filter((row): row is Row => row.kind === kind),
		serializer,
		search: ['name'],
		ordering: ['name'],
		create(values, { authentik }) {
			const row = { ...values, kind, pk: uuid() } as Row;
			authentik.state.policies.add(row);
			return row;
		},
		update: (row, values) => void Object.assign(row, values),
		destroy: removePolicy,
		usedBy: usesOf,
	};
}

function removePolicy({ pk }: PolicyRow, call: Call): void {
	removeBindings(({ policy }) => policy === pk, call);
	call.authentik.state.policies.remove(pk);
}

function usesOf({ pk }: PolicyRow, { authentik: { state } }: Call): UsedBy[] {
	return boundTo(pk, state).map((binding) => bindingUse(binding, state));
}

/** `/policies/all/`: every policy, whatever its kind. */
export const allPolicies: Viewset<PolicyRow> = {
	path: '/policies/all/',
	title: 'Policy',
	description: 'Policy Viewset',
	model: 'authentik_policies.policy',
	modelOf: ({ kind }) => KINDS[kind].meta_model_name,
	noun: 'Policy',
	lookup: byUuid,
	rows: (state) => state.policies.all(),
	serializer: new Serializer<PolicyRow>(policyFields),
	filters: {
		bindings__isnull: {
			test: (values, call, name) =>
				yesNo<PolicyRow>(({ pk }) => boundTo(pk, call.authentik.state).length === 0).test(
					values,
					call,
					name,
				),
		},
	},
	search: ['name'],
	ordering: [],
	destroy: removePolicy,
	usedBy: usesOf,
};

/** `/policies/event_matcher/` */
export const eventMatchers: Viewset<MatcherRow> = {
	...policyViewset('event_matcher', matcherSerializer),
	path: '/policies/event_matcher/',
	title: 'Event Matcher Policy',
	description: 'Event Matcher Policy Viewset',
	noun: 'EventMatcherPolicy',
	filters: {
		name: exact(),
		action: exact(),
		client_ip: exact(),
		app: exact(),
		model: exact(),
		execution_logging: yesNo(),
		policy_uuid: exact('pk'),
		query: { ...exact(), when: BEHAVIOUR.matcherQueries },
	},
	validate(values) {
		// authentik reads it without checking that it was sent, whatever the method.
		if (values.action === undefined) throw new Crash();
	},
};

/** `/policies/expression/` */
export const expressionPolicies: Viewset<ExpressionPolicyRow> = {
	...policyViewset('expression', expressionSerializer),
	path: '/policies/expression/',
	title: 'Expression Policy',
	description: 'Source Viewset',
	noun: 'ExpressionPolicy',
	needsPython: true,
	filters: {
		name: exact(),
		expression: exact(),
		execution_logging: yesNo(),
		policy_uuid: exact('pk'),
	},
};
