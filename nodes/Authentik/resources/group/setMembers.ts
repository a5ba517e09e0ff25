import type { IDataObject } from 'n8n-workflow';

import { USERS } from '../../operation/namesOrIds';
import type { Execute } from '../../operation/types';
import { resolveGroup } from '../../parameters/paths';
import { usersList } from '../../rules/references';
import { rights } from '../../shared/permissions';
import { withLock } from '../../transport/lock';
import { request } from '../../transport/request';
import { sessionOf } from '../../transport/session';
import { exactList, makeExact } from '../common/exactMembership';

export const exactMembers = exactList(
	{ kind: USERS, title: 'username', rule: usersList },
	{
		wanted: {
			displayName: 'Members',
			name: 'members',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ada,bob@example.com',
			description:
				'Users who are to be the direct members, and no others: usernames, email addresses or IDs. Comma-separated text, or a list as an expression, also of users as Get Many returns them. Enter [] to remove all members.',
		},
		onlyAmong: {
			displayName: 'Only Among',
			name: 'onlyAmong',
			type: 'string',
			default: '',
			placeholder: 'e.g. ada,bob@example.com',
			description:
				'Users who may be added or removed: usernames, email addresses or IDs, as in Members. All others stay as they are.',
		},
		onlyAmongPrefix: {
			displayName: 'Only Among Prefix',
			name: 'onlyAmongPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. ext-',
			description:
				'Start of the usernames of the users who may be added or removed, case-sensitive. All others stay as they are, except those listed in Only Among.',
		},
	},
);

/** Makes exactly the users that are given direct members of a group. */
export const setMembers: Execute = async (context) => {
	const pk = await resolveGroup(context);
	const { server } = await sessionOf(context);
	const url = `/core/groups/${pk}/`;
	return await withLock(`${server}${url}`, async () => {
		const { name, users_obj: users } = await request<IDataObject>(
			context,
			// Unlike the list of users, it contains all members, whatever the token's user may view.
			{ url, qs: { include_users: true } },
			{ permissions: [rights.group.view] },
		);
		const { added, removed, kept, isPreview } = await makeExact(
			context,
			exactMembers,
			users as IDataObject[],
			{
				subject: `the members of '${String(name)}'`,
				membership: (user) => ({ group: pk, user: user.pk }),
			},
		);
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
