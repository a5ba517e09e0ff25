import { bodyField, nodeParameter } from '../../operation/fields';
import { GROUPS, listing, SCIM_MAPPINGS } from '../../operation/namesOrIds';
import { knownBy, releasedOptions } from '../../operation/released';
import type { Field } from '../../operation/types';
import { applicationLocator, groupLocator, oauthSourceLocator } from '../../parameters/locators';
import { uuidOrNull } from '../../rules/ids';
import { secretJsonObject } from '../../rules/json';
import { namesOrUuids } from '../../rules/references';
import { boolean, count } from '../../rules/scalars';
import { bearerTokenOrCleared, scimUrl } from '../../rules/target';
import { choice, duration, name, slug } from '../../rules/text';
import { scimProviderFacts } from '../../shared/releases';

/** A field of the provider, with the releases that have it in its label. */
const field = knownBy(scimProviderFacts, bodyField);

const AUTH_MODES = releasedOptions(scimProviderFacts, 'auth_mode', [
	{ name: 'OAuth', value: 'oauth', description: 'Needs an enterprise license' },
	{
		name: 'OAuth Interactive',
		value: 'oauth_interactive',
		description: 'An administrator signs in once. Needs an enterprise license.',
	},
	{ name: 'Token', value: 'token' },
]);

const COMPATIBILITY_MODES = releasedOptions(scimProviderFacts, 'compatibility_mode', [
	{ name: 'AWS', value: 'aws', description: 'Never uses PATCH' },
	{ name: 'Default', value: 'default' },
	{ name: 'GitLab', value: 'gitlab' },
	{ name: 'Salesforce', value: 'sfdc' },
	{ name: 'Slack', value: 'slack', description: 'Assumes that the target supports filters' },
	{
		name: 'vCenter',
		value: 'vcenter',
		description: 'Does not request the service provider configuration',
	},
	{ name: 'Webex', value: 'webex' },
]);

/** All writable fields of a SCIM provider, in one place: authentik's name, the rule for the value, the UI. */
export const scimProviderFields: Field[] = [
	field('auth_mode', choice(AUTH_MODES), {
		displayName: 'Auth Mode',
		name: 'authMode',
		type: 'options',
		options: AUTH_MODES,
		default: 'token',
		description: 'How authentik signs in to the SCIM target',
	}),
	field('compatibility_mode', choice(COMPATIBILITY_MODES), {
		displayName: 'Compatibility Mode',
		name: 'compatibilityMode',
		type: 'options',
		options: COMPATIBILITY_MODES,
		default: 'default',
		description: 'Vendor-specific behavior of the SCIM target',
	}),
	field('discovery_enabled', boolean, {
		displayName: 'Discovery',
		name: 'discoveryEnabled',
		type: 'boolean',
		default: false,
		description:
			"Whether authentik links accounts that already exist at the target. Linked accounts outside the provider's scope can then be deleted there.",
	}),
	field('dry_run', boolean, {
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		description: 'Whether authentik only logs the changes that it would make at the target',
	}),
	field('exclude_users_service_account', boolean, {
		displayName: 'Exclude Service Accounts',
		name: 'excludeUsersServiceAccount',
		type: 'boolean',
		default: true,
		description: 'Whether to exclude service accounts from provisioning',
	}),
	field('filter_group', uuidOrNull, {
		...groupLocator,
		displayName: 'Filter Group',
		name: 'filterGroup',
		description:
			'Group whose direct members are provisioned. Leave empty to provision all users. In authentik 2026.2 and later, use Group Names or IDs, which works differently.',
	}),
	listing(
		GROUPS,
		field('group_filters', namesOrUuids, {
			displayName: 'Group Names or IDs',
			name: 'groupFilters',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getGroups' },
			default: [],
			description:
				'Groups to provision, called group filters in authentik. Leave empty to provision all groups. The bindings of the application determine which users are provisioned. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	listing(
		SCIM_MAPPINGS,
		field('property_mappings_group', namesOrUuids, {
			displayName: 'Group Mapping Names or IDs',
			name: 'propertyMappingsGroup',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getScimMappings' },
			default: [],
			description:
				'Mappings for groups. Replaces the current ones; an empty list removes all. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	field('name', name, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'Name in authentik',
	}),
	field('auth_oauth_params', secretJsonObject, {
		displayName: 'OAuth Params',
		name: 'authOauthParams',
		type: 'json',
		default: '{}',
		description:
			'Additional parameters of the token request, as a JSON object. Replaces the current ones.',
	}),
	field('auth_oauth', uuidOrNull, {
		...oauthSourceLocator,
		displayName: 'OAuth Source',
		name: 'authOauth',
		description: 'OAuth source that issues the access token. Leave empty to clear.',
	}),
	field('service_provider_config_cache_timeout', duration, {
		displayName: 'Config Cache',
		name: 'serviceProviderConfigCacheTimeout',
		type: 'string',
		default: 'hours=1',
		placeholder: 'e.g. hours=1',
		description:
			"How long authentik caches the target's service provider configuration. Enter minutes=0 to disable the cache.",
	}),
	field('sync_page_size', count, {
		displayName: 'Page Size',
		name: 'syncPageSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'Number of objects per sync task',
	}),
	field('sync_page_timeout', duration, {
		displayName: 'Page Timeout',
		name: 'syncPageTimeout',
		type: 'string',
		default: 'minutes=30',
		placeholder: 'e.g. minutes=30',
		description: 'Maximum duration of a sync task',
	}),
	field('token', bearerTokenOrCleared, {
		displayName: 'Token',
		name: 'token',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'Bearer token that authentik uses to sign in to the SCIM target. To clear it (authentik 2025.10 or later), enter an empty list as an expression: {{ [] }}. Empty text is not accepted.',
	}),
	field('url', scimUrl, {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://scim.example.com/v2',
		description: 'Base URL of the SCIM target, without /Users or /Groups',
	}),
	listing(
		SCIM_MAPPINGS,
		field('property_mappings', namesOrUuids, {
			displayName: 'User Mapping Names or IDs',
			name: 'propertyMappings',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getScimMappings' },
			default: [],
			description:
				'Mappings for users. Replaces the current ones; an empty list removes all. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	field('verify_certificates', boolean, {
		displayName: 'Verify Certificates',
		name: 'verifyCertificates',
		type: 'boolean',
		default: true,
		description: "Whether authentik verifies the target's TLS certificate",
	}),
];

const REQUIRED = ['name', 'url'];

/** The required fields of a new provider. */
export const requiredProviderFields = scimProviderFields
	.filter((one) => REQUIRED.includes(one.name))
	.map((field): Field => ({ ...field, required: true }));

/** The name by which Create or Update finds a provider. */
export const [requiredProviderName] = requiredProviderFields.filter((one) => one.name === 'name');

/** The fields of Create or Update, without the name. The URL is only needed if there is no provider yet. */
export const upsertedProviderFields = scimProviderFields
	.filter((one) => one.name !== 'name')
	.map(
		(field): Field =>
			field.name === 'url'
				? { ...field, description: `${field.description}. Required to create a provider.` }
				: field,
	);

/** The optional fields of a new provider. */
export const additionalProviderFields = scimProviderFields.filter(
	(one) => !REQUIRED.includes(one.name),
);

/** The application to attach a new provider to. */
export const attachTo = nodeParameter('additionalFields.application', slug, {
	...applicationLocator,
	required: false,
	displayName: 'Attach to Application',
	description:
		'Application to attach the provider to, as a backchannel provider. Does not start a sync.',
});
