import { scimProviderFacts } from '../../nodes/Authentik/shared/releases';
import { has, type Answer, type Call } from '../call';
import {
	boolean,
	choice,
	computed,
	datetime,
	dictionary,
	duration,
	integer,
	readOnly,
	text,
} from '../drf/fields';
import { exact, relatedTo, relatedToAny, yesNo } from '../drf/filters';
import { permissionOf } from '../drf/permissions';
import { relation, relations } from '../drf/relations';
import { Serializer } from '../drf/serializer';
import { byInteger, type Viewset } from '../drf/viewset';
import type { ScimProviderRow } from '../models';
import { invalid } from '../protocol/errors';
import { BEHAVIOUR } from '../releases';
import { now, uuid } from '../state';
import {
	applicationOf,
	backchannelFields,
	backchannelOf,
	kindComponent,
	kindFields,
	providerMappings,
	providerName,
	removeProvider,
	scheduleOf,
	usesOfProvider,
} from './providers';
import { groupTarget, mappingTarget, oauthSourceTarget } from './targets';

const MODEL = 'authentik_providers_scim.scimprovider';

/** The fields in authentik's order; what a release lacks is in the shared table. */
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
		// No interactive sign-in can happen here, so there is never anything to tell.
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

/** `/providers/scim/` */
export const scimProviders: Viewset<ScimProviderRow> = {
	path: '/providers/scim/',
	title: 'Scim Provider',
	description: 'SCIMProvider Viewset',
	model: MODEL,
	noun: 'SCIMProvider',
	lookup: byInteger,
	rows: (state) => state.providers.all().filter((row) => row.kind === 'scim'),
	serializer: scimProviderSerializer,
	filters: {
		exclude_users_service_account: yesNo(),
		name: exact(),
		url: exact(),
		filter_group: { ...relatedTo(groupTarget), when: scimProviderFacts.fields.filter_group },
		group_filters: {
			...relatedToAny(groupTarget, (row: ScimProviderRow) => row.group_filters),
			when: scimProviderFacts.fields.group_filters,
		},
	},
	search: ['name', 'url'],
	ordering: ['name', 'url'],
	create(values, call) {
		const row = addScimProvider(values, call);
		startSync(row, call);
		return row;
	},
	update(row, values, call) {
		Object.assign(row, values);
		startSync(row, call);
	},
	destroy: removeProvider,
	usedBy: usesOfProvider,
	actions: [
		{ path: 'sync/status/', method: 'GET', run: syncStatus },
		{
			path: 'sync/object/',
			method: 'POST',
			permission: permissionOf(MODEL, 'view'),
			run: () => ({ status: 200, body: { messages: [] } }),
		},
	],
};

/** Puts a provider into the state, its values taken as they are. */
export function addScimProvider(
	values: Partial<ScimProviderRow>,
	{ authentik }: Pick<Call, 'authentik'>,
): ScimProviderRow {
	const { providers } = authentik.state;
	const row = {
		authentication_flow: null,
		authorization_flow: null,
		invalidation_flow: null,
		...scimProviderSerializer.defaults(),
		...values,
		kind: 'scim',
		pk: providers.nextPk(),
		synced_at: null,
		schedule: uuid(),
	} as ScimProviderRow;
	return providers.add(row);
}

/** Every save starts a full sync. Here it ends at once, and well. */
function startSync(row: ScimProviderRow, { authentik }: Call): void {
	authentik.state.syncs.push({ provider: row.pk, at: Date.now() });
	row.synced_at = now();
}

function syncStatus(row: ScimProviderRow, call: Call): Answer {
	const { state } = call.authentik;
	if (!has(call, BEHAVIOUR.schedules))
		return { status: 200, body: { is_running: false, tasks: [] } };
	if (!scheduleOf(row, call)) return { status: 200, body: { is_running: false } };
	const isAttached = Boolean(backchannelOf(state, row) ?? applicationOf(state, row));
	const done = row.synced_at === null ? {} : finished(row.synced_at, isAttached, call);
	return { status: 200, body: { is_running: false, ...done } };
}

/** How a finished sync is told; only 2025.8 tells that nothing was synced. */
function finished(at: string, isAttached: boolean, call: Call): Record<string, unknown> {
	if (has(call, { from: '2025.10' })) return { last_successful_sync: at, last_sync_status: 'done' };
	if (!isAttached) return { last_sync_status: 'warning' };
	return { last_successful_sync: at, last_sync_status: 'info' };
}

function needsEnterprise(value: unknown): void {
	if (value !== 'token') throw invalid('Enterprise is required to use the OAuth mode.');
}
