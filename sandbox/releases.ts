import { inSpan, type Release, type Span } from '../nodes/Authentik/shared/releases';

/** Always, never, or in some releases only. */
export type When = boolean | Span;

/** Whether something that is there `when` is there in `release`. */
export function holds(release: Release, when: When): boolean {
	return typeof when === 'boolean' ? when : inSpan(release, when);
}

/** The newest patch known of each release: what a sandbox calls itself unless told otherwise. */
export const NEWEST_PATCH: Readonly<Record<Release, string>> = {
	'2025.4': '2025.4.4',
	'2025.6': '2025.6.4',
	'2025.8': '2025.8.6',
	'2025.10': '2025.10.4',
	'2025.12': '2025.12.4',
	'2026.2': '2026.2.2',
	'2026.5': '2026.5.6',
	'2026.8': '2026.8.3',
};

/** Whether a version is at least as new as another. */
export function isVersion(version: string, atLeast: string): boolean {
	return version.localeCompare(atLeast, 'en', { numeric: true }) >= 0;
}

/** How the releases differ in behaviour (fields and values are in the shared table of the node). */
export const BEHAVIOUR = {
	/** A scheme other than Bearer counts as no sign-in; before, it was refused by name. */
	otherSchemesAreAnonymous: { from: '2025.12' },
	/** Lists carry what their search box can complete. */
	autocomplete: { from: '2025.8' },
	/** 20 rows a page, 100 at most; before, 100 and no limit. */
	smallPages: { from: '2025.12' },
	/** The translations of the framework's own messages are shipped. */
	germanMessages: { from: '2025.10' },
	/** Background work has schedules and tasks of its own. */
	schedules: { from: '2025.8' },
	/** A mistake that the next release mended: see `saveSchedule`. */
	oneScheduleForAll: { from: '2025.8', until: '2025.8' },
	/** What a provider is attached to is null when it is not; before, the key was missing. */
	unattachedIsNull: { from: '2025.8' },
	/** Roles are assigned to users, not only to groups. */
	rolesOfUsers: { from: '2025.12' },
	/** Groups have many parents; before, one. */
	manyParents: { from: '2025.12' },
	/** Slugs and names are checked by Django's validators, with its quotes and nouns. */
	djangoValidators: { from: '2025.12' },
	/** A running worker looked for a newer authentik right after the start. */
	versionIsChecked: { from: '2025.8' },
	/** Tasks have logs, retries and a summary of their own, and no longer tell how they went. */
	taskLogs: { from: '2025.10' },
	/** Tasks are named after the provider when they are made; before, by its slug as they run. */
	tasksAreNamedEarly: { from: '2025.10' },
	/** A finished task can be done again, not only one that was given up. */
	finishedTasksCanBeRetried: { until: '2025.12' },
	/** The first save of a provider is followed by another one. */
	newProvidersAreSavedTwice: { from: '2025.10' },
	/** What the target has already as it should be is not written again. */
	unchangedIsSkipped: { from: '2025.10' },
	/** What the target can is not asked anew each time. */
	configIsCached: { from: '2025.12' },
	/** How many objects a task syncs is up to the provider. */
	syncPagesHaveSizes: { from: '2025.12' },
	/** What the target answered is part of the log lines. */
	targetErrorsAreTold: { from: '2026.2' },
	/** A full sync looks for what the target has already. */
	discovers: { from: '2026.8' },
	/** The token endpoint tells the request's id. */
	oauthErrorsHaveRequestId: { from: '2025.8' },
} satisfies Record<string, Span>;
