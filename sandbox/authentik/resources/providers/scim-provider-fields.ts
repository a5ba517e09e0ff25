import { scimProviderFacts } from '../../../../nodes/Authentik/shared/releases';
import type { ScimProviderRow } from '../../../core/state/models';
import { invalid } from '../../../drf/errors';
import { computed, readOnly } from '../../../drf/field';
import {
	boolean,
	choice,
	datetime,
	dictionary,
	duration,
	integer,
	text,
} from '../../../drf/fields';
import { relation, relations } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { groupTarget, mappingTarget, oauthSourceTarget } from '../targets';
import {
	backchannelFields,
	kindComponent,
	kindFields,
	providerMappings,
	providerName,
} from './providers';

/** The fields in authentik's order; the shared table lists what a release lacks. */
export const scimProviderSerializer = new Serializer<ScimProviderRow>(
	{
		pk: readOnly(integer({ label: 'ID' })),
		name: providerName,
		property_mappings: providerMappings,
		property_mappings_group: relations(mappingTarget, {
			help: 'Property mappings used for group creation/updating.',
		}),
		component: kindComponent,
		...backchannelFields,
		...kindFields,
		url: text({ help: 'Base URL to SCIM requests, usually ends in /v2' }),
		verify_certificates: boolean({ default: true }),
		token: text({
			required: { until: '2025.8' },
			allowBlank: { from: '2025.10' },
			default: '',
			help: 'Authentication token',
		}),
		auth_mode: choice(
			[
				{ value: 'token', label: 'Token' },
				{ value: 'oauth', label: 'OAuth' },
				{ value: 'oauth_interactive', label: 'OAuth (Interactive)' },
			],
			{ default: 'token', check: needsEnterprise },
		),
		auth_oauth: relation(oauthSourceTarget, {
			allowNull: true,
			default: null,
			help: 'OAuth Source used for authentication',
		}),
		auth_oauth_params: dictionary({
			default: {},
			help: 'Additional OAuth parameters, such as grant_type',
		}),
		// The sandbox has no interactive sign-in, so there is never a value.
		auth_oauth_token_last_updated: { ...readOnly(datetime()), show: () => null },
		auth_oauth_token_expires: { ...readOnly(datetime()), show: () => null },
		auth_oauth_url_callback: computed(() => null),
		auth_oauth_url_start: computed(() => null),
		compatibility_mode: choice(
			[
				{ value: 'default', label: 'Default' },
				{ value: 'aws', label: 'AWS' },
				{ value: 'slack', label: 'Slack' },
				{ value: 'sfdc', label: 'Salesforce' },
				{ value: 'gitlab', label: 'GitLab' },
				{ value: 'webex', label: 'Webex' },
				{ value: 'vcenter', label: 'vCenter' },
			],
			{
				default: 'default',
				label: 'SCIM Compatibility Mode',
				help: 'Alter authentik behavior for vendor-specific SCIM implementations.',
			},
		),
		service_provider_config_cache_timeout: duration({
			default: 'hours=1',
			help: 'Cache duration for ServiceProviderConfig responses. Set minutes=0 to disable.',
		}),
		exclude_users_service_account: boolean({ default: false }),
		filter_group: relation(groupTarget, { allowNull: true, default: null }),
		sync_page_size: integer({
			default: 100,
			min: 1,
			max: 2147483647,
			help: 'Controls the number of objects synced in a single task',
		}),
		sync_page_timeout: duration({
			default: 'minutes=30',
			help: 'Timeout for synchronization of a single page',
		}),
		discovery_enabled: boolean({
			default: true,
			help: 'When enabled, authentik will attempt to discover existing resources in the remote system.',
		}),
		group_filters: relations(groupTarget, {
			help: 'Group filters used to define sync-scope for groups.',
		}),
		dry_run: boolean({
			default: false,
			help: 'When enabled, provider will not modify or create objects in the remote system.',
		}),
	},
	scimProviderFacts,
);

function needsEnterprise(value: unknown): void {
	if (value !== 'token') throw invalid('Enterprise is required to use the OAuth mode.');
}
