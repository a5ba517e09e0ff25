import type { Execute } from '../../operation/types';
import { resolveUser } from '../../parameters/paths';
import { withLock } from '../../transport/lock';
import { sessionOf } from '../../transport/session';
import { makeExact } from '../common/exactMembership';
import { exactGroups } from './fields';
import { readUser } from './sessions';

/** Makes a user a direct member of exactly the given groups. */
export const setGroups: Execute = async (context) => {
	const pk = await resolveUser(context);
	const { server } = await sessionOf(context);
	return await withLock(`${server}/core/users/${pk}/`, async () => {
		const { username, groups_obj: groups } = await readUser(context, pk);
		const { added, removed, kept, isPreview } = await makeExact(context, exactGroups, groups, {
			subject: `the groups of '${username}'`,
			membership: (group) => ({ group: group.pk, user: pk }),
		});
		const json = {
			pk,
			username,
			groups_added: added,
			groups_removed: removed,
			groups_kept: kept,
			preview: isPreview,
		};
		return [{ json }];
	});
};
