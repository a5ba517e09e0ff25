import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import { applicationOf, backchannelOf } from '../../../core/state/attachment';
import type { ProviderRow } from '../../../core/state/models';
import type { State } from '../../../core/state/state';
import { computed, taken, unique, type Field } from '../../../drf/field';
import { text } from '../../../drf/fields';
import { yesNo, type Filter } from '../../../drf/filters';
import { relations } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byInteger, type UsedBy, type Viewset } from '../../../drf/viewset';
import { mappingTarget } from '../targets';
import { removeSyncs, syncTasksOf, usesOfSyncs } from './scim-traces';

/** The names of the kinds of providers. */
const KINDS = {
	scim: {
		component: 'ak-provider-scim-form',
		verbose_name: 'SCIM Provider',
		verbose_name_plural: 'SCIM Providers',
		meta_model_name: 'authentik_providers_scim.scimprovider',
	},
	oauth2: {
		component: 'ak-provider-oauth2-form',
		verbose_name: 'OAuth2/OpenID Provider',
		verbose_name_plural: 'OAuth2/OpenID Providers',
		meta_model_name: 'authentik_providers_oauth2.oauth2provider',
	},
} as const;

/** The names where authentik has loaded only what all providers have in common. */
const ANY_KIND = {
	component: '',
	verbose_name: 'provider',
	verbose_name_plural: 'providers',
	meta_model_name: 'authentik_core.provider',
};

function ofApplication(column: 'slug' | 'name') {
	return computed(
		(row: ProviderRow, { authentik }) => applicationOf(authentik.state, row)?.[column] ?? null,
	);
}

function ofBackchannel(column: 'slug' | 'name') {
	return computed((row: ProviderRow, call) => {
		const missing = has(call, BEHAVIOUR.unattachedIsNull) ? null : undefined;
		return backchannelOf(call.authentik.state, row)?.[column] ?? missing;
	});
}

/** The field that all providers share: names are unique across all kinds. */
export const providerName: Field = text({
	validators: [unique((state) => state.providers.all(), taken('provider'))],
});

export const providerMappings: Field = relations(mappingTarget);

export const backchannelFields = {
	assigned_backchannel_application_slug: ofBackchannel('slug'),
	assigned_backchannel_application_name: ofBackchannel('name'),
};

export const applicationFields = {
	assigned_application_slug: ofApplication('slug'),
	assigned_application_name: ofApplication('name'),
};

/** The fields for a provider's kind. */
export const kindFields = {
	verbose_name: computed((row: ProviderRow) => KINDS[row.kind].verbose_name),
	verbose_name_plural: computed((row: ProviderRow) => KINDS[row.kind].verbose_name_plural),
	meta_model_name: computed((row: ProviderRow) => KINDS[row.kind].meta_model_name),
};

export const kindComponent = computed((row: ProviderRow) => KINDS[row.kind].component);

const generic = new Serializer<ProviderRow>({
	pk: { ...computed((row: ProviderRow) => row.pk), computed: false },
	name: providerName,
	authentication_flow: text({ allowNull: true }),
	authorization_flow: text({ allowNull: true }),
	invalidation_flow: text({ allowNull: true }),
	property_mappings: providerMappings,
	component: kindComponent,
	...applicationFields,
	...backchannelFields,
	...kindFields,
});

/** A provider in the format that all kinds share. */
export function showProvider(row: ProviderRow, call: Call): Record<string, unknown> {
	return generic.show(row, call);
}

/** The same where authentik has not loaded the provider's kind: in an application's backchannel. */
export function showUnknownKind(row: ProviderRow, call: Call): Record<string, unknown> {
	return { ...generic.show(row, call), ...ANY_KIND };
}

/** Removes a provider, also from its applications, and with its rights. */
export function removeProvider(row: ProviderRow, { authentik }: Pick<Call, 'authentik'>): void {
	const { state } = authentik;
	state.providers.remove(row.pk);
	if (row.kind === 'scim') removeSyncs(row, state);
	for (const application of state.applications.all()) {
		if (application.provider === row.pk) application.provider = null;
		application.backchannel_providers = application.backchannel_providers.filter(
			(pk) => pk !== row.pk,
		);
	}
}

/** What refers to a provider. */
export function usesOfProvider(row: ProviderRow, call: Call): UsedBy[] {
	const { state } = call.authentik;
	const groupMappings = row.kind === 'scim' ? row.property_mappings_group : [];
	const mappings = [...row.property_mappings, ...groupMappings].map(
		(pk): UsedBy => ({
			app: 'authentik_core',
			model_name: 'propertymapping',
			pk,
			name: `Property Mapping ${state.mappings.get(pk)?.name ?? ''}`,
			action: 'cascade_many',
		}),
	);
	const synced = row.kind === 'scim' ? usesOfSyncs(row, state) : [];
	return [...usesOfApplication(row, state), ...mappings, ...synced];
}

function usesOfApplication(row: ProviderRow, state: State): UsedBy[] {
	const application = applicationOf(state, row);
	if (!application) return [];
	const { pk, name } = application;
	return [{ app: 'authentik_core', model_name: 'application', pk, name, action: 'set_default' }];
}

function isBackchannel({ kind }: ProviderRow): boolean {
	return kind === 'scim';
}

/** authentik checks both ways of being attached, and accepts either: see ProviderFilter of authentik/core/api/providers.py. */
const hasNoApplication: Filter<ProviderRow> = {
	test(values, call, name) {
		const { state } = call.authentik;
		const [ofApplication, ofBackchannel] = [applicationOf, backchannelOf].map((find) =>
			yesNo<ProviderRow>((row) => find(state, row) === undefined).test(values, call, name),
		);
		if (!ofApplication || !ofBackchannel) return undefined;
		return (row) => ofApplication(row) || (isBackchannel(row) && ofBackchannel(row));
	},
};

/** `/providers/all/`: every provider, whatever its kind. */
export const allProviders: Viewset<ProviderRow> = {
	path: '/providers/all/',
	title: 'Provider',
	description: 'Provider Viewset',
	model: 'authentik_core.provider',
	modelOf: ({ kind }) => KINDS[kind].meta_model_name,
	noun: 'Provider',
	lookup: byInteger,
	rows: (state) => state.providers.all(),
	serializer: generic,
	search: ['name', (row: ProviderRow, state) => applicationOf(state, row)?.name],
	filters: {
		application__isnull: hasNoApplication,
		backchannel: yesNo(isBackchannel),
	},
	destroy: removeProvider,
	tasksOf: syncTasksOf,
	usedBy: usesOfProvider,
};
