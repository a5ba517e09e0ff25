import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { ownOption } from '../../operation/fields';
import type { Execute } from '../../operation/types';
import { boolean } from '../../rules/scalars';
import { withDescendants } from '../common/groupTree';

export const includeChildGroups = ownOption(boolean, {
	displayName: 'Include Child Groups',
	name: 'includeChildGroups',
	type: 'boolean',
	default: true,
	description:
		'Whether to also return the members of all groups below the group, each user once. authentik treats them as its members.',
});

/** How many groups one request names: a server may refuse a longer address. */
const GROUPS_AT_ONCE = 50;

/** Lists the members of the located group, with the option also those of the groups below it. */
export const listMembers: Execute = async (context, requestData, send) => {
	if (!includeChildGroups.read(context, false)) return await send(requestData);
	const { options } = requestData;
	const qs = options.qs as IDataObject;
	const groups = await withDescendants(context, String(qs.groups_by_pk));
	const members = new Map<unknown, INodeExecutionData>();
	for (let at = 0; at < groups.length; at += GROUPS_AT_ONCE) {
		const some = groups.slice(at, at + GROUPS_AT_ONCE);
		const items = await send({
			...requestData,
			options: { ...options, qs: { ...qs, groups_by_pk: some } },
		});
		for (const item of items) members.set(item.json.pk, item);
	}
	return [...members.values()];
};
