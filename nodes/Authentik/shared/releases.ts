/**
 * The differences between authentik's releases, as data: the one table for the node's messages, the sandbox, the tests
 * and docs. It lists only deviations; everything else is in every release. Source: authentik's own OpenAPI file of each
 * release.
 */
export const RELEASES = [
	'2025.4',
	'2025.6',
	'2025.8',
	'2025.10',
	'2025.12',
	'2026.2',
	'2026.5',
	'2026.8',
] as const;

export type Release = (typeof RELEASES)[number];

/** The first and the last release that have something; a missing end is open. */
export interface Span {
	from?: Release;
	until?: Release;
}

/** The fields and enum values of one authentik model (with their API names) that not every release has. */
export interface ModelFacts {
	fields: Readonly<Record<string, Span>>;
	values: Readonly<Record<string, Readonly<Record<string, Span>>>>;
	/** Fields that are accepted but never returned. */
	writeOnly: Readonly<Record<string, Span>>;
}

export const scimProviderFacts: ModelFacts = {
	fields: {
		filter_group: { until: '2025.12' },
		group_filters: { from: '2026.2' },
		auth_mode: { from: '2025.10' },
		auth_oauth: { from: '2025.10' },
		auth_oauth_params: { from: '2025.10' },
		sync_page_size: { from: '2025.12' },
		sync_page_timeout: { from: '2025.12' },
		service_provider_config_cache_timeout: { from: '2025.12' },
		auth_oauth_token_last_updated: { from: '2026.5' },
		auth_oauth_token_expires: { from: '2026.5' },
		auth_oauth_url_callback: { from: '2026.5' },
		auth_oauth_url_start: { from: '2026.5' },
		discovery_enabled: { from: '2026.8' },
	},
	values: {
		compatibility_mode: {
			sfdc: { from: '2025.10' },
			webex: { from: '2026.5' },
			vcenter: { from: '2026.5' },
			gitlab: { from: '2026.8' },
		},
		auth_mode: {
			oauth_interactive: { from: '2026.5' },
		},
		// Whether it may be cleared.
		token: { '': { from: '2025.10' } },
	},
	writeOnly: {
		token: { from: '2026.8' },
	},
};

export const userFacts: ModelFacts = {
	fields: {
		roles: { from: '2025.12' },
		roles_obj: { from: '2025.12' },
		last_updated: { from: '2025.8' },
		// Filters and parameters of the list.
		date_joined__gt: { from: '2025.8' },
		date_joined__lt: { from: '2025.8' },
		last_updated__gt: { from: '2025.8' },
		last_updated__lt: { from: '2025.8' },
		last_login__gt: { from: '2026.2' },
		last_login__lt: { from: '2026.2' },
		last_login__isnull: { from: '2026.2' },
		include_roles: { from: '2025.12' },
		roles_by_name: { from: '2025.12' },
		roles_by_pk: { from: '2025.12' },
		// For recovery links.
		token_duration: { from: '2026.2' },
	},
	values: {},
	writeOnly: {},
};

/** Where the request for a recovery email names the stage that sends it. */
export const EMAIL_STAGE_IN = {
	query: { until: '2025.12' },
	body: { from: '2026.2' },
} as const satisfies Record<string, Span>;

/**
 * The releases in which a global permission to view tokens includes those of others; before, only superusers see them.
 */
export const OTHERS_TOKENS_VISIBLE: Span = { from: '2026.2' };

export const groupFacts: ModelFacts = {
	fields: {
		parent: { until: '2025.10' },
		parent_name: { until: '2025.10' },
		parents: { from: '2025.12' },
		parents_obj: { from: '2025.12' },
		inherited_roles_obj: { from: '2025.12' },
		children: { from: '2025.8' },
		children_obj: { from: '2025.8' },
	},
	values: {},
	writeOnly: {},
};

export const applicationFacts: ModelFacts = {
	fields: {
		// Up to 2025.10, it is readable, but set by a separate upload.
		meta_icon: { from: '2025.12' },
		meta_icon_url: { from: '2025.12' },
		meta_icon_themed_urls: { from: '2025.12' },
		meta_hide: { from: '2026.5' },
		pbm_uuid: { from: '2026.8' },
	},
	values: {},
	writeOnly: {},
};

/** The releases that assign roles to users, not only to groups. */
export const ROLES_OF_USERS: Span = { from: '2025.12' };

/** Roles; `users` is a filter. */
export const roleFacts: ModelFacts = {
	fields: { users: ROLES_OF_USERS },
	values: {},
	writeOnly: {},
};

/** Events; `actions` is a filter, which earlier releases ignore. */
export const eventFacts: ModelFacts = {
	fields: { actions: { from: '2025.8' } },
	values: {
		actions: {
			export_ready: { from: '2025.12' },
			configuration_warning: { from: '2026.2' },
			review_initiated: { from: '2026.2' },
			review_overdue: { from: '2026.2' },
			review_attested: { from: '2026.2' },
			review_completed: { from: '2026.2' },
			user_offboarded: { from: '2026.8' },
			access_request_created: { from: '2026.8' },
			access_request_approved: { from: '2026.8' },
			access_request_denied: { from: '2026.8' },
			access_request_revoked: { from: '2026.8' },
		},
	},
	writeOnly: {},
};

/** The field for the group that a notification rule sends to; a release ignores the other name. */
export const RULE_RECEIVERS = {
	group: { until: '2025.6' },
	destination_group: { from: '2025.8' },
} as const satisfies Record<string, Span>;

/** The releases that send email invitations. */
export const INVITATION_EMAIL: Span = { from: '2026.5' };

/** Whether `release` is in `span`. */
export function inSpan(release: Release, span: Span = {}): boolean {
	const at = RELEASES.indexOf(release);
	const first = span.from === undefined ? 0 : RELEASES.indexOf(span.from);
	const last = span.until === undefined ? RELEASES.length - 1 : RELEASES.indexOf(span.until);
	return first <= at && at <= last;
}

/** `span` in words for labels and messages: "authentik 2025.10 or later", "authentik 2025.12 or earlier". */
export function spanText(span: Span): string {
	if (span.from && span.until) return `authentik ${span.from} to ${span.until}`;
	if (span.from) return `authentik ${span.from} or later`;
	if (span.until) return `authentik ${span.until} or earlier`;
	return 'every supported release of authentik';
}

/** `span` in short for labels: "2025.10+", "up to 2025.12". */
export function spanLabel({ from, until }: Span): string {
	if (from && until) return `${from} to ${until}`;
	if (from) return `${from}+`;
	return until ? `up to ${until}` : '';
}
