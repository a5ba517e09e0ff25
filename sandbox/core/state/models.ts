import type {
	Application,
	Group,
	OAuth2Provider,
	OAuthSource,
	PropertyMapping,
	Role,
	SCIMProvider,
	Token,
	User,
} from '@goauthentik/api-2026.8';

import type { Columns } from './wire';

/**
 * What is stored: the columns of authentik's tables. The newest official client names and types them; what it no longer
 * has is added here, computed values are left out.
 */

/** A JSON object that is defined elsewhere. */
export type Dictionary = Record<string, unknown>;

export type UserRow = Columns<
	User,
	| 'pk'
	| 'username'
	| 'name'
	| 'is_active'
	| 'last_login'
	| 'date_joined'
	| 'email'
	| 'path'
	| 'uuid'
	| 'password_change_date'
	| 'last_updated'
	| 'roles'
> & { attributes: Dictionary; type: string };

export type GroupRow = Columns<
	Group,
	'pk' | 'num_pk' | 'name' | 'is_superuser' | 'users' | 'roles'
> & { attributes: Dictionary };

/** A parent and a child of the group hierarchy. */
export interface ParentageRow {
	pk: string;
	child: string;
	parent: string;
}

export type RoleRow = Columns<Role, 'pk' | 'name'> & {
	/** The identifier that authentik uses for the role, if it manages it. */
	managed?: string;
};

export type TokenRow = Columns<
	Token,
	'pk' | 'managed' | 'identifier' | 'user' | 'description' | 'expires' | 'expiring'
> & { intent: string; key: string };

/** What every provider has, whatever its protocol. */
interface ProviderBase {
	pk: number;
	name: string;
	authentication_flow: string | null;
	authorization_flow: string | null;
	invalidation_flow: string | null;
	property_mappings: string[];
}

export type ScimProviderRow = ProviderBase &
	Columns<
		SCIMProvider,
		| 'property_mappings_group'
		| 'url'
		| 'verify_certificates'
		| 'auth_oauth'
		| 'compatibility_mode'
		| 'service_provider_config_cache_timeout'
		| 'exclude_users_service_account'
		| 'sync_page_size'
		| 'sync_page_timeout'
		| 'discovery_enabled'
		| 'group_filters'
		| 'dry_run'
	> & {
		kind: 'scim';
		token: string;
		auth_mode: string;
		auth_oauth_params: Dictionary;
		filter_group: string | null;
	};

export type OAuth2ProviderRow = ProviderBase &
	Columns<
		OAuth2Provider,
		| 'client_id'
		| 'client_secret'
		| 'access_code_validity'
		| 'access_token_validity'
		| 'refresh_token_validity'
		| 'refresh_token_threshold'
		| 'include_claims_in_id_token'
		| 'signing_key'
		| 'encryption_key'
		| 'logout_uri'
		| 'jwt_federation_sources'
		| 'jwt_federation_providers'
	> & {
		kind: 'oauth2';
		client_type: string;
		grant_types: string[];
		redirect_uris: unknown[];
		logout_method: string;
		backchannel_logout_uri: string;
		sub_mode: string;
		issuer_mode: string;
	};

export type ProviderRow = ScimProviderRow | OAuth2ProviderRow;

export type MappingRow = Columns<PropertyMapping, 'pk' | 'managed' | 'name' | 'expression'> & {
	kind: 'scim' | 'scope' | 'notification';
	scope_name: string;
	description: string;
};

export type ApplicationRow = Columns<
	Application,
	| 'pk'
	| 'name'
	| 'slug'
	| 'provider'
	| 'backchannel_providers'
	| 'open_in_new_tab'
	| 'meta_launch_url'
	| 'meta_icon'
	| 'meta_description'
	| 'meta_publisher'
	| 'group'
	| 'meta_hide'
> & { policy_engine_mode: string };

export type OAuthSourceRow = Columns<
	OAuthSource,
	'pk' | 'name' | 'slug' | 'enabled' | 'consumer_key' | 'additional_scopes'
> & {
	provider_type: string;
	authorization_url: string | null;
	access_token_url: string | null;
	profile_url: string | null;
};

/** Which object of authentik is linked to which of a SCIM target. */
export interface LinkRow {
	pk: string;
	scim_id: string;
	/** The user's or group's key. */
	object: string | number;
	provider: number;
	/** The target's answer to the last write. */
	attributes: Dictionary;
}

/** The abilities that a target states, if they matter here. */
export interface TargetConfig {
	patch: boolean;
	filter: boolean;
	/** The maximum number of changes in one request; 0 is unlimited. */
	maxOperations: number;
}

/** A right of a role or a user: on one object, or on all of its kind. */
export interface Grant {
	pk: number;
	holder: string | number;
	permission: string;
	object?: string;
}

/** A token that the token endpoint issued. */
export interface AccessTokenRow {
	key: string;
	user: number;
	scopes: string[];
	expires: number;
}

/** A code that the client of its provider can exchange for tokens. */
export interface CodeRow {
	provider: number;
	user: number;
	scopes: string[];
	expires: number;
}

export interface RefreshTokenRow extends CodeRow {
	key: string;
	/** Replaced by another one. */
	revoked: boolean;
}
