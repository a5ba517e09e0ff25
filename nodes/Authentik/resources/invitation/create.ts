import type { IDataObject } from 'n8n-workflow';

import type { Step, Execute } from '../../operation/types';
import { isUuid } from '../../rules/ids';
import { rights, viewPermissions } from '../../shared/permissions';
import { pageAddress } from '../../transport/apiRoot';
import { request } from '../../transport/request';
import { sessionOf } from '../../transport/session';

/** Turns a flow's slug into the ID that the API wants. */
export const resolveFlow: Step = async function (requestOptions) {
	const body = requestOptions.body as IDataObject;
	const flow = String(body.flow);
	if (isUuid(flow)) return;
	const url = `/flows/instances/${encodeURIComponent(flow)}/`;
	const subject = { permissions: [viewPermissions.flow] };
	body.flow = (await request<{ pk: string }>(this, { url }, subject)).pk;
};

/** Creates the invitation and adds its link, which the API never gives. */
export const createWithLink: Execute = async (context, requestData, send) => {
	const [{ json }] = await send(requestData, { permissions: [rights.invitation.add] });
	const { server } = await sessionOf(context);
	const { slug } = json.flow_obj as { slug: string };
	const path = `/if/flow/${encodeURIComponent(slug)}/?itoken=${String(json.pk)}`;
	return [{ json: { ...json, link: pageAddress(server, path) } }];
};
