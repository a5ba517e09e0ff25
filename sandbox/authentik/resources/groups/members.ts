import { has, type Call } from '../../../core/call';
import { recordModel } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { GroupRow, UserRow } from '../../../core/state/models';
import { integer } from '../../../drf/fields';
import { Serializer } from '../../../drf/serializer';
import type { Action } from '../../../drf/viewset';
import { membersChanged } from '../../scim/signals';
import { userInBody } from '../member';

/** Adds one user to a group, or removes it. */
export function memberAction(op: 'add' | 'remove'): Action<GroupRow> {
	return {
		path: `${op}_user/`,
		method: 'POST',
		permission:
			op === 'add' ? 'authentik_core.add_user_to_group' : 'authentik_core.remove_user_from_group',
		isOpen: true,
		isUnfiltered: true,
		run(row, call) {
			const { pk } = memberOf(call);
			const before = row.users;
			const others = before.filter((one) => one !== pk);
			row.users = op === 'remove' ? others : before.includes(pk) ? before : [...before, pk];
			// Logged even if nothing changes.
			recordModel(call, 'updated', 'authentik_core.group', row);
			tellMembers(row, before, call);
			return { status: 204 };
		},
	};
}

const memberBody = new Serializer<{ pk: number }>({ pk: integer() });

/** The user to add or remove. Up to 2025.10 the body was not checked before the lookup. */
function memberOf(call: Call): UserRow {
	const isChecked = has(call, BEHAVIOUR.memberBodiesAreChecked);
	return userInBody(isChecked ? memberBody.read(call.body(), call, 'create') : call.body(), call);
}

/** Reports to the providers who joined a group, and who left it. */
export function tellMembers(row: GroupRow, before: number[], { authentik }: Call): void {
	const gone = before.filter((pk) => !row.users.includes(pk));
	membersChanged(row.pk, 'remove', gone, authentik);
	const added = row.users.filter((pk) => !before.includes(pk));
	membersChanged(row.pk, 'add', added, authentik);
}
