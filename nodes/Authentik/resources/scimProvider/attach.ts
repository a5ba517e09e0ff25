import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { resolveApplication, resolveScimProvider } from '../../parameters/paths';
import { Refusal } from '../../rules/refusal';
import type { ScimProvider } from '../../shared/apiTypes';
import { changeProviders } from '../common/application';
import { readProvider } from '../common/scimProvider';
import { afterCreation } from '../common/syncTurns';
import { move } from './options';

/** Attaches the provider to the chosen application before the provider is read for the response. */
export const attachBefore: Step = async function () {
	const pk = await resolveScimProvider(this);
	const application = await resolveApplication(this);
	await afterCreation(this, pk);
	await attach(this, pk, application, move.read(this, false));
};

/** Detaches the provider from its application, if any, before the provider is read for the response. */
export const detachBefore: Step = async function () {
	const pk = await resolveScimProvider(this);
	const application = holderOf(await readProvider(this, pk));
	if (application)
		await changeProviders(this, application, (all) => all.filter((one) => one !== pk));
};

/**
 * Adds the provider to an application's backchannel providers.
 * @param moves whether to take it from another application; authentik would do so without asking
 * @throws Refusal if it is attached to another application, NodeApiError see exchange()
 */
export async function attach(
	context: IExecuteSingleFunctions,
	pk: number,
	application: string,
	moves: boolean,
): Promise<void> {
	const holder = holderOf(await readProvider(context, pk));
	if (holder && holder !== application && !moves) {
		throw new Refusal(
			`The SCIM provider is already attached to the application '${holder}'`,
			`Nothing was changed in authentik. Turn on the option Move to move it from '${holder}', or detach it there first.`,
		);
	}
	await changeProviders(context, application, (all) => (all.includes(pk) ? all : [...all, pk]));
}

/** The application that a provider is attached to. Without one, the key is missing up to 2025.6, and null later. */
function holderOf(provider: ScimProvider): string | undefined {
	return provider.assigned_backchannel_application_slug ?? undefined;
}
