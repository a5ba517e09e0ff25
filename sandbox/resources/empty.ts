import { Serializer } from '../drf/serializer';
import { byUuid, type Viewset } from '../drf/viewset';

type Nothing = { pk: string };

/** A list that is there, so that rights to it can be tried, but has no rows yet. */
function empty(path: string, model: string): Viewset<Nothing> {
	return {
		path,
		title: 'List',
		description: '',
		model,
		noun: 'object',
		lookup: byUuid,
		rows: () => [],
		serializer: new Serializer<Nothing>({}),
		create: () => ({ pk: '' }),
	};
}

export const emptyLists: Array<Viewset<Nothing>> = [
	empty('/events/transports/', 'authentik_events.notificationtransport'),
	empty('/events/rules/', 'authentik_events.notificationrule'),
];
