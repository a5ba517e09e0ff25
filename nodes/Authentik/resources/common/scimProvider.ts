import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Provider, ScimProvider, SyncStatus } from '../../shared/apiTypes';
import { permissions, rights, viewPermissions } from '../../shared/permissions';
import { cachedPerRun } from '../../transport/runCache';
import { ifVisible, request } from '../../transport/request';
import { allRows } from '../../transport/rows';
import type { Sender } from '../../transport/session';

/** One SCIM provider, read outside n8n's routing. */
export async function readProvider(sender: Sender, pk: number): Promise<ScimProvider> {
	const subject = { permissions: [rights.scimProvider.view] };
	return await request<ScimProvider>(sender, { url: `/providers/scim/${pk}/` }, subject);
}

/** The status of a provider's sync, read outside n8n's routing. */
export async function readStatus(sender: Sender, provider: number): Promise<SyncStatus> {
	return await request<SyncStatus>(
		sender,
		{ url: `/providers/scim/${provider}/sync/status/` },
		{ permissions: permissions.scimProvider.getSyncStatus },
	);
}

/** With more items than this, a run reads the list of providers once instead of one provider per item. */
const FEW_ITEMS = 5;

/** The permission to see the applications of providers. */
const subject = { permissions: [viewPermissions.provider] };

/**
 * Whether a provider belongs to an application, as its backchannel provider or as its main one: only then does saving
 * it start a sync that does work. The SCIM API shows only the first, `providers/all/` shows both
 * (authentik/core/api/providers.py).
 * @returns undefined if the token may not see it
 */
export async function isAttached(
	context: IExecuteSingleFunctions,
	provider: number,
): Promise<boolean | undefined> {
	const items = context.getExecuteData().data?.main?.[0]?.length ?? 1;
	if (items <= FEW_ITEMS) {
		return await cachedPerRun(context, `application of provider ${provider}`, async () => {
			const url = `/providers/all/${provider}/`;
			const row = await ifVisible(request<Provider>(context, { url }, subject));
			return row && hasApplication(row);
		});
	}
	const rows = await cachedPerRun(context, 'applications of providers', async () => {
		const list = { url: '/providers/all/', qs: { backchannel: true } };
		const all = await ifVisible(allRows<Provider>(context, list, subject));
		return new Map(all?.map((row) => [row.pk, hasApplication(row)]));
	});
	return rows.get(provider);
}

/** Without an application, the keys are missing up to 2025.6, and null in later releases. */
function hasApplication(row: Provider): boolean {
	return Boolean(row.assigned_application_slug ?? row.assigned_backchannel_application_slug);
}
