import { createHash } from 'node:crypto';

import type { Authentik } from '../../core/call';
import { BEHAVIOUR, holds } from '../../core/releases';
import type { ScimProviderRow } from '../../core/state/models';
import { stamp, uuid } from '../../core/state/state';
import type { Related, ScheduleRow } from '../../core/state/task-models';
import { actorName } from './actors';
import { queueClassicSync } from './classic';
import { queueFullSync } from './full';

/** Every save of a provider starts a full sync. */
export function startSync(provider: ScimProviderRow, authentik: Authentik, isNew: boolean): void {
	const { state, release } = authentik;
	state.syncs.push({ provider: provider.pk, at: Date.now() });
	state.serviceConfigs.delete(provider.pk);
	if (!holds(release, BEHAVIOUR.schedules)) return queueClassicSync(provider.pk, authentik);
	const times = isNew && holds(release, BEHAVIOUR.newProvidersAreSavedTwice) ? 2 : 1;
	const schedule = saveSchedule(provider, authentik);
	for (let time = 0; time < times; time += 1) send(schedule, authentik);
}

/** Starts a full sync by its schedule. */
export function send(schedule: ScheduleRow, authentik: Authentik): void {
	const related = { app: 'authentik_tasks_schedules', model: 'schedule', id: schedule.pk };
	queueFullSync(schedule.provider, related, authentik);
}

/**
 * Creates or updates the schedule of a provider's full syncs. In 2025.8 all providers share one because of a bug: it
 * belongs to the first that was saved, and syncs the last.
 */
export function saveSchedule(
	{ pk, name }: Pick<ScimProviderRow, 'pk' | 'name'>,
	{ state, release }: Pick<Authentik, 'state' | 'release'>,
): ScheduleRow {
	const identifier = holds(release, BEHAVIOUR.oneScheduleForAll) ? null : String(pk);
	const known = state.schedules.find((row) => row.identifier === identifier);
	if (known) return Object.assign(known, { uid: name, provider: pk });
	const minute = createHash('sha256').update(String(pk)).digest().readUInt16BE(0) % 60;
	return state.schedules.add({
		pk: uuid(),
		identifier,
		actor_name: actorName('scim_sync'),
		uid: name,
		related: relatedTo(pk),
		provider: pk,
		crontab: `${minute} */4 * * *`,
		paused: false,
		next_run: stamp(Date.now() + 4 * 60 * 60 * 1000),
	});
}

/** The reference of tasks and schedules to their provider. */
export function relatedTo(provider: number): Related {
	return { app: 'authentik_providers_scim', model: 'scimprovider', id: String(provider) };
}
