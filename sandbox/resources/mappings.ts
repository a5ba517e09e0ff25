import { flag, type Call } from '../call';
import { computed, readOnly, taken, unique, type Scope } from '../drf/field';
import { dictionary, text } from '../drf/fields';
import { anyOf, exact, yesNo } from '../drf/filters';
import { demand } from '../drf/permissions';
import { relation } from '../drf/relations';
import { Serializer } from '../drf/serializer';
import { byUuid, type UsedBy, type Viewset } from '../drf/viewset';
import type { Dictionary, MappingRow } from '../models';
import { invalid } from '../protocol/errors';
import { uuid, type State } from '../state';
import { syntaxComplaint, tryMapping } from './expressions';
import { groupTarget, userTarget } from './targets';

const NAMES = {
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
} as const;

const shared = {
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
	component: computed((row: MappingRow) => NAMES[row.kind].component),
	verbose_name: computed((row: MappingRow) => NAMES[row.kind].verbose_name),
	verbose_name_plural: computed((row: MappingRow) => NAMES[row.kind].verbose_name_plural),
	meta_model_name: computed((row: MappingRow) => NAMES[row.kind].meta_model_name),
};

function checkExpression(value: unknown, { row }: Scope): void {
	const complaint = syntaxComplaint(String(value), (row as MappingRow | undefined)?.name ?? 'None');
	if (complaint !== undefined) throw invalid(complaint);
}

function rowsOf(kind: MappingRow['kind']): (state: State) => MappingRow[] {
	return (state) => state.mappings.all().filter((row) => row.kind === kind);
}

function usesOf(row: MappingRow, state: State): UsedBy[] {
	const providers = state.providers.all().filter((provider) => {
		const groupMappings = provider.kind === 'scim' ? provider.property_mappings_group : [];
		return [...provider.property_mappings, ...groupMappings].includes(row.pk);
	});
	return providers.map((provider) => ({
		app: 'authentik_core',
		model_name: 'provider',
		pk: String(provider.pk),
		name: provider.name,
		action: 'cascade_many',
	}));
}

function mappingViewset(
	kind: MappingRow['kind'],
	more: Pick<Viewset<MappingRow>, 'title' | 'description' | 'noun' | 'serializer'>,
): Viewset<MappingRow> {
	return {
		...more,
		path: `/propertymappings/provider/${kind}/`,
		needsPython: true,
		model: NAMES[kind].meta_model_name,
		lookup: byUuid,
		rows: rowsOf(kind),
		filters: {
			managed: anyOf(),
			managed__isnull: yesNo((row) => row.managed === null),
			name: exact(),
			...(kind === 'scope' ? { scope_name: exact() } : {}),
		},
		search: ['name'],
		ordering: ['name'],
		create: (values, { authentik }) =>
			authentik.state.mappings.add({
				scope_name: '',
				description: '',
				...values,
				kind,
				pk: uuid(),
			} as MappingRow),
		update: (row, values) => void Object.assign(row, values),
		destroy: (row, { authentik }) => removeMapping(row, authentik.state),
		usedBy: (row, { authentik }) => usesOf(row, authentik.state),
	};
}

function removeMapping(row: MappingRow, state: State): void {
	state.mappings.remove(row.pk);
	for (const provider of state.providers.all()) {
		provider.property_mappings = provider.property_mappings.filter((pk) => pk !== row.pk);
		if (provider.kind !== 'scim') continue;
		provider.property_mappings_group = provider.property_mappings_group.filter(
			(pk) => pk !== row.pk,
		);
	}
}

/** `/propertymappings/provider/scim/` */
export const scimMappings = mappingViewset('scim', {
	title: 'Scim Mapping',
	description: 'SCIMMapping Viewset',
	noun: 'SCIMMapping',
	serializer: new Serializer<MappingRow>(shared),
});

/** `/propertymappings/provider/scope/` */
export const scopeMappings = mappingViewset('scope', {
	title: 'Scope Mapping',
	description: 'ScopeMapping Viewset',
	noun: 'ScopeMapping',
	serializer: new Serializer<MappingRow>({
		...shared,
		scope_name: text({ help: 'Scope requested by the client' }),
		description: text({ default: '', allowBlank: true }),
	}),
});

/** What a mapping is tried with, as sent. */
interface TrialBody {
	user?: number | null;
	group?: string | null;
	context?: Dictionary;
}

const trialBody = new Serializer<TrialBody>({
	user: relation(userTarget, { allowNull: true }),
	context: dictionary(),
	group: relation(groupTarget, { allowNull: true }),
});

/** `/propertymappings/all/`: every mapping, whatever its kind, and the place to try one. */
export const allMappings: Viewset<MappingRow> = {
	path: '/propertymappings/all/',
	needsPython: true,
	title: 'Property Mapping',
	description: 'PropertyMapping Viewset',
	model: 'authentik_core.propertymapping',
	modelOf: ({ kind }) => NAMES[kind].meta_model_name,
	noun: 'PropertyMapping',
	lookup: byUuid,
	rows: (state) => state.mappings.all(),
	serializer: new Serializer<MappingRow>(shared),
	filters: { managed: anyOf(), managed__isnull: yesNo((row) => row.managed === null) },
	search: ['name'],
	ordering: ['name'],
	destroy: (row, { authentik }) => removeMapping(row, authentik.state),
	usedBy: (row, { authentik }) => usesOf(row, authentik.state),
	actions: [
		{
			path: 'test/',
			method: 'POST',
			run: (row, call) => ({ status: 200, body: tryOut(row, call) }),
		},
	],
};

function tryOut(row: MappingRow, call: Call) {
	const { users, groups } = call.authentik.state;
	const { user, group, context = {} } = trialBody.read(call.body(), call, 'create') as TrialBody;
	if (user) demand(call, 'authentik_core.view_user', user);
	if (group) demand(call, 'authentik_core.view_group', group);
	const trial = {
		user: users.get(user ?? 0),
		group: groups.get(group ?? ''),
		context,
		isFormatted: flag(call, 'format_result', false),
	};
	return tryMapping(row, trial, call.authentik);
}
