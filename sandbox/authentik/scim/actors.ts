/** Names and descriptions of the background work for SCIM. */
const DESCRIPTIONS = {
	scim_sync: 'Full sync for SCIM provider.',
	scim_sync_objects: 'Sync SCIM provider objects.',
	scim_sync_direct: 'Sync a direct object (user, group) for SCIM provider.',
	scim_sync_direct_dispatch: 'Dispatch syncs for a direct object (user, group) for SCIM providers.',
	scim_sync_delete: 'Delete an object (user, group) for SCIM provider.',
	scim_sync_delete_dispatch: 'Dispatch deletions for an object (user, group) for SCIM providers.',
	scim_sync_m2m: 'Sync a related object (memberships) for SCIM provider.',
	scim_sync_m2m_dispatch: 'Dispatch syncs for a related object (memberships) for SCIM providers.',
} as const;

const MODULE = 'authentik.providers.scim.tasks.';

/** The full name of an actor. */
export function actorName(name: keyof typeof DESCRIPTIONS): string {
	return MODULE + name;
}

/** The description of an actor. */
export function descriptionOf(actor: string): string | null {
	const name = actor.slice(MODULE.length) as keyof typeof DESCRIPTIONS;
	return DESCRIPTIONS[name] ?? null;
}
