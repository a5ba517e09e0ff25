import { scimProviderFacts } from '../../../../nodes/Authentik/shared/releases';
import type { Call } from '../../../core/call';
import { BEHAVIOUR, holds } from '../../../core/releases';
import type { ScimProviderRow } from '../../../core/state/models';
import { exact, relatedTo, relatedToAny, yesNo } from '../../../drf/filters';
import { byInteger, type Viewset } from '../../../drf/viewset';
import { saveSchedule, startSync } from '../../scim/start';
import { groupTarget } from '../targets';
import { removeProvider, usesOfProvider } from './providers';
import { scimProviderSerializer } from './scim-provider-fields';
import { syncObject, syncStatus } from './scim-sync';
import { syncTasksOf } from './scim-traces';

/** `/providers/scim/` */
export const scimProviders: Viewset<ScimProviderRow> = {
	path: '/providers/scim/',
	title: 'Scim Provider',
	description: 'SCIMProvider Viewset',
	model: 'authentik_providers_scim.scimprovider',
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
		startSync(row, call.authentik, true);
		return row;
	},
	update(row, values, { authentik }) {
		Object.assign(row, values);
		startSync(row, authentik, false);
	},
	destroy: removeProvider,
	tasksOf: syncTasksOf,
	usedBy: usesOfProvider,
	actions: [
		{ path: 'sync/status/', method: 'GET', run: syncStatus },
		{ path: 'sync/object/', method: 'POST', run: syncObject },
	],
};

/** Adds a provider to the state, with its values as they are. */
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
	} as ScimProviderRow;
	providers.add(row);
	if (holds(authentik.release, BEHAVIOUR.schedules)) saveSchedule(row, authentik);
	return row;
}
