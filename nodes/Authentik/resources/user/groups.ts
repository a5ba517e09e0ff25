import type { IDataObject } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import type { Group } from '../../shared/apiTypes';
import { LARGEST_PAGE } from '../../transport/pages';
import { withAncestors } from '../common/groupTree';
import { includeParents } from './options';

/** Lists the groups of the located user and, with the option, the groups above them. */
export const listGroups: Execute = async (context, requestData, send) => {
	if (!includeParents.read(context, false)) return await send(requestData);
	const { options } = requestData;
	const qs: IDataObject = { ...options.qs, page_size: LARGEST_PAGE };
	const own = await send<Group>({
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
