import type { IDataObject } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import { viewPermissions } from '../../shared/permissions';
import { cachedPerRun } from '../../transport/runCache';
import { allRows } from '../../transport/rows';
import type { Sender } from '../../transport/session';

/** The mappings that come with authentik, by the part of the provider that they belong to (blueprints/system/providers-scim.yaml). */
const MANAGED = {
	property_mappings: 'goauthentik.io/providers/scim/user',
	property_mappings_group: 'goauthentik.io/providers/scim/group',
} as const;

type Part = keyof typeof MANAGED;

/** Gives a new provider the mappings that come with authentik, where the user chose none: its API attaches none by itself. */
export const addDefaultMappings: Step = async function (requestOptions) {
	const body = requestOptions.body as IDataObject;
	const missing = (Object.keys(MANAGED) as Part[]).filter((part) => !(part in body));
	if (missing.length === 0) return;
	const managed = await managedMappings(this);
	for (const part of missing) {
		const pk = managed.get(MANAGED[part]);
		if (!pk) {
			throw new Refusal(
				`authentik's default mapping ${MANAGED[part]} does not exist`,
				`${NOTHING_SENT} Choose mappings under Additional Fields, or restore the blueprint "System - SCIM Provider - Mappings" in authentik.`,
			);
		}
		body[part] = [pk];
	}
};

async function managedMappings(sender: Sender): Promise<Map<string, string>> {
	return await cachedPerRun(sender, 'managed mappings', async () => {
		const rows = await allRows(
			sender,
			{ url: '/propertymappings/provider/scim/', qs: { managed: Object.values(MANAGED) } },
			{ permissions: [viewPermissions.scimMapping] },
		);
		return new Map(rows.map(({ managed, pk }) => [String(managed), String(pk)]));
	});
}
