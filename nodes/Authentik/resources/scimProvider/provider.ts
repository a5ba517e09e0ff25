import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { pathFrom } from '../../hooks/path';
import { integerId } from '../../rules/ids';
import { permissions } from '../../shared/permissions';
import type { Subject } from '../../transport/explain';
import { request } from '../../transport/request';
import type { Sender } from '../../transport/session';

/** The path of the SCIM provider that an operation works on; providerInPath fills it in. */
export const ONE = '/providers/scim/{scimProvider}/';

export const providerInPath = pathFrom('scimProvider', 'SCIM Provider', integerId);

/** The ID of the SCIM provider that an operation works on. @throws Refusal when it is none */
export function providerId(context: IExecuteSingleFunctions): number {
	const located = context.getNodeParameter('scimProvider', undefined, { extractValue: true });
	return Number(integerId(located, 'SCIM Provider'));
}

/**
 * One SCIM provider, read outside n8n's routing.
 * @param subject what a refusal names; the operation's own where it takes more than viewing
 */
export async function readProvider(
	sender: Sender,
	pk: number,
	subject: Subject = { permissions: permissions.scimProvider.get },
): Promise<IDataObject> {
	return await request<IDataObject>(sender, { url: `/providers/scim/${pk}/` }, subject);
}
