import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { View } from '../../../drf/view';

/** `/admin/version/`: the version of authentik. */
export const version: View = {
	path: '/admin/version/',
	title: 'Version',
	description: 'Get running and latest version.',
	handlers: { GET: (call) => ({ status: 200, body: showVersion(call) }) },
};

function showVersion(call: Call): Record<string, unknown> {
	const isChecked = has(call, BEHAVIOUR.versionIsChecked);
	return {
		version_current: call.authentik.version,
		version_latest: isChecked ? call.authentik.version : '0.0.0',
		version_latest_valid: isChecked,
		build_hash: '',
		outdated: false,
		outpost_outdated: false,
	};
}

/** `/root/config/`: public settings, without signing in. */
export const rootConfig: View = {
	path: '/root/config/',
	title: 'Config',
	description: "Read-only view set that returns the current session's Configs",
	anonymous: true,
	handlers: { GET: (call) => ({ status: 200, body: showConfig(call) }) },
};

function showConfig(call: Call): Record<string, unknown> {
	return {
		error_reporting: {
			enabled: false,
			sentry_dsn: 'https://authentik.error-reporting.a7k.io/4504163677503489',
			environment: 'customer',
			send_pii: false,
			traces_sample_rate: 0.1,
		},
		capabilities: ['can_impersonate', 'is_enterprise'],
		cache_timeout: 300,
		cache_timeout_flows: 300,
		cache_timeout_policies: 300,
		...(has(call, { until: '2025.8' }) ? { cache_timeout_reputation: 0 } : {}),
	};
}
