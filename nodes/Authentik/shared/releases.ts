/**
 * What differs between authentik's releases, as data: the one table that the node's messages,
 * the sandbox, the tests and docs read. Only deviations are listed; what is not here is in every release.
 * Source: authentik's own OpenAPI file of each release.
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

/** The fields and enum values of one authentik model (names as on the wire) that not every release has. */
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
	},
	writeOnly: {
		token: { from: '2026.8' },
	},
};

/** Whether `release` lies in `span`. */
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
