import type { IDataObject } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import type { Application } from '../../shared/apiTypes';
import { LARGEST_PAGE } from '../../transport/pages';
import { onlyAccessible } from './options';

/**
 * Lists applications: all of them for a superuser, unless only those are requested that a user may open. Without the
 * flag, authentik removes the others from pages that it has already split; with it, it ignores launch URLs. For anyone
 * but superusers it ignores the flag (authentik/core/api/applications.py).
 */
export const listApplications: Execute = async (context, requestData, send) => {
	const qs = requestData.options.qs as IDataObject;
	if ('for_user' in qs || onlyAccessible.read(context, false)) {
		return await send(requestData, { hidesRows: true });
	}
	qs.superuser_full_list = true;
	if (qs.only_with_launch_url !== true) return await send(requestData, { hidesRows: true });
	qs.page_size = LARGEST_PAGE;
	return await send<Application>(requestData, {
		hidesRows: true,
		keep: ({ launch_url }) => Boolean(launch_url),
	});
};
