import type { IDataObject } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import type { User } from '../../shared/apiTypes';
import type { Item } from '../../transport/exchangeItem';
import { withDescendants } from '../common/groupTree';
import { includeChildGroups } from './options';

/** How many groups one request names: servers may refuse longer URLs. */
const GROUPS_AT_ONCE = 50;

/** Lists the members of the located group and, with the option, those of the groups below it. */
export const listMembers: Execute = async (context, requestData, send) => {
	if (!includeChildGroups.read(context, false)) return await send(requestData);
	const { options } = requestData;
	const qs = options.qs as IDataObject;
	const groups = await withDescendants(context, String(qs.groups_by_pk));
	const members = new Map<number, Item<User>>();
	for (let at = 0; at < groups.length; at += GROUPS_AT_ONCE) {
		const some = groups.slice(at, at + GROUPS_AT_ONCE);
		const items = await send<User>({
			...requestData,
			options: { ...options, qs: { ...qs, groups_by_pk: some } },
		});
		for (const item of items) members.set(item.json.pk, item);
	}
	return [...members.values()];
};
