import type { IDataObject } from 'n8n-workflow';

import { ownOption } from '../../operation/fields';
import type { Execute } from '../../operation/types';
import { boolean } from '../../rules/scalars';
import { LARGEST_PAGE } from '../../transport/pages';
import { withAncestors } from '../common/groupTree';

export const includeParents = ownOption(boolean, {
	displayName: 'Include Parents',
	name: 'includeParents',
	type: 'boolean',
	default: true,
	description:
		'Whether to also return all groups above the groups of the user, each once, behind them. authentik treats the user as their member.',
});

/** Lists the groups of the located user, with the option also the groups above them. */
export const listGroups: Execute = async (context, requestData, send) => {
	if (!includeParents.read(context, false)) return await send(requestData);
	const { options } = requestData;
	const qs: IDataObject = { ...options.qs, page_size: LARGEST_PAGE };
	const own = await send({
		...requestData,
		maxResults: undefined,
		options: { ...options, qs },
	});
	const groups = await withAncestors(
		context,
		own.map(({ json }) => json),
	);
	return groups.map((json) => ({ json }));
};
