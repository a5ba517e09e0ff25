import type { Answer, Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import { stamp } from '../../../core/state/state';
import type { ScheduleRow, TaskRow } from '../../../core/state/task-models';
import { taskUid } from '../../../core/tasks/log';
import { computed } from '../../../drf/field';
import { boolean, text } from '../../../drf/fields';
import { exact, yesNo } from '../../../drf/filters';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { descriptionOf } from '../../scim/actors';
import { send } from '../../scim/start';
import { relatedFields, relatedFilters, statusOf } from './tasks';

/** The ended tasks of a schedule, the latest first. */
export function endedTasks({ pk }: ScheduleRow, { authentik }: Call): TaskRow[] {
	return authentik.state.tasks
		.all()
		.filter(({ related, state }) => related?.id === pk && /^(done|rejected)$/.test(state))
		.sort((a, b) => (a.mtime < b.mtime ? 1 : -1));
}

/** `/tasks/schedules/`: recurring tasks, from 2025.8 on. */
export const schedules: Viewset<ScheduleRow> = {
	path: '/tasks/schedules/',
	title: 'Schedule',
	description: '',
	model: 'authentik_tasks_schedules.schedule',
	noun: 'Schedule',
	label: taskUid,
	when: BEHAVIOUR.schedules,
	lookup: byUuid,
	rows: (state) => state.schedules.all(),
	serializer: new Serializer<ScheduleRow>({
		id: computed((row: ScheduleRow) => row.pk),
		identifier: computed((row: ScheduleRow) => row.identifier),
		uid: computed(taskUid),
		actor_name: { ...computed((row: ScheduleRow) => row.actor_name), computed: false },
		...relatedFields,
		crontab: text(),
		paused: boolean({ default: false }),
		next_run: { ...computed((row: ScheduleRow) => row.next_run), computed: false },
		description: computed((row: ScheduleRow) => descriptionOf(row.actor_name)),
		last_task_status: computed((row: ScheduleRow, call) => {
			const [last] = endedTasks(row, call);
			return last ? statusOf(last, call) : null;
		}),
	}),
	filters: { ...relatedFilters, actor_name: exact(), paused: yesNo() },
	search: ['pk', 'actor_name', 'uid'],
	ordering: ['next_run', 'uid'],
	update(row, values, { authentik }) {
		const isReleased = row.paused && values.paused === false;
		// A paused schedule is due at once when it is resumed.
		if (values.paused && !row.paused) row.next_run = stamp(0);
		Object.assign(row, values);
		if (!isReleased) return;
		row.next_run = stamp(Date.now() + 4 * 60 * 60 * 1000);
		send(row, authentik);
	},
	actions: [
		{
			path: 'send/',
			method: 'POST',
			permission: 'authentik_tasks_schedules.send_schedule',
			run: sendNow,
		},
	],
};

function sendNow(row: ScheduleRow, { authentik }: Call): Answer {
	authentik.state.syncs.push({ provider: row.provider, at: Date.now() });
	send(row, authentik);
	return { status: 200, body: {} };
}
