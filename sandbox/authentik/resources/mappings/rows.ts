import type { MappingRow } from '../../../core/state/models';
import { uuid, type State } from '../../../core/state/state';
import { invalid } from '../../../drf/errors';
import { computed, readOnly, taken, unique, type Scope } from '../../../drf/field';
import { text } from '../../../drf/fields';
import type { UsedBy } from '../../../drf/viewset';
import { syntaxComplaint } from '../../expressions/expressions';
import { transportUse } from '../notifications/transport-rows';

/** The names of the kinds of mappings. */
export const MAPPING_KINDS = {
	scim: {
		component: 'ak-property-mapping-provider-scim-form',
		verbose_name: 'SCIM Provider Mapping',
		verbose_name_plural: 'SCIM Provider Mappings',
		meta_model_name: 'authentik_providers_scim.scimmapping',
	},
	scope: {
		component: 'ak-property-mapping-provider-scope-form',
		verbose_name: 'Scope Mapping',
		verbose_name_plural: 'Scope Mappings',
		meta_model_name: 'authentik_providers_oauth2.scopemapping',
	},
	notification: {
		component: 'ak-property-mapping-notification-form',
		verbose_name: 'Webhook Mapping',
		verbose_name_plural: 'Webhook Mappings',
		meta_model_name: 'authentik_events.notificationwebhookmapping',
	},
} as const;

/** The fields that all mappings share: names are unique across all kinds. */
export const mappingFields = {
	pk: readOnly(text({ label: 'Pm uuid' })),
	managed: text({
		allowNull: true,
		default: null,
		label: 'Managed by authentik',
		validators: [unique((state) => state.mappings.all(), taken('Property Mapping'))],
	}),
	name: text({
		validators: [unique((state) => state.mappings.all(), taken('Property Mapping'))],
	}),
	expression: text({ check: checkExpression }),
	component: computed((row: MappingRow) => MAPPING_KINDS[row.kind].component),
	verbose_name: computed((row: MappingRow) => MAPPING_KINDS[row.kind].verbose_name),
	verbose_name_plural: computed((row: MappingRow) => MAPPING_KINDS[row.kind].verbose_name_plural),
	meta_model_name: computed((row: MappingRow) => MAPPING_KINDS[row.kind].meta_model_name),
};

function checkExpression(value: unknown, { row }: Scope): void {
	const complaint = syntaxComplaint(String(value), (row as MappingRow | undefined)?.name ?? 'None');
	if (complaint !== undefined) throw invalid(complaint);
}

/** The mappings of one kind. */
export function mappingsOf(kind: MappingRow['kind']): (state: State) => MappingRow[] {
	return (state) => state.mappings.all().filter((row) => row.kind === kind);
}

/** What uses a mapping. */
export function usesOfMapping(row: MappingRow, state: State): UsedBy[] {
	const providers = state.providers.all().filter((provider) => {
		const groupMappings = provider.kind === 'scim' ? provider.property_mappings_group : [];
		return [...provider.property_mappings, ...groupMappings].includes(row.pk);
	});
	const transports = state.transports
		.all()
		.filter(({ webhook_mapping_body: body, webhook_mapping_headers: headers }) =>
			[body, headers].includes(row.pk),
		);
	return [
		...providers.map((provider) => ({
			app: 'authentik_core',
			model_name: 'provider',
			pk: String(provider.pk),
			name: provider.name,
			action: 'cascade_many' as const,
		})),
		...transports.map((transport) => transportUse(transport, 'set_default')),
	];
}

/** Adds a mapping to the state, with its values as they are. */
export function addMapping(
	kind: MappingRow['kind'],
	values: Partial<MappingRow>,
	{ mappings }: State,
): MappingRow {
	const empty = { managed: null, scope_name: '', description: '' };
	return mappings.add({ ...empty, ...values, kind, pk: uuid() } as MappingRow);
}

/** Removes a mapping from the state, and from what uses it. */
export function removeMapping(row: MappingRow, state: State): void {
	state.mappings.remove(row.pk);
	for (const transport of state.transports.all()) {
		if (transport.webhook_mapping_body === row.pk) transport.webhook_mapping_body = null;
		if (transport.webhook_mapping_headers === row.pk) transport.webhook_mapping_headers = null;
	}
	for (const provider of state.providers.all()) {
		provider.property_mappings = provider.property_mappings.filter((pk) => pk !== row.pk);
		if (provider.kind !== 'scim') continue;
		provider.property_mappings_group = provider.property_mappings_group.filter(
			(pk) => pk !== row.pk,
		);
	}
}
