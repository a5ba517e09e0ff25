import type { Release } from '../../../../nodes/Authentik/shared/releases';
import { BEHAVIOUR, holds } from '../../../core/releases';
import type { GroupRow } from '../../../core/state/models';
import { ancestorsOf, childrenOf, descendantsOf, parentsOf } from '../../../core/state/parentage';
import type { State } from '../../../core/state/state';
import type { UsedBy } from '../../../drf/viewset';
import { usesOfBindings } from '../../policies/bindings';
import { usesOfLinks } from '../../scim/links';

/** What uses a group, and what it uses. */
export function usesOfGroup(row: GroupRow, state: State, release: Release): UsedBy[] {
	const hasNodes = holds(release, BEHAVIOUR.manyParents);
	const below = childrenOf(state, row);
	const ancestry = (child: GroupRow, parent: GroupRow): UsedBy => ({
		app: 'authentik_core',
		model_name: 'groupancestrynode',
		pk: `${child.pk}-${parent.pk}`,
		name: `Group Ancestry Node from ${child.pk} to ${parent.pk}`,
		action: 'cascade',
	});
	const nodes = (end: 'child' | 'parent'): UsedBy[] =>
		state.parentages
			.all()
			.filter((node) => node[end] === row.pk)
			.map(({ pk, child, parent }) => ({
				app: 'authentik_core',
				model_name: 'groupparentagenode',
				pk,
				name: `Group Parentage Node from #${child} to ${parent}`,
				action: 'cascade',
			}));
	const tree = hasNodes
		? [
				...ancestorsOf(state, row).map((one) => ancestry(row, one)),
				...nodes('parent'),
				...below.map((one) => groupUse(one, 'cascade_many')),
				...descendantsOf(state, row).map((one) => ancestry(one, row)),
				...nodes('child'),
				...parentsOf(state, row).map((one) => groupUse(one, 'cascade_many')),
			]
		: below.map((one) => groupUse(one, 'set_null'));
	return [
		...tree,
		...usesOfBindings(state, ({ group }) => group === row.pk),
		...row.roles.map((pk) => ({
			app: 'authentik_rbac',
			model_name: 'role',
			pk,
			name: state.roles.get(pk)?.name ?? '',
			action: 'cascade_many' as const,
		})),
		...providersOf(row, state),
		...usesOfLinks(state, 'group', ({ object }) => object === row.pk),
		...row.users.map((pk) => ({
			app: 'authentik_core',
			model_name: 'user',
			pk: String(pk),
			name: state.users.get(pk)?.username ?? '',
			action: 'cascade_many' as const,
		})),
	];
}

/** The SCIM providers that filter by a group. */
function providersOf({ pk: group }: GroupRow, state: State): UsedBy[] {
	return state.providers.all().flatMap((provider) => {
		if (provider.kind !== 'scim') return [];
		const isOne = provider.filter_group === group;
		if (!isOne && !provider.group_filters.includes(group)) return [];
		return [
			{
				app: 'authentik_providers_scim',
				model_name: 'scimprovider',
				pk: String(provider.pk),
				name: `SCIM Provider ${provider.name}`,
				action: isOne ? ('set_default' as const) : ('cascade_many' as const),
			},
		];
	});
}

/** A group as a `used_by` list shows it. */
export function groupUse({ pk, name }: GroupRow, action: UsedBy['action']): UsedBy {
	return { app: 'authentik_core', model_name: 'group', pk, name: `Group ${name}`, action };
}
