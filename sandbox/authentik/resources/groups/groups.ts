import type { Call } from '../../../core/call';
import { recordModel, recordRelation } from '../../../core/events';
import type { GroupRow } from '../../../core/state/models';
import { childrenOf, parentsOf, setChildren, setParents } from '../../../core/state/parentage';
import { exact, relatedToAny, yesNo } from '../../../drf/filters';
import { attributes, namedAny } from '../../../drf/lookups';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { removeBindings } from '../../policies/bindings';
import { deleted, saved } from '../../scim/signals';
import { userTarget } from '../targets';
import { memberAction, tellMembers } from './members';
import { addGroup, groupSerializer, storeGroup } from './rows';
import { usesOfGroup } from './uses';

const MODEL = 'authentik_core.group';

/** `/core/groups/` */
export const groups: Viewset<GroupRow> = {
	path: '/core/groups/',
	title: 'Group',
	description: 'Group Viewset',
	model: MODEL,
	noun: 'Group',
	isSilent: true,
	lookup: byUuid,
	rows: (state) => state.groups.all(),
	serializer: groupSerializer,
	filters: {
		name: exact(),
		is_superuser: yesNo(),
		members_by_pk: relatedToAny(userTarget, (row) => row.users),
		members_by_username: namedAny(
			(state) => state.users.all().map(({ username }) => username),
			({ users }, state) => users.map((pk) => state.users.get(pk)?.username ?? ''),
		),
		attributes: attributes(),
	},
	search: ['name', 'is_superuser'],
	ordering: ['name'],
	create(values, call) {
		const row = addGroup(values, call);
		recordModel(call, 'created', MODEL, row);
		saved('group', row, call.authentik);
		tellRelations(row, NO_RELATIONS, call);
		return row;
	},
	update(row, values, call) {
		const before = relationsOf(row, call);
		storeGroup(row, values, call);
		recordModel(call, 'updated', MODEL, row);
		saved('group', row, call.authentik);
		tellRelations(row, before, call);
	},
	destroy(row, call) {
		const { authentik } = call;
		const { state } = authentik;
		recordModel(call, 'deleted', MODEL, row);
		deleted('group', row, authentik);
		removeBindings(({ group }) => group === row.pk, call);
		for (const rule of state.rules.all())
			if (rule.destination_group === row.pk) rule.destination_group = null;
		setParents(state, row, []);
		setChildren(state, row, []);
		state.groups.remove(row.pk);
		for (const provider of state.providers.all()) {
			if (provider.kind !== 'scim') continue;
			if (provider.filter_group === row.pk) provider.filter_group = null;
			provider.group_filters = provider.group_filters.filter((pk) => pk !== row.pk);
		}
	},
	usedBy: (row, { authentik }) => usesOfGroup(row, authentik.state, authentik.release),
	actions: [memberAction('add'), memberAction('remove')],
};

/** What a group has besides columns. */
interface Relations {
	users: number[];
	roles: string[];
	parents: GroupRow[];
	children: GroupRow[];
}

const NO_RELATIONS: Relations = { users: [], roles: [], parents: [], children: [] };

function relationsOf(row: GroupRow, { authentik: { state } }: Call): Relations {
	const { users, roles } = row;
	return { users, roles, parents: parentsOf(state, row), children: childrenOf(state, row) };
}

/** Reports additions to a group and removals to the events and the SCIM providers. */
function tellRelations(row: GroupRow, before: Relations, call: Call): void {
	const after = relationsOf(row, call);
	for (const name of ['parents', 'users', 'roles', 'children'] as const)
		recordRelation(call, MODEL, row, before[name], after[name]);
	tellMembers(row, before.users, call);
}
