import type { UserRow } from '../../../core/state/models';
import { ownGroups } from '../../../core/state/parentage';
import type { State } from '../../../core/state/state';
import type { UsedBy } from '../../../drf/viewset';
import { usesOfBindings } from '../../policies/bindings';
import { usesOfLinks } from '../../scim/links';
import { tokenLabel } from '../../tokens/tokens';
import { groupUse } from '../groups/uses';

/** What uses a user, and what it uses, in the alphabetical order of authentik's own names. */
export function usesOfUser(row: UserRow, state: State): UsedBy[] {
	const own = <Row extends { user?: number }>(rows: Row[]) =>
		rows.filter(({ user }) => user === row.pk);
	return [
		...ownGroups(state, row).map((group) => groupUse(group, 'cascade_many')),
		...own(state.sessions.all()).map(({ pk }) => ({
			app: 'authentik_core',
			model_name: 'authenticatedsession',
			pk,
			name: `Authenticated Session ${pk.slice(0, 10)}`,
			action: 'cascade' as const,
		})),
		...state.invitations
			.all()
			.filter(({ created_by: by }) => by === row.pk)
			.map(({ pk, name }) => ({
				app: 'authentik_stages_invitation',
				model_name: 'invitation',
				pk,
				name: `Invitation ${pk.replace(/-/g, '')} created by ${name}`,
				action: 'cascade' as const,
			})),
		...usesOfBindings(state, ({ user }) => user === row.pk),
		...usesOfLinks(state, 'user', ({ object }) => object === row.pk),
		...own(state.tokens.all()).map((token) => ({
			app: 'authentik_core',
			model_name: 'token',
			pk: token.pk,
			name: tokenLabel(token),
			action: 'cascade' as const,
		})),
	];
}
