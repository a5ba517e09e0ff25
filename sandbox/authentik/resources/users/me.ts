import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { UserRow } from '../../../core/state/models';
import { groupsOf } from '../../../core/state/parentage';
import { isSuperuser } from '../../../drf/permissions';
import type { View } from '../../../drf/view';
import { avatarOf, uidOf } from '../../expressions/identity';
import { systemPermissions } from '../roles/permission-names';

/** One browser can be signed in as several users. */
const MANY_SESSIONS = { from: '2026.8' } as const;

/** `/core/users/me/`: who the caller is. */
export const me: View = {
	path: '/core/users/me/',
	title: 'Me',
	description: 'Get information about current user',
	handlers: {
		GET(call) {
			const user = showSelf(call.user as UserRow, call);
			return {
				status: 200,
				body: { user, ...(has(call, MANY_SESSIONS) ? { users: [user] } : {}) },
			};
		},
	},
};

function showSelf(user: UserRow, call: Call): Record<string, unknown> {
	const { state } = call.authentik;
	const brief = ({ pk, name }: { pk: string; name: string }) => ({ name, pk });
	const groups = groupsOf(state, user);
	const roles = state.roles.all().filter(({ pk }) => user.roles.includes(pk));
	return {
		pk: user.pk,
		username: user.username,
		name: user.name,
		is_active: user.is_active,
		is_superuser: isSuperuser(state, user),
		...(has(call, MANY_SESSIONS) ? { is_current: true } : {}),
		groups: groups.map(brief),
		...(has(call, BEHAVIOUR.rolesOfUsers) ? { roles: roles.map(brief) } : {}),
		email: user.email,
		avatar: avatarOf(user),
		uid: uidOf(user),
		settings: {},
		type: user.type,
		system_permissions: isSuperuser(state, user) ? systemPermissions(call) : [],
	};
}
