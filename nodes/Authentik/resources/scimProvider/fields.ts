import { bodyField } from '../../operation/fields';
import { knownBy, releasedOptions } from '../../operation/released';
import type { Field, Parameter } from '../../operation/types';
import { applicationLocator, groupLocator, oauthSourceLocator } from '../../parameters/locators';
import { uuidOrNull } from '../../rules/ids';
import { secretJsonObject } from '../../rules/json';
import { uuidList } from '../../rules/lists';
import { boolean, count } from '../../rules/scalars';
import { bearerTokenOrCleared, scimUrl } from '../../rules/target';
import { choice, duration, name } from '../../rules/text';
import { scimProviderFacts } from '../../shared/releases';

/** A field of the provider, with the releases that know it in its label. */
const field = knownBy(scimProviderFacts, bodyField);

const AUTH_MODES = releasedOptions(scimProviderFacts, 'auth_mode', [
	{ name: 'OAuth', value: 'oauth', description: 'Needs an enterprise licence' },
	{
		name: 'OAuth Interactive',
		value: 'oauth_interactive',
		description: 'An administrator signs in once; needs an enterprise licence',
	},
	{ name: 'Token', value: 'token' },
]);

const COMPATIBILITY_MODES = releasedOptions(scimProviderFacts, 'compatibility_mode', [
	{ name: 'AWS', value: 'aws', description: 'Never uses PATCH' },
	{ name: 'Default', value: 'default' },
	{ name: 'GitLab', value: 'gitlab' },
	{ name: 'Salesforce', value: 'sfdc' },
	{ name: 'Slack', value: 'slack', description: 'Takes for granted that filters work' },
	{ name: 'VCenter', value: 'vcenter', description: 'Skips the configuration endpoint' },
	{ name: 'Webex', value: 'webex' },
]);

/** Everything of a SCIM provider that can be written, once: authentik's name, the rule for its value, the UI. */
export const scimProviderFields: Field[] = [
	field('auth_mode', choice(AUTH_MODES), {
		displayName: 'Authentication Mode',
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
		description: 'Which peculiarities of the SCIM target authentik works around',
	}),
	field('discovery_enabled', boolean, {
		displayName: 'Discovery Enabled',
		name: 'discoveryEnabled',
		type: 'boolean',
		default: false,
		description:
			'Whether authentik adopts accounts that already exist at the target. Adopted accounts outside the scope can then be deleted there.',
	}),
	field('dry_run', boolean, {
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		description:
			'Whether authentik only logs what it would change at the target, without changing it',
	}),
	field('exclude_users_service_account', boolean, {
		displayName: 'Exclude Service Accounts',
		name: 'excludeUsersServiceAccount',
		type: 'boolean',
		default: true,
		description: 'Whether service accounts are left out of provisioning',
	}),
	field('filter_group', uuidOrNull, {
		...groupLocator,
		displayName: 'Filter Group',
		name: 'filterGroup',
		description:
			'Only direct members of this group are provisioned. Leave it empty to provision all users. Releases from 2026.2 on have Group Filters, which means something else.',
	}),
	field('group_filters', uuidList, {
		displayName: 'Group Filter Names or IDs',
		name: 'groupFilters',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getGroups' },
		default: [],
		description:
			'Only these groups are provisioned; an empty list provisions all groups. Which users are provisioned, the bindings of the application decide. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
	field('property_mappings_group', uuidList, {
		displayName: 'Group Mapping Names or IDs',
		name: 'propertyMappingsGroup',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getScimMappings' },
		default: [],
		description:
			'The mappings for groups; they replace all that are set. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
	field('name', name, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'How it is called in authentik; no other of its kind may have the name',
	}),
	field('auth_oauth_params', secretJsonObject, {
		displayName: 'OAuth Parameters',
		name: 'authOauthParams',
		type: 'json',
		default: '{}',
		description:
			'Additional parameters of the token request, as a JSON object. It replaces all that are stored.',
	}),
	field('auth_oauth', uuidOrNull, {
		...oauthSourceLocator,
		displayName: 'OAuth Source',
		name: 'authOauth',
		description: 'The OAuth source that gives the access token. Leave it empty to remove it.',
	}),
	field('service_provider_config_cache_timeout', duration, {
		displayName: 'Service Provider Config Cache Timeout',
		name: 'serviceProviderConfigCacheTimeout',
		type: 'string',
		default: 'hours=1',
		placeholder: 'e.g. hours=1',
		description:
			'How long authentik remembers what the target can do. minutes=0 asks the target every time.',
	}),
	field('sync_page_size', count, {
		displayName: 'Sync Page Size',
		name: 'syncPageSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'How many objects one task of a sync handles',
	}),
	field('sync_page_timeout', duration, {
		displayName: 'Sync Page Timeout',
		name: 'syncPageTimeout',
		type: 'string',
		default: 'minutes=30',
		placeholder: 'e.g. minutes=30',
		description: 'How long one task of a sync may take',
	}),
	field('token', bearerTokenOrCleared, {
		displayName: 'Token',
		name: 'token',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'The bearer token with which authentik signs in to the SCIM target. To clear it (authentik 2025.10 or later), give an empty list as an expression: {{ [] }}. Empty text is refused.',
	}),
	field('url', scimUrl, {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://scim.example.com/v2',
		description: 'The base URL of the SCIM target, without /Users or /Groups',
	}),
	field('property_mappings', uuidList, {
		displayName: 'User Mapping Names or IDs',
		name: 'propertyMappings',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getScimMappings' },
		default: [],
		description:
			'The mappings for users; they replace all that are set. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
	field('verify_certificates', boolean, {
		displayName: 'Verify Certificates',
		name: 'verifyCertificates',
		type: 'boolean',
		default: true,
		description: "Whether authentik verifies the target's TLS certificate",
	}),
];

const REQUIRED = ['name', 'url'];

/** What a new provider cannot do without. */
export const requiredProviderFields = scimProviderFields
	.filter((one) => REQUIRED.includes(one.name))
	.map((field): Field => ({ ...field, required: true }));

/** What a new provider may have beside. */
export const additionalProviderFields = scimProviderFields.filter(
	(one) => !REQUIRED.includes(one.name),
);

/** The application that a new provider is attached to. */
export const attachTo: Parameter = {
	...applicationLocator,
	required: false,
	displayName: 'Attach to Application',
	description:
		'The application that it becomes a backchannel provider of. Attaching starts no sync.',
};
