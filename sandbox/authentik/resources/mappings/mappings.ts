import { flag, type Call } from '../../../core/call';
import type { Dictionary, MappingRow } from '../../../core/state/models';
import { dictionary, text } from '../../../drf/fields';
import { anyOf, exact, yesNo } from '../../../drf/filters';
import { demand } from '../../../drf/permissions';
import { relation } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { tryMapping } from '../../expressions/expressions';
import { groupTarget, userTarget } from '../targets';
import {
	addMapping,
	MAPPING_KINDS,
	mappingFields,
	mappingsOf,
	removeMapping,
	usesOfMapping,
} from './rows';

function mappingViewset(
	kind: 'scim' | 'scope',
	more: Pick<Viewset<MappingRow>, 'title' | 'description' | 'noun' | 'serializer'>,
): Viewset<MappingRow> {
	return {
		...more,
		path: `/propertymappings/provider/${kind}/`,
		needsPython: true,
		model: MAPPING_KINDS[kind].meta_model_name,
		lookup: byUuid,
		rows: mappingsOf(kind),
		filters: {
			managed: anyOf(),
			managed__isnull: yesNo((row) => row.managed === null),
			name: exact(),
			...(kind === 'scope' ? { scope_name: exact() } : {}),
		},
		search: ['name'],
		ordering: ['name'],
		create: (values, { authentik }) => addMapping(kind, values, authentik.state),
		update: (row, values) => void Object.assign(row, values),
		destroy: (row, { authentik }) => removeMapping(row, authentik.state),
		usedBy: (row, { authentik }) => usesOfMapping(row, authentik.state),
	};
}

/** `/propertymappings/provider/scim/` */
export const scimMappings = mappingViewset('scim', {
	title: 'Scim Mapping',
	description: 'SCIMMapping Viewset',
	noun: 'SCIMMapping',
	serializer: new Serializer<MappingRow>(mappingFields),
});

/** `/propertymappings/provider/scope/` */
export const scopeMappings = mappingViewset('scope', {
	title: 'Scope Mapping',
	description: 'ScopeMapping Viewset',
	noun: 'ScopeMapping',
	serializer: new Serializer<MappingRow>({
		...mappingFields,
		scope_name: text({ help: 'Scope requested by the client' }),
		description: text({ default: '', allowBlank: true }),
	}),
});

/** The input of a mapping test, as sent. */
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

/** `/propertymappings/all/`: every mapping, whatever its kind, and the test of one. */
export const allMappings: Viewset<MappingRow> = {
	path: '/propertymappings/all/',
	needsPython: true,
	title: 'Property Mapping',
	description: 'PropertyMapping Viewset',
	model: 'authentik_core.propertymapping',
	modelOf: ({ kind }) => MAPPING_KINDS[kind].meta_model_name,
	noun: 'PropertyMapping',
	lookup: byUuid,
	rows: (state) => state.mappings.all(),
	serializer: new Serializer<MappingRow>(mappingFields),
	filters: { managed: anyOf(), managed__isnull: yesNo((row) => row.managed === null) },
	search: ['name'],
	ordering: ['name'],
	destroy: (row, { authentik }) => removeMapping(row, authentik.state),
	usedBy: (row, { authentik }) => usesOfMapping(row, authentik.state),
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
