import type { Call } from '../../../core/call';
import { recordModel, recordRelation } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { RuleRow } from '../../../core/state/notification-models';
import { uuid, type State } from '../../../core/state/state';
import type { TaskRow } from '../../../core/state/task-models';
import { computed, readOnly, taken, unique } from '../../../drf/field';
import { boolean, choice, text } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { exactly } from '../../../drf/lookups';
import { relation, relations } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type UsedBy, type Viewset } from '../../../drf/viewset';
import { boundUses, removeBindings } from '../../policies/bindings';
import { showGroup } from '../groups/rows';
import { groupTarget, transportTarget } from '../targets';
import { RULE_MODEL } from './rule-rows';
import { transportUse } from './transport-rows';

/** A rule as it is sent: up to 2025.6 its group has another name. */
type RuleValues = RuleRow & { group?: string | null };

function groupField(when: typeof BEHAVIOUR.ruleGroups | typeof BEHAVIOUR.ruleDestinations) {
	return relation(groupTarget, { allowNull: true, required: false, when });
}

function groupObject(when: typeof BEHAVIOUR.ruleGroups | typeof BEHAVIOUR.ruleDestinations) {
	const show = ({ destination_group: pk }: RuleRow, call: Call) => {
		const group = call.authentik.state.groups.get(pk ?? '');
		return group ? showGroup(group, call) : null;
	};
	return computed(show, { when });
}

const destinationName = exactly<RuleValues>(
	({ destination_group: pk }, state) => state.groups.get(pk ?? '')?.name,
);

const SEVERITIES = [
	{ value: 'notice', label: 'Notice' },
	{ value: 'warning', label: 'Warning' },
	{ value: 'alert', label: 'Alert' },
];

/** `/events/rules/`: which events go to whom. */
export const rules: Viewset<RuleValues> = {
	path: '/events/rules/',
	title: 'Notification Rule',
	description: 'NotificationRule Viewset',
	model: RULE_MODEL,
	noun: 'NotificationRule',
	isSilent: true,
	lookup: byUuid,
	rows: (state) => state.rules.all(),
	serializer: new Serializer<RuleValues>({
		pk: readOnly(text({ label: 'Pbm uuid' })),
		name: text({
			validators: [unique((state) => state.rules.all(), taken('Notification Rule'))],
		}),
		transports: relations(transportTarget),
		severity: choice(SEVERITIES, { default: 'notice' }),
		group: {
			...groupField(BEHAVIOUR.ruleGroups),
			show: ({ destination_group: pk }: RuleRow) => pk,
		},
		group_obj: groupObject(BEHAVIOUR.ruleGroups),
		destination_group: {
			...groupField(BEHAVIOUR.ruleDestinations),
			options: { ...groupField(BEHAVIOUR.ruleDestinations).options, default: null },
		},
		destination_group_obj: groupObject(BEHAVIOUR.ruleDestinations),
		destination_event_user: boolean({ default: false, when: BEHAVIOUR.ruleDestinations }),
	}),
	filters: {
		name: exact(),
		severity: exact(),
		group__name: { ...destinationName, when: BEHAVIOUR.ruleGroups },
		destination_group__name: { ...destinationName, when: BEHAVIOUR.ruleDestinations },
	},
	search: ['name'],
	ordering: ['name'],
	create(values, call) {
		const row = call.authentik.state.rules.add({ ...columnsOf(values), pk: uuid() } as RuleRow);
		recordModel(call, 'created', RULE_MODEL, row);
		recordRelation(call, RULE_MODEL, row, [], row.transports);
		return row;
	},
	update(row, values, call) {
		const { transports } = row;
		Object.assign(row, columnsOf(values));
		recordModel(call, 'updated', RULE_MODEL, row);
		recordRelation(call, RULE_MODEL, row, transports, row.transports);
	},
	destroy(row, call) {
		removeBindings(({ target }) => target === row.pk, call);
		recordModel(call, 'deleted', RULE_MODEL, row);
		call.authentik.state.rules.remove(row.pk);
	},
	tasksOf: (row, state) => tasksOf([row.pk, ...row.transports], state),
	usedBy: (row, { authentik }) => usesOf(row, authentik.state),
};

function columnsOf({ group, ...columns }: Partial<RuleValues>): Partial<RuleRow> {
	return group === undefined ? columns : { ...columns, destination_group: group };
}

function tasksOf(pks: string[], state: State): TaskRow[] {
	return state.tasks.all().filter(({ related }) => related && pks.includes(related.id));
}

function usesOf(row: RuleRow, state: State): UsedBy[] {
	const tasks = tasksOf([row.pk], state);
	return [
		...boundUses(row, state),
		...tasks.map(({ pk }) => ({
			app: 'authentik_tasks',
			model_name: 'task',
			pk,
			name: pk,
			action: 'cascade' as const,
		})),
		...row.transports.flatMap((pk) => {
			const transport = state.transports.get(pk);
			return transport ? [transportUse(transport, 'cascade_many')] : [];
		}),
	];
}
