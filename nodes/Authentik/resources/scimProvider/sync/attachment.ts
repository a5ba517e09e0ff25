import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { viewPermissions } from '../../../shared/permissions';
import { cachedPerRun } from '../../../transport/runCache';
import { ifVisible, request } from '../../../transport/request';
import { allRows } from '../../../transport/rows';

/** Runs of more items read the list of providers once instead of one provider for each item. */
const FEW_ITEMS = 5;

const subject = { permissions: [viewPermissions.provider] };

/**
 * Whether a provider belongs to an application, as its backchannel provider or as its main one: saving it then
 * starts a sync that does work. The SCIM API shows only the first, `providers/all/` shows both
 * (authentik/core/api/providers.py).
 * @returns undefined when the token may not see it
 */
export async function isAttached(
	context: IExecuteSingleFunctions,
	provider: number,
): Promise<boolean | undefined> {
	const items = context.getExecuteData().data?.main?.[0]?.length ?? 1;
	if (items <= FEW_ITEMS) {
		return await cachedPerRun(context, `application of provider ${provider}`, async () => {
			const url = `/providers/all/${provider}/`;
			const row = await ifVisible(request<IDataObject>(context, { url }, subject));
			return row && hasApplication(row);
		});
	}
	const rows = await cachedPerRun(context, 'applications of providers', async () => {
		const list = { url: '/providers/all/', qs: { backchannel: true } };
		const all = await ifVisible(allRows(context, list, subject));
		return new Map(all?.map((row) => [Number(row.pk), hasApplication(row)]));
	});
	return rows.get(provider);
}

/** Up to 2025.6 the keys are missing where there is no application, later they are null. */
function hasApplication(row: IDataObject): boolean {
	return Boolean(row.assigned_application_slug ?? row.assigned_backchannel_application_slug);
}
