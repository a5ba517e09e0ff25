import type { IDataObject } from 'n8n-workflow';

import { rights } from '../../shared/permissions';
import { request } from '../../transport/request';
import type { Sender } from '../../transport/session';

/** One SCIM provider, read outside n8n's routing. */
export async function readProvider(sender: Sender, pk: number): Promise<IDataObject> {
	const subject = { permissions: [rights.scimProvider.view] };
	return await request<IDataObject>(sender, { url: `/providers/scim/${pk}/` }, subject);
}
