import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { readLocator } from '../../operation/resolveLocator';
import { scimProviderLocator } from '../../parameters/locators';
import { integerKey } from '../../rules/ids';
import { rights } from '../../shared/permissions';
import { request } from '../../transport/request';
import type { Sender } from '../../transport/session';

/** The ID of the SCIM provider that an operation works on. @throws Refusal when it is none */
export function providerId(context: IExecuteSingleFunctions): number {
	return readLocator(context, scimProviderLocator, integerKey);
}

/** One SCIM provider, read outside n8n's routing. */
export async function readProvider(sender: Sender, pk: number): Promise<IDataObject> {
	const subject = { permissions: [rights.scimProvider.view] };
	return await request<IDataObject>(sender, { url: `/providers/scim/${pk}/` }, subject);
}
