import type { IDataObject } from 'n8n-workflow';

import { GROUPS } from '../../operation/namesOrIds';
import type { Execute } from '../../operation/types';
import { resolveUser } from '../../parameters/paths';
import { namesOrUuids } from '../../rules/references';
import { withLock } from '../../transport/lock';
import { sessionOf } from '../../transport/session';
import { exactList, makeExact } from '../common/exactMembership';
import { readUser } from './sessions';

const LIST = {
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getGroups' },
} as const;

export const exactGroups = exactList(
	{ kind: GROUPS, title: 'name', rule: namesOrUuids },
	{
		wanted: {
			...LIST,
			default: [],
			displayName: 'Group Names or IDs',
			name: 'groups',
			required: true,
			description:
				'Groups that the user is to be a direct member of, and no others; [] removes all. Takes names, too. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		onlyAmong: {
			...LIST,
			default: [],
			displayName: 'Only Among Names or IDs',
			name: 'onlyAmong',
			description:
				'Groups that may be added or removed. All others stay as they are. Takes names, too. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		onlyAmongPrefix: {
			displayName: 'Only Among Prefix',
			name: 'onlyAmongPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. team-',
			description:
				'Start of the names of the groups that may be added or removed, case-sensitive. All others stay as they are, except those listed in Only Among.',
		},
	},
);

/** Makes a user a direct member of exactly the groups that are given. */
export const setGroups: Execute = async (context) => {
	const pk = await resolveUser(context);
	const { server } = await sessionOf(context);
	return await withLock(`${server}/core/users/${pk}/`, async () => {
		const { username, groups_obj: groups } = await readUser(context, pk);
		const { added, removed, kept, isPreview } = await makeExact(
			context,
			exactGroups,
			groups as IDataObject[],
			{
				subject: `the groups of '${String(username)}'`,
				membership: (group) => ({ group: group.pk, user: pk }),
			},
		);
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
