import type { Execute } from '../../operation/types';
import { resolveGroup } from '../../parameters/paths';
import type { GroupWithMembers } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { withLock } from '../../transport/lock';
import { request } from '../../transport/request';
import { sessionOf } from '../../transport/session';
import { makeExact } from '../common/exactMembership';
import { exactMembers } from './fields';

/** Makes exactly the given users direct members of a group. */
export const setMembers: Execute = async (context) => {
	const pk = await resolveGroup(context);
	const { server } = await sessionOf(context);
	const url = `/core/groups/${pk}/`;
	return await withLock(`${server}${url}`, async () => {
		const { name, users_obj: users } = await request<GroupWithMembers>(
			context,
			// Unlike the list of users, it contains all members, even those that the token's user may not view.
			{ url, qs: { include_users: true } },
			{ permissions: [rights.group.view] },
		);
		const { added, removed, kept, isPreview } = await makeExact(context, exactMembers, users, {
			subject: `the members of '${name}'`,
			membership: (user) => ({ group: pk, user: user.pk }),
		});
		const json = {
			pk,
			name,
			members_added: added,
			members_removed: removed,
			members_kept: kept,
			preview: isPreview,
		};
		return [{ json }];
	});
};
