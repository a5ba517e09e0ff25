import type { IDataObject } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { rights } from '../../shared/permissions';
import { request } from '../../transport/request';
import type { Sender } from '../../transport/session';

/** Refuses to create a provider without a URL, which one that exists does not need. */
export const requireUrl: Step = (requestOptions) => {
	const { name, url } = requestOptions.body as IDataObject;
	if (url !== undefined) return;
	throw new Refusal(
		`'URL' is required to create the SCIM provider "${String(name)}"`,
		'Nothing was changed in authentik. Add URL under Additional Fields, or check the name: no SCIM provider has it.',
	);
};

/** One SCIM provider, read outside n8n's routing. */
export async function readProvider(sender: Sender, pk: number): Promise<IDataObject> {
	const subject = { permissions: [rights.scimProvider.view] };
	return await request<IDataObject>(sender, { url: `/providers/scim/${pk}/` }, subject);
}
