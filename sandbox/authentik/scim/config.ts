import type { Dictionary, TargetConfig } from '../../core/state/models';

/** The assumed abilities of a target that does not state them. */
export const NOTHING: TargetConfig = { patch: false, filter: false, maxOperations: 0 };

/** Reads a ServiceProviderConfig; an incomplete one is ignored. */
export function readConfig(answer: unknown): TargetConfig {
	const config = (answer ?? {}) as Record<string, Dictionary | undefined>;
	const parts = ['patch', 'bulk', 'filter', 'changePassword', 'sort'];
	const isComplete =
		parts.every((part) => typeof config[part]?.supported === 'boolean') &&
		Number.isInteger(config.bulk?.maxOperations) &&
		Array.isArray(config.authenticationSchemes);
	if (!isComplete) return NOTHING;
	return {
		patch: config.patch?.supported === true,
		filter: config.filter?.supported === true,
		maxOperations: Number(config.bulk?.maxOperations),
	};
}

/** How authentik adapts to vendor-specific behavior. */
export function adapted(config: TargetConfig, mode: string): TargetConfig {
	if (mode === 'aws') return { ...config, patch: false };
	if (mode === 'slack') return { ...config, filter: true };
	return config;
}

/** The path of a vendor's configuration; undefined if authentik requests none. */
export function configPath(mode: string): string | undefined {
	if (mode === 'vcenter') return undefined;
	return mode === 'sfdc' ? '/ServiceProviderConfigs' : '/ServiceProviderConfig';
}
