import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
} from 'n8n-workflow';

import { isAdded } from '../../operation/fields';
import { idOf } from '../../operation/resolveLocator';
import type { Execute, Step } from '../../operation/types';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import { slug } from '../../rules/text';
import type { ScimMapping, ScimProvider } from '../../shared/apiTypes';
import { rights, viewPermissions } from '../../shared/permissions';
import { partialFailure } from '../../transport/partialFailure';
import { allRows } from '../../transport/rows';
import { cachedPerRun } from '../../transport/runCache';
import type { Sender } from '../../transport/session';
import { readProvider } from '../common/scimProvider';
import { inSyncTurn } from '../common/syncTurns';
import { attach } from './attach';
import { attachTo } from './fields';

/** Refuses to create a provider without a URL, which an existing one does not need. */
export const requireUrl: Step = (requestOptions) => {
	const { name, url } = requestOptions.body as IDataObject;
	if (url !== undefined) return;
	throw new Refusal(
		`'URL' is required to create the SCIM provider "${String(name)}"`,
		'Nothing was changed in authentik. Add URL under Additional Fields, or check the name: no SCIM provider has it.',
	);
};

/**
 * The mappings that come with authentik, by the part of the provider that uses them
 * (blueprints/system/providers-scim.yaml).
 */
const MANAGED = {
	property_mappings: 'goauthentik.io/providers/scim/user',
	property_mappings_group: 'goauthentik.io/providers/scim/group',
} as const;

type Part = keyof typeof MANAGED;

/**
 * Gives a new provider the mappings that come with authentik, unless the user chose some: the API attaches none by
 * itself.
 */
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

async function managedMappings(sender: Sender): Promise<Map<string | null, string>> {
	return await cachedPerRun(sender, 'managed mappings', async () => {
		const rows = await allRows<ScimMapping>(
			sender,
			{ url: '/propertymappings/provider/scim/', qs: { managed: Object.values(MANAGED) } },
			{ permissions: [viewPermissions.scimMapping] },
		);
		return new Map(rows.map(({ managed, pk }) => [managed, pk]));
	});
}

/** Sends the creation, and attaches the new provider to an application if one was chosen. */
export const createAndAttach: Execute = async (context, requestData, send) => {
	const application = await chosenApplication(context);
	const create = async () =>
		await send<ScimProvider>(requestData, { permissions: [rights.scimProvider.add] });
	if (application === undefined) return await inSyncTurn(context, { save: create });
	// The syncs that the creation starts do all their work if they begin after the provider is attached.
	return await inSyncTurn(context, {
		isAttaching: true,
		save: async () => {
			const [created] = await create();
			return [
				{ json: { ...created.json, ...(await attachNew(context, created.json, application)) } },
			];
		},
	});
};

/** Attaches a provider that was just created. @returns the fields that its response lacked */
async function attachNew(
	context: IExecutePaginationFunctions,
	{ pk }: ScimProvider,
	application: string,
): Promise<IDataObject> {
	try {
		await attach(context, pk, application, false);
	} catch (error) {
		throw partialFailure(
			context,
			error as Error,
			`SCIM provider ${pk} was created, but not attached to the application`,
			`Attach the provider with the operation Attach to Application, or delete it. It exists in authentik with ID ${pk}.`,
		);
	}
	const { assigned_backchannel_application_slug, assigned_backchannel_application_name } =
		await readProvider(context, pk);
	return { assigned_backchannel_application_slug, assigned_backchannel_application_name };
}

/** The slug of the application to attach a new provider to; undefined if none was chosen. */
async function chosenApplication(context: IExecuteSingleFunctions): Promise<string | undefined> {
	const path = attachTo.target.property;
	if (!isAdded(context, path)) return undefined;
	return await idOf(context, { ...attachTo, name: path }, slug);
}
