import type { Call } from '../../../core/call';
import type { GroupRow, UserRow } from '../../../core/state/models';
import { ancestorsOf, groupsOf } from '../../../core/state/parentage';
import type { State } from '../../../core/state/state';

/** A role in the list of a user's or a group's roles. */
export function showRole(call: Call, pk: string): Record<string, unknown> | undefined {
	const role = call.authentik.state.roles.get(pk);
	return role && { pk, name: role.name };
}

/** The keys of a user's roles: its own and, if `inherited`, those of all its groups. */
export function rolesOfUser(user: UserRow, inherited: boolean, state: State): string[] {
	if (!inherited) return user.roles;
	return [...user.roles, ...groupsOf(state, user).flatMap(({ roles }) => roles)];
}

/** The keys of a group's roles: its own and, if `inherited`, those of all groups above it. */
export function rolesOfGroup(group: GroupRow, inherited: boolean, state: State): string[] {
	if (!inherited) return group.roles;
	return [...group.roles, ...ancestorsOf(state, group).flatMap(({ roles }) => roles)];
}
