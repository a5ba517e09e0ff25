/**
 * What a token's user must be allowed to do for each operation, in authentik's own code names.
 * Source: authentik's viewsets (`authentik/rbac/permissions.py`: a change needs view as well).
 */
export const permissions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	scimProvider: {
		get: ['authentik_providers_scim.view_scimprovider'],
		getAll: ['authentik_providers_scim.view_scimprovider'],
		update: [
			'authentik_providers_scim.view_scimprovider',
			'authentik_providers_scim.change_scimprovider',
		],
	},
};

/** What the pickers need: they only read lists. */
export const pickerPermissions = {
	scimProvider: 'authentik_providers_scim.view_scimprovider',
	scimMapping: 'authentik_providers_scim.view_scimmapping',
	group: 'authentik_core.view_group',
	oauthSource: 'authentik_sources_oauth.view_oauthsource',
} as const;
