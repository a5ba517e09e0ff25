import { scimProviderFacts } from '../../../nodes/Authentik/shared/releases';
import type { Authentik } from '../../core/call';
import { BEHAVIOUR, holds } from '../../core/releases';
import { applicationOf, backchannelOf } from '../../core/state/attachment';
import type { GroupRow, ScimProviderRow, UserRow } from '../../core/state/models';
import type { State } from '../../core/state/state';
import { mayOpen } from '../policies/application-access';
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

/** The users that a provider syncs, by key. */
export function usersOf(provider: ScimProviderRow, authentik: Authentik): UserRow[] {
	const { state, release } = authentik;
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
		.filter((user) => isLetIn(user, provider, authentik))
		.sort((a, b) => a.pk - b.pk);
}

/** Whether the policies of the provider's backchannel application let a user in. */
function isLetIn(user: UserRow, provider: ScimProviderRow, authentik: Authentik): boolean {
	if (!holds(authentik.release, BEHAVIOUR.bindingsScopeSyncs)) return true;
	const application = backchannelOf(authentik.state, provider);
	return !application || mayOpen(application, user, authentik);
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
