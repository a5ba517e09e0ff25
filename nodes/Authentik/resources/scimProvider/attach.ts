import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
} from 'n8n-workflow';

import { isAdded } from '../../operation/fields';
import { idOf } from '../../operation/resolveLocator';
import type { Step, Execute } from '../../operation/types';
import { resolveApplication, resolveScimProvider } from '../../parameters/paths';
import { slug } from '../../rules/text';
import { Refusal } from '../../rules/refusal';
import { rights } from '../../shared/permissions';
import { partialFailure } from '../../transport/partialFailure';
import { changeProviders } from '../application/backchannel';
import { attachTo } from './fields';
import { move } from './options';
import { readProvider } from './provider';
import { afterCreation, inSyncTurn } from './sync/turns';

type Context = IExecuteSingleFunctions;

/** Attaches the provider to the chosen application before it is read for the answer. */
export const attachBefore: Step = async function () {
	const pk = await resolveScimProvider(this);
	const application = await resolveApplication(this);
	await afterCreation(this, pk);
	await attach(this, pk, application, move.read(this, false));
};

/** Detaches the provider from the application that holds it, if any, before it is read for the answer. */
export const detachBefore: Step = async function () {
	const pk = await resolveScimProvider(this);
	const application = holderOf(await readProvider(this, pk));
	if (application)
		await changeProviders(this, application, (all) => all.filter((one) => one !== pk));
};

/** Sends the creation, and attaches the new provider to an application when one was chosen. */
export const createAndAttach: Execute = async (context, requestData, send) => {
	const application = await chosenApplication(context);
	const create = async () => await send(requestData, { permissions: [rights.scimProvider.add] });
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

/** Attaches a provider that was just created. @returns what its answer did not have yet */
async function attachNew(
	context: IExecutePaginationFunctions,
	created: IDataObject,
	application: string,
): Promise<IDataObject> {
	const pk = Number(created.pk);
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

/** The slug of the application that a new provider is to be attached to; undefined when none was chosen. */
async function chosenApplication(context: Context): Promise<string | undefined> {
	const path = attachTo.target.property;
	if (!isAdded(context, path)) return undefined;
	return await idOf(context, { ...attachTo, name: path }, slug);
}

/**
 * Adds the provider to an application's backchannel providers.
 * @param moves whether to take it away from another application that holds it; authentik does so unasked
 * @throws Refusal when another application holds it, NodeApiError see exchange()
 */
async function attach(context: Context, pk: number, application: string, moves: boolean) {
	const holder = holderOf(await readProvider(context, pk));
	if (holder && holder !== application && !moves) {
		throw new Refusal(
			`The SCIM provider is already attached to the application '${holder}'`,
			`Nothing was changed in authentik. Turn on the option Move to move it from '${holder}', or detach it there first.`,
		);
	}
	await changeProviders(context, application, (all) => (all.includes(pk) ? all : [...all, pk]));
}

/** The application that holds a provider; without one, the key is missing up to 2025.6 and null later. */
function holderOf(provider: IDataObject): string | undefined {
	return (provider.assigned_backchannel_application_slug as string | null) ?? undefined;
}
