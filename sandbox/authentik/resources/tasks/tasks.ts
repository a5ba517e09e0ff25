import { has, type Answer, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { Related, TaskRow } from '../../../core/state/task-models';
import { taskUid } from '../../../core/tasks/log';
import { computed } from '../../../drf/field';
import { exact, yesNo, type Filter } from '../../../drf/filters';
import { demand } from '../../../drf/permissions';
import { Serializer } from '../../../drf/serializer';
import type { View } from '../../../drf/view';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { notificationDescription } from '../../notifications/actors';
import { descriptionOf } from '../../scim/actors';

const LOGS = { when: BEHAVIOUR.taskLogs };
const MESSAGES = { when: { from: '2025.8', until: '2025.8' } } as const;

/** A column, as opposed to a computed value: lists can be ordered by it. */
function column<Row extends object>(show: (row: Row, call: Call) => unknown) {
	return { ...computed(show), computed: false };
}

/** The state of a task; in 2025.8 also its outcome. */
export function statusOf({ state, logs }: TaskRow, call: Call): string {
	if (has(call, BEHAVIOUR.taskLogs)) return state;
	if (state !== 'done') return state === 'running' ? 'consumed' : state;
	const levels = ['error', 'warning', 'info'] as const;
	return levels.find((level) => logs.some(({ log_level: one }) => one === level)) ?? 'done';
}

/** The fields for the object that tasks and schedules belong to. */
export const relatedFields = {
	rel_obj_app_label: computed(({ related }: { related?: Related }) => related?.app),
	rel_obj_model: computed(({ related }: { related?: Related }) => related?.model),
	rel_obj_id: computed(({ related }: { related?: Related }) => related?.id ?? null),
};

/** The filters by the object that tasks and schedules belong to. */
export const relatedFilters: Record<string, Filter<{ related?: Related }>> = {
	rel_obj_content_type__app_label: relatedBy('app'),
	rel_obj_content_type__model: relatedBy('model'),
	rel_obj_id: relatedBy('id'),
	rel_obj_id__isnull: yesNo(({ related }) => related === undefined),
};

function relatedBy(part: keyof Related): Filter<{ related?: Related }> {
	return {
		test(values) {
			const wanted = values[values.length - 1];
			return wanted === '' ? undefined : ({ related }) => related?.[part] === wanted;
		},
	};
}

/** `/tasks/tasks/`: background work, from 2025.8 on. */
export const tasks: Viewset<TaskRow> = {
	path: '/tasks/tasks/',
	title: 'Task',
	description: '',
	model: 'authentik_tasks.task',
	noun: 'Task',
	isSilent: true,
	when: BEHAVIOUR.schedules,
	lookup: byUuid,
	rows: (state) => state.tasks.all(),
	serializer: new Serializer<TaskRow>({
		message_id: column((row: TaskRow) => row.pk),
		queue_name: computed(() => 'default'),
		actor_name: column((row: TaskRow) => row.actor_name),
		state: column(({ state }: TaskRow, call) =>
			state === 'running' && !has(call, BEHAVIOUR.taskLogs) ? 'consumed' : state,
		),
		mtime: column((row: TaskRow) => row.mtime),
		retries: { ...column((row: TaskRow) => row.retries), options: LOGS },
		eta: { ...column((row: TaskRow) => row.eta), options: LOGS },
		...relatedFields,
		uid: computed(taskUid),
		messages: computed((row: TaskRow) => row.logs, MESSAGES),
		previous_messages: computed((row: TaskRow) => row.previous, MESSAGES),
		logs: computed((row: TaskRow) => row.logs, LOGS),
		previous_logs: computed((row: TaskRow) => row.previous, LOGS),
		aggregated_status: computed(statusOf),
		description: computed(
			({ actor_name: actor }: TaskRow) => notificationDescription(actor) ?? descriptionOf(actor),
		),
	}),
	filters: {
		...relatedFilters,
		queue_name: {
			test:
				([name]) =>
				() =>
					name === 'default',
		},
		actor_name: exact(),
		state: exact(),
		aggregated_status: {
			test: (values, call) => (row) => values.includes(statusOf(row, call)),
		},
	},
	search: ['pk', 'actor_name', 'state', 'uid'],
	ordering: ['-mtime'],
	actions: [
		{
			path: 'retry/',
			method: 'POST',
			permission: 'authentik_tasks.retry_task',
			run: retry,
		},
	],
};

function retry(row: TaskRow, call: Call): Answer {
	const isAllowed = row.state === 'done' && has(call, BEHAVIOUR.finishedTasksCanBeRetried);
	if (!isAllowed && row.state !== 'rejected') return { status: 400 };
	call.authentik.tasks.again(row);
	return { status: 204 };
}

const COUNTED = [
	...['queued', 'consumed', 'preprocess', 'running', 'postprocess', 'rejected', 'done'],
	...['info', 'warning', 'error'],
];

/** `/tasks/tasks/status/`: how many tasks are in which state. */
export const tasksStatus: View = {
	path: '/tasks/tasks/status/',
	title: 'Status',
	description: '',
	when: BEHAVIOUR.taskLogs,
	handlers: {
		GET(call) {
			demand(call, 'authentik_tasks.view_task');
			const rows = call.authentik.state.tasks.all();
			const count = (status: string) => rows.filter((row) => statusOf(row, call) === status).length;
			return { status: 200, body: Object.fromEntries(COUNTED.map((one) => [one, count(one)])) };
		},
	},
};
