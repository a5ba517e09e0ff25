import { scimProviderFacts } from '../../nodes/Authentik/shared/releases';
import type { Authentik } from '../call';
import type { GroupRow, ScimProviderRow, UserRow } from '../models';
import { holds } from '../releases';
import { applicationOf, backchannelOf } from '../resources/providers';
import type { State } from '../state';
import type { Kind } from './schema';

const SERVICE_ACCOUNTS = ['service_account', 'internal_service_account'];

/** The provider as it is now, if it serves an application. */
export function attachedProvider(state: State, pk: number): ScimProviderRow | undefined {
	const row = state.providers.get(pk);
	if (row?.kind !== 'scim') return undefined;
	return (backchannelOf(state, row) ?? applicationOf(state, row)) && row;
}

/** All SCIM providers that serve an application. */
export function attachedProviders(state: State): ScimProviderRow[] {
	return state.providers.all().flatMap(({ pk }) => attachedProvider(state, pk) ?? []);
}

/** The users that a provider syncs, by key. No policies exist here that could keep any away. */
export function usersOf(provider: ScimProviderRow, { state, release }: Authentik): UserRow[] {
	const filter = holds(release, scimProviderFacts.fields.filter_group)
		? provider.filter_group
		: null;
	const members = filter === null ? undefined : (state.groups.get(filter)?.users ?? []);
	return state.users
		.all()
		.filter(({ type }) =>
			provider.exclude_users_service_account ? !SERVICE_ACCOUNTS.includes(type) : true,
		)
		.filter(({ pk }) => members?.includes(pk) ?? true)
		.sort((a, b) => a.pk - b.pk);
}

/** The groups that a provider syncs, by key. */
export function groupsOf(provider: ScimProviderRow, { state, release }: Authentik): GroupRow[] {
	const filters = holds(release, scimProviderFacts.fields.group_filters)
		? provider.group_filters
		: [];
	return state.groups
		.all()
		.filter(({ pk }) => filters.length === 0 || filters.includes(pk))
		.sort((a, b) => (a.pk < b.pk ? -1 : 1));
}

/** Whether the object is one of those that the provider syncs. */
export function isInScope(
	kind: Kind,
	pk: string | number,
	provider: ScimProviderRow,
	authentik: Authentik,
): boolean {
	const rows = kind === 'user' ? usersOf(provider, authentik) : groupsOf(provider, authentik);
	return rows.some((row) => row.pk === pk);
}
