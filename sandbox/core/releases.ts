import { inSpan, type Release, type Span } from '../../nodes/Authentik/shared/releases';

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
	/** The device list refuses users that do not exist; before, it looked for them. */
	deviceOwnersAreChecked: { from: '2025.6' },
	/** Devices tell the id that their maker gave them. */
	devicesHaveExternalIds: { from: '2025.8' },
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
	/** A provider takes part only in the OAuth2 grants that it lists: none when made by the API without a list. */
	grantsAreAllowed: { from: '2026.5' },
	/** Users tell when they were changed last, and can be filtered by that and by when they came. */
	usersTellUpdates: { from: '2025.8' },
	/** Users can be filtered by when they signed in last. */
	lastLoginFilters: { from: '2026.2' },
	/** What a user did lately is counted. */
	userMetrics: { until: '2025.6' },
	/** A password must be sent and must not be blank. */
	passwordsAreChecked: { from: '2025.8' },
	/** A hash of a password can be set. */
	passwordHashes: { from: '2026.5' },
	/** The body of a new service account is checked; before, the database was. */
	serviceAccountsAreChecked: { from: '2025.10' },
	/** The names of groups are unique in the database too. */
	groupNamesAreUnique: { from: '2025.12' },
	/** How long a recovery link lives and which e-mail stage sends it come in the body. */
	recoveryTakesBody: { from: '2026.2' },
	/** Every change of a user, and of a role, takes away the rights on everything that it has itself. */
	changesWipeRights: { until: '2025.10' },
	/** Starting to be somebody else answers 204 and says what is missing; before, 201 and 401. */
	impersonationTellsReasons: { from: '2025.10' },
	/** The bodies of a group's members and of a token's new key are checked. */
	memberBodiesAreChecked: { from: '2025.12' },
	/** A right to see tokens counts; before, only superusers saw those of others. */
	tokenRightsCount: { from: '2026.2' },
	/** Invitations can be sent by e-mail. */
	invitationMails: { from: '2026.5' },
	/** Sessions of several users can be ended together. */
	bulkSessionEnd: { from: '2026.2' },
	/** The blueprint of the flow that enrolls users of a source fails on a fresh install. */
	enrollmentFlowFails: { from: '2025.8', until: '2025.8' },
	/** Pictures of flows, sources and applications are texts; before, they were files. */
	picturesAreTexts: { from: '2025.12' },
	/** Events can be filtered by several actions, each exact. */
	eventActionLists: { from: '2025.8' },
	/** What can be chosen tells whether it is deprecated. */
	choicesTellDeprecation: { from: '2025.12' },
	/** A notification rule names a group only, and calls it by another name. */
	ruleGroups: { until: '2025.6' },
	/** A notification can go to the event's own user. */
	ruleDestinations: { from: '2025.8' },
	/** What a webhook is called with can be an e-mail as well. */
	transportEmails: { from: '2025.8' },
	/** A transport can trust a certificate of its own. */
	transportCertificates: { from: '2026.5' },
	/** Events can be matched by a query as well. */
	matcherQueries: { from: '2026.5' },
	/** Events of expressions that failed say so, and have the exception apart; before, a traceback. */
	exceptionsAreApart: { from: '2025.8' },
	/** Bindings show little of the group or user that they name; before, all of it. */
	bindingsShowLess: { from: '2025.10' },
	/** Bindings can expire. */
	bindingsExpire: { from: '2026.8' },
	/** Notifications can have a link. */
	notificationLinks: { from: '2025.12' },
	/** The application's bindings tell which users a SCIM provider syncs. */
	bindingsScopeSyncs: { from: '2026.2' },
} satisfies Record<string, Span>;
