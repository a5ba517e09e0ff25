import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { permissions, rights, viewPermissions } from '../../shared/permissions';
import { cachedPerRun } from '../../transport/runCache';
import { ifVisible, request } from '../../transport/request';
import { allRows } from '../../transport/rows';
import type { Sender } from '../../transport/session';

/** One SCIM provider, read outside n8n's routing. */
export async function readProvider(sender: Sender, pk: number): Promise<IDataObject> {
	const subject = { permissions: [rights.scimProvider.view] };
	return await request<IDataObject>(sender, { url: `/providers/scim/${pk}/` }, subject);
}

/** One line of a task's log (authentik/events/logs.py). */
export interface LogLine {
	timestamp: string;
	log_level: string;
	event: string;
	attributes?: IDataObject;
}

/** What the status of a provider's sync says: system tasks up to 2025.6, only a word later. */
export interface SyncStatus {
	is_running: boolean;
	tasks?: Array<{ uuid: string; finish_timestamp: string; messages: LogLine[] }>;
	last_successful_sync?: string;
}

/** The status of a provider's sync, read outside n8n's routing. */
export async function readStatus(sender: Sender, provider: number): Promise<SyncStatus> {
	return await request<SyncStatus>(
		sender,
		{ url: `/providers/scim/${provider}/sync/status/` },
		{ permissions: permissions.scimProvider.getSyncStatus },
	);
}

/** Runs of more items read the list of providers once instead of one provider for each item. */
const FEW_ITEMS = 5;

/** What it takes to see the applications of providers. */
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
