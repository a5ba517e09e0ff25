import type { Call } from '../../../core/call';
import type { ScimProviderRow } from '../../../core/state/models';
import type { SystemTaskRow } from '../../../core/state/task-models';
import { computed } from '../../../drf/field';
import { exact } from '../../../drf/filters';
import { isPermitted } from '../../../drf/permissions';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { queueClassicSync } from '../../scim/classic';
import { slugOf } from '../../scim/full';

/** A value as it is stored. */
function stored(name: keyof SystemTaskRow) {
	return { ...computed((row: SystemTaskRow) => row[name]), computed: false };
}

const serializer = new Serializer<SystemTaskRow>({
	uuid: stored('pk'),
	name: stored('name'),
	full_name: computed(({ name, uid }: SystemTaskRow) => `${name}:${uid}`),
	uid: stored('uid'),
	description: stored('description'),
	start_timestamp: stored('start_timestamp'),
	finish_timestamp: stored('finish_timestamp'),
	duration: stored('duration'),
	status: stored('status'),
	messages: stored('messages'),
	expires: stored('expires'),
	expiring: computed(() => true),
});

/** `/events/system_tasks/`: the last outcome of background work, up to 2025.6. */
export const systemTasks: Viewset<SystemTaskRow> = {
	path: '/events/system_tasks/',
	title: 'System Task',
	description: 'Read-only view set that returns all background tasks',
	model: 'authentik_events.systemtask',
	noun: 'SystemTask',
	isSilent: true,
	when: { until: '2025.6' },
	lookup: byUuid,
	rows: (state) => state.systemTasks.all(),
	serializer,
	filters: { name: exact(), uid: exact(), status: exact() },
	search: ['name', 'description', 'uid', 'status'],
	ordering: ['name', 'uid', 'status'],
	actions: [
		{
			path: 'run/',
			method: 'POST',
			permission: 'authentik_events.run_task',
			run(row, { authentik }) {
				authentik.state.syncs.push({ provider: row.provider, at: Date.now() });
				queueClassicSync(row.provider, authentik);
				return { status: 204 };
			},
		},
	],
};

/** The stored syncs of a provider that the caller may see. */
export function showSystemTasks({ name }: ScimProviderRow, call: Call): unknown[] {
	if (!isPermitted(call, 'authentik_events.view_systemtask')) return [];
	const rows = call.authentik.state.systemTasks.all().filter(({ uid }) => uid === slugOf(name));
	return rows.map((row) => serializer.show(row, call));
}
