import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { integerId, slug } from '../../hooks/parse';
import { Refusal } from '../../hooks/refusal';
import { permissions } from '../../shared/permissions';
import { halfDone } from '../../transport/halfDone';
import type { Action, Work } from '../../transport/send';
import { exchangeItem } from '../../transport/send';
import { changeProviders } from '../application/backchannel';
import { readProvider } from './provider';

type Context = IExecuteSingleFunctions;

const subject = { permissions: permissions.scimProvider.attach };

/** Attaches the provider to the chosen application before it is read for the answer. */
export const attachBefore: Action = async function () {
	const pk = Number(integerId(located(this, 'scimProvider'), 'SCIM Provider'));
	const application = String(slug(located(this, 'application'), 'Application'));
	await attach(this, pk, application, this.getNodeParameter('options.move', false) === true);
};

/** Detaches the provider from the application that holds it, if any, before it is read for the answer. */
export const detachBefore: Action = async function () {
	const pk = Number(integerId(located(this, 'scimProvider'), 'SCIM Provider'));
	const application = holderOf(await readProvider(this, pk));
	if (application)
		await changeProviders(this, application, subject, (all) => all.filter((one) => one !== pk));
};

/** Sends the creation, and attaches the new provider to an application when one was chosen. */
export const createAndAttach: Work = async (context, requestData) => {
	const [created] = await exchangeItem(context, requestData);
	const application = context.getNodeParameter('additionalFields.application', '', {
		extractValue: true,
	}) as string;
	const pk = Number(created.json.pk);
	if (!application) return [created];
	const [outcome] = await Promise.allSettled([attach(context, pk, application, false)]);
	if (outcome.status === 'rejected') {
		throw halfDone(
			context,
			outcome.reason as Error,
			`SCIM provider ${pk} was created, but not attached`,
			`The provider exists in authentik with ID ${pk}. Attach it with the operation Attach to Application, or delete it.`,
		);
	}
	const { assigned_backchannel_application_slug, assigned_backchannel_application_name } =
		await readProvider(context, pk);
	return [
		{
			json: {
				...created.json,
				assigned_backchannel_application_slug,
				assigned_backchannel_application_name,
			},
		},
	];
};

/**
 * Adds the provider to an application's backchannel providers.
 * @param move whether to take it away from another application that holds it; authentik does so unasked
 * @throws Refusal when another application holds it, NodeApiError see exchange()
 */
async function attach(context: Context, pk: number, application: string, move: boolean) {
	const holder = holderOf(await readProvider(context, pk));
	if (holder && holder !== application && !move) {
		throw new Refusal(
			`The SCIM provider is attached to the application '${holder}' already`,
			`Nothing was changed. Switch on the option Move to take it away from '${holder}', or detach it there first.`,
		);
	}
	await changeProviders(context, application, subject, (all) =>
		all.includes(pk) ? all : [...all, pk],
	);
}

/** The application that holds a provider; without one, the key is missing up to 2025.6 and null later. */
function holderOf(provider: IDataObject): string | undefined {
	return (provider.assigned_backchannel_application_slug as string | null) ?? undefined;
}

function located(context: Context, name: string): unknown {
	return context.getNodeParameter(name, undefined, { extractValue: true });
}
