import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { BindingRow } from '../../../core/state/notification-models';
import { uuid } from '../../../core/state/state';
import { Crash, Refusal } from '../../../drf/errors';
import { computed, readOnly } from '../../../drf/field';
import { boolean, integer, text } from '../../../drf/fields';
import { exact, relatedTo, yesNo } from '../../../drf/filters';
import { message } from '../../../drf/messages';
import { relation } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { BINDING_MODEL, bindingLabel } from '../../policies/bindings';
import { showGroup, showGroupOfUser, showMember } from '../groups/rows';
import { bindableTarget, groupTarget, policyTarget, userTarget } from '../targets';
import { showUser } from '../users/rows';
import { showPolicy } from './policies';

const LARGEST = 2 ** 31 - 1;

const serializer = new Serializer<BindingRow>({
	pk: readOnly(text({ label: 'Policy binding uuid' })),
	policy: relation(policyTarget, { allowNull: true, default: null }),
	group: relation(groupTarget, { allowNull: true, default: null }),
	user: relation(userTarget, { allowNull: true, default: null }),
	policy_obj: computed(({ policy }: BindingRow, call) => {
		const row = call.authentik.state.policies.get(policy ?? '');
		return row ? showPolicy(row, call) : null;
	}),
	group_obj: computed(({ group }: BindingRow, call) => {
		const row = call.authentik.state.groups.get(group ?? '');
		if (!row) return null;
		return has(call, BEHAVIOUR.bindingsShowLess)
			? showGroupOfUser(row, call)
			: showGroup(row, call);
	}),
	user_obj: computed(({ user }: BindingRow, call) => {
		const row = call.authentik.state.users.get(user ?? 0);
		if (!row) return null;
		return has(call, BEHAVIOUR.bindingsShowLess) ? showMember(row) : showUser(row, call);
	}),
	target: relation(bindableTarget),
	negate: boolean({ default: false, help: 'Negates the outcome of the policy.' }),
	enabled: boolean({ default: true }),
	order: integer({ min: -LARGEST - 1, max: LARGEST }),
	timeout: integer({ default: 30, min: 0, max: LARGEST }),
	failure_result: boolean({ default: false, help: 'Result if the Policy execution fails.' }),
	expires: computed(() => null, { when: BEHAVIOUR.bindingsExpire }),
	expiring: computed(() => false, { when: BEHAVIOUR.bindingsExpire }),
});

/** `/policies/bindings/`: which policy, group or user applies to what. */
export const bindings: Viewset<BindingRow> = {
	path: '/policies/bindings/',
	title: 'Policy Binding',
	description: 'PolicyBinding Viewset',
	model: BINDING_MODEL,
	noun: 'PolicyBinding',
	label: bindingLabel,
	lookup: byUuid,
	rows: (state) => state.bindings.all(),
	serializer,
	filters: {
		policy: relatedTo(policyTarget),
		policy__isnull: yesNo(({ policy }) => policy === null),
		target: relatedTo(bindableTarget),
		target_in: {
			test(values) {
				const wanted = values.flatMap((value) => value.split(','));
				return ({ target }) => wanted.includes(target);
			},
		},
		enabled: yesNo(),
		order: exact(),
		timeout: exact(),
	},
	search: [({ policy }, state) => state.policies.get(policy ?? '')?.name],
	ordering: ['target', 'order'],
	create: (values, { authentik }) =>
		authentik.state.bindings.add({ ...values, pk: uuid() } as BindingRow),
	update: (row, values) => void Object.assign(row, values),
	destroy: (row, { authentik }) => authentik.state.bindings.remove(row.pk),
	validate: check,
	usedBy: () => [],
};

/** Every request must contain what is bound and its target: without them, the check crashes. */
function check(values: Partial<BindingRow>, call: Call, row?: BindingRow): void {
	if (values.target === undefined) throw new Crash();
	if (isTaken(values, call, row))
		throw refusal('The fields policy, target, order must make a unique set.');
	const bound = [values.group, values.policy, values.user].filter(Boolean).length;
	if (bound === 1) return;
	const names = "'group', 'policy', 'user'";
	throw refusal(bound === 0 ? `One of ${names} must be set.` : `Only one of ${names} can be set.`);
}

const UNIQUE_SET = ['policy', 'target', 'order'] as const;

/**
 * Whether another binding has the same values in the columns that must be unique. Nulls differ from each other, so
 * groups and users can be bound twice; but a change of none of the three is not checked for nulls, so bindings with a
 * duplicate can't be changed any more.
 */
function isTaken(values: Partial<BindingRow>, { authentik }: Call, row?: BindingRow): boolean {
	const wanted = { policy: null, ...row, ...values };
	const asked = row ? UNIQUE_SET.filter((name) => wanted[name] !== row[name]) : UNIQUE_SET;
	if (asked.some((name) => wanted[name] === null)) return false;
	return authentik.state.bindings
		.all()
		.some((one) => one !== row && UNIQUE_SET.every((name) => one[name] === wanted[name]));
}

function refusal(text: string): Refusal {
	return new Refusal(400, { non_field_errors: [message(text)] });
}
