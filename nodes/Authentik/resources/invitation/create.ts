import type { Execute } from '../../operation/types';
import { rights } from '../../shared/permissions';
import { pageAddress } from '../../transport/apiRoot';
import { sessionOf } from '../../transport/session';

/** Creates the invitation and adds its link, which the API never gives. */
export const createWithLink: Execute = async (context, requestData, send) => {
	const [{ json }] = await send(requestData, { permissions: [rights.invitation.add] });
	const { server } = await sessionOf(context);
	const { slug } = json.flow_obj as { slug: string };
	const path = `/if/flow/${encodeURIComponent(slug)}/?itoken=${String(json.pk)}`;
	return [{ json: { ...json, link: pageAddress(server, path) } }];
};
