import type { Dictionary, TargetConfig } from '../../core/state/models';

/** What a target is taken for that does not say. */
export const NOTHING: TargetConfig = { patch: false, filter: false, maxOperations: 0 };

/** Reads a ServiceProviderConfig; one that is not complete counts for nothing. */
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

/** How authentik takes the peculiarities of some vendors into account. */
export function adapted(config: TargetConfig, mode: string): TargetConfig {
	if (mode === 'aws') return { ...config, patch: false };
	if (mode === 'slack') return { ...config, filter: true };
	return config;
}

/** Where a vendor has its configuration; undefined: it has none that authentik asks for. */
export function configPath(mode: string): string | undefined {
	if (mode === 'vcenter') return undefined;
	return mode === 'sfdc' ? '/ServiceProviderConfigs' : '/ServiceProviderConfig';
}
