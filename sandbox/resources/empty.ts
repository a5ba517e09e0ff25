import { Serializer } from '../drf/serializer';
import { byUuid, type Viewset } from '../drf/viewset';
import { BEHAVIOUR, type When } from '../releases';

type Nothing = { pk: string };

/** A list that is there, so that rights to it can be tried, but has no rows yet. */
function empty(path: string, model: string, when?: When, creates = true): Viewset<Nothing> {
	return {
		path,
		title: 'List',
		description: '',
		model,
		noun: 'object',
		when,
		lookup: byUuid,
		rows: () => [],
		serializer: new Serializer<Nothing>({}),
		...(creates ? { create: () => ({ pk: '' }) } : {}),
	};
}

export const emptyLists: Array<Viewset<Nothing>> = [
	empty('/events/events/', 'authentik_events.event'),
	empty('/events/transports/', 'authentik_events.notificationtransport'),
	empty('/events/rules/', 'authentik_events.notificationrule'),
	empty('/tasks/tasks/', 'authentik_tasks.task', BEHAVIOUR.schedules, false),
	empty('/tasks/schedules/', 'authentik_tasks_schedules.schedule', BEHAVIOUR.schedules, false),
];
