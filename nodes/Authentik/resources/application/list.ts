import type { IDataObject } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import type { Application } from '../../shared/apiTypes';
import { LARGEST_PAGE } from '../../transport/pages';
import { onlyAccessible } from './options';

/**
 * Lists applications: all of them to a superuser, unless those are asked for that a user may open. Without the flag,
 * authentik takes the others out of pages that it has cut already; with it, it does not look at launch URLs; for
 * anybody but superusers it ignores the flag (authentik/core/api/applications.py).
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
