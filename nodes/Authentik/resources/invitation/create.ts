import type { Execute } from '../../operation/types';
import type { Invitation } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { pageAddress } from '../../transport/apiRoot';
import { sessionOf } from '../../transport/session';

/** Creates the invitation and adds its link, which the API never returns. */
export const createWithLink: Execute = async (context, requestData, send) => {
	const [{ json }] = await send<Invitation>(requestData, { permissions: [rights.invitation.add] });
	const { server } = await sessionOf(context);
	const path = `/if/flow/${encodeURIComponent(json.flow_obj.slug)}/?itoken=${json.pk}`;
	return [{ json: { ...json, link: pageAddress(server, path) } }];
};
