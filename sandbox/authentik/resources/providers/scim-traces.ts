import type { LinkRow, ScimProviderRow } from '../../../core/state/models';
import type { State } from '../../../core/state/state';
import type { Related, ScheduleRow, TaskRow } from '../../../core/state/task-models';
import { taskUid } from '../../../core/tasks/log';
import type { UsedBy } from '../../../drf/viewset';
import { dropLinks, usesOfLinks } from '../../scim/links';

/** Removes the traces of a provider's syncs along with it; everything at the target stays. */
export function removeSyncs({ pk }: ScimProviderRow, state: State): void {
	for (const kind of ['user', 'group'] as const)
		dropLinks(state, kind, ({ provider }) => provider === pk);
	for (const task of syncTasksOf({ pk }, state)) state.tasks.remove(task.pk);
	const schedule = scheduleOf({ pk }, state);
	if (schedule) state.schedules.remove(schedule.pk);
	state.serviceConfigs.delete(pk);
}

/** The tasks of a provider's syncs: its own, and those of its schedule. */
export function syncTasksOf(row: Pick<ScimProviderRow, 'pk'>, state: State): TaskRow[] {
	const schedule = scheduleOf(row, state);
	return state.tasks.all().filter(({ related }) => {
		const isIts = related?.model === 'scimprovider' && related.id === String(row.pk);
		return isIts || (schedule !== undefined && related?.id === schedule.pk);
	});
}

function scheduleOf({ pk }: Pick<ScimProviderRow, 'pk'>, state: State): ScheduleRow | undefined {
	return state.schedules.find(({ related }) => related.id === String(pk));
}

/** The traces of a SCIM provider's syncs. */
export function usesOfSyncs(row: ScimProviderRow, state: State): UsedBy[] {
	const isIts = ({ related }: { related?: Related }) =>
		related?.model === 'scimprovider' && related.id === String(row.pk);
	const ofProvider = ({ provider }: LinkRow) => provider === row.pk;
	const schedules = state.schedules
		.all()
		.filter(isIts)
		.map((schedule): UsedBy => {
			const { pk, actor_name: actor } = schedule;
			const name = `Schedule ${actor}:${taskUid(schedule)}`;
			return {
				app: 'authentik_tasks_schedules',
				model_name: 'schedule',
				pk,
				name,
				action: 'cascade',
			};
		});
	const tasks = state.tasks
		.all()
		.filter(isIts)
		.map(({ pk }): UsedBy => {
			return { app: 'authentik_tasks', model_name: 'task', pk, name: pk, action: 'cascade' };
		});
	const links = (['group', 'user'] as const).flatMap((kind) =>
		usesOfLinks(state, kind, ofProvider),
	);
	return [...schedules, ...links, ...tasks];
}
