import type { IDataObject } from 'n8n-workflow';

import { permissions } from '../../shared/permissions';
import { request } from '../../transport/request';
import type { Sender } from '../../transport/session';

/** One SCIM provider, read outside n8n's routing. */
export async function readProvider(sender: Sender, pk: number): Promise<IDataObject> {
	return await request<IDataObject>(
		sender,
		{ url: `/providers/scim/${pk}/` },
		{ permissions: permissions.scimProvider.get },
	);
}
