import { inSpan, type Release, type Span } from '../../nodes/Authentik/shared/releases';

/** Always, never, or in some releases only. */
export type When = boolean | Span;

/** Whether something that exists `when` exists in `release`. */
export function holds(release: Release, when: When): boolean {
	return typeof when === 'boolean' ? when : inSpan(release, when);
}

/** The newest known patch of each release: the default version of a sandbox. */
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

/** How the releases differ in behavior (fields and values are in the shared table of the node). */
export const BEHAVIOUR = {
	/** A scheme other than Bearer counts as no sign-in; in older releases, the error names it. */
	otherSchemesAreAnonymous: { from: '2025.12' },
	/** Lists contain what their search box can complete. */
	autocomplete: { from: '2025.8' },
	/** 20 rows a page, at most 100; in older releases, 100 and no limit. */
	smallPages: { from: '2025.12' },
	/** The framework's own messages have translations. */
	germanMessages: { from: '2025.10' },
	/** Background work has schedules and tasks of its own. */
	schedules: { from: '2025.8' },
	/** A bug that the next release fixed: see `saveSchedule`. */
	oneScheduleForAll: { from: '2025.8', until: '2025.8' },
	/** What an unattached provider is attached to is null; in older releases, the key is missing. */
	unattachedIsNull: { from: '2025.8' },
	/** Roles are assigned to users, not only to groups. */
	rolesOfUsers: { from: '2025.12' },
	/** Groups have many parents; in older releases, one. */
	manyParents: { from: '2025.12' },
	/** The device list refuses users that do not exist; older releases search for them. */
	deviceOwnersAreChecked: { from: '2025.6' },
	/** Devices contain the ID that their maker gave them. */
	devicesHaveExternalIds: { from: '2025.8' },
	/** Slugs and names are checked by Django's validators, with its quotes and nouns. */
	djangoValidators: { from: '2025.12' },
	/** A running worker checks for a newer authentik right after the start. */
	versionIsChecked: { from: '2025.8' },
	/** Tasks have logs, retries and a summary of their own, and no longer contain their outcome. */
	taskLogs: { from: '2025.10' },
	/** Tasks are named after the provider when created; in older releases, after its slug when they run. */
	tasksAreNamedEarly: { from: '2025.10' },
	/** A finished task can be repeated, not only one that was given up. */
	finishedTasksCanBeRetried: { until: '2025.12' },
	/** The first save of a provider is followed by a second one. */
	newProvidersAreSavedTwice: { from: '2025.10' },
	/** What already matches at the target is not written again. */
	unchangedIsSkipped: { from: '2025.10' },
	/** The target's abilities are not requested every time. */
	configIsCached: { from: '2025.12' },
	/** The provider sets how many objects a task syncs. */
	syncPagesHaveSizes: { from: '2025.12' },
	/** Log lines contain the target's answer. */
	targetErrorsAreTold: { from: '2026.2' },
	/** A full sync searches for what the target already has. */
	discovers: { from: '2026.8' },
	/** The token endpoint's errors contain the request's ID. */
	oauthErrorsHaveRequestId: { from: '2025.8' },
	/** A provider allows only the OAuth2 grants that it lists: none when it is created by the API without a list. */
	grantsAreAllowed: { from: '2026.5' },
	/** Users contain their last change, and can be filtered by that and by their creation. */
	usersTellUpdates: { from: '2025.8' },
	/** Users can be filtered by their last sign-in. */
	lastLoginFilters: { from: '2026.2' },
	/** Recent actions of a user are counted. */
	userMetrics: { until: '2025.6' },
	/** A password is required and must not be blank. */
	passwordsAreChecked: { from: '2025.8' },
	/** The hash of a password can be set. */
	passwordHashes: { from: '2026.5' },
	/** The body of a new service account is checked; in older releases, only by the database. */
	serviceAccountsAreChecked: { from: '2025.10' },
	/** The names of groups are unique in the database too. */
	groupNamesAreUnique: { from: '2025.12' },
	/** The body of a recovery request contains the link's lifetime and the email stage. */
	recoveryTakesBody: { from: '2026.2' },
	/** Every change of a user, and of a role, removes its own rights on everything. */
	changesWipeRights: { until: '2025.10' },
	/** Starting an impersonation returns 204 and names what is missing; in older releases, 201 and 401. */
	impersonationTellsReasons: { from: '2025.10' },
	/** The bodies for group members and for a token's new key are checked. */
	memberBodiesAreChecked: { from: '2025.12' },
	/** A right to see tokens counts; in older releases, only superusers see those of others. */
	tokenRightsCount: { from: '2026.2' },
	/** Invitations can be sent by email. */
	invitationMails: { from: '2026.5' },
	/** Sessions of multiple users can be ended together. */
	bulkSessionEnd: { from: '2026.2' },
	/** The blueprint of the flow that enrolls users of a source fails on a fresh install. */
	enrollmentFlowFails: { from: '2025.8', until: '2025.8' },
	/** Pictures of flows, sources and applications are texts; in older releases, they are files. */
	picturesAreTexts: { from: '2025.12' },
	/** Events can be filtered by multiple actions, each exact. */
	eventActionLists: { from: '2025.8' },
	/** Choices contain whether they are deprecated. */
	choicesTellDeprecation: { from: '2025.12' },
	/** A notification rule has only a group, under another name. */
	ruleGroups: { until: '2025.6' },
	/** A notification can go to the event's own user. */
	ruleDestinations: { from: '2025.8' },
	/** Transports have email fields. */
	transportEmails: { from: '2025.8' },
	/** A transport can trust a certificate of its own. */
	transportCertificates: { from: '2026.5' },
	/** Events can also be matched by a query. */
	matcherQueries: { from: '2026.5' },
	/** Events of failed expressions are labeled, and have the exception apart; in older releases, a traceback. */
	exceptionsAreApart: { from: '2025.8' },
	/** Bindings show only part of their group or user; in older releases, all of it. */
	bindingsShowLess: { from: '2025.10' },
	/** Bindings can expire. */
	bindingsExpire: { from: '2026.8' },
	/** Notifications can have a link. */
	notificationLinks: { from: '2025.12' },
	/** The application's bindings decide which users a SCIM provider syncs. */
	bindingsScopeSyncs: { from: '2026.2' },
} satisfies Record<string, Span>;
