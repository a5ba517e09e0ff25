import type { Execute } from '../../operation/types';
import { resolveApplication } from '../../parameters/paths';
import { Refusal } from '../../rules/refusal';
import type { Application } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { partialFailure } from '../../transport/partialFailure';
import { setProviders, withApplication } from '../common/application';
import { attachedProviders } from './options';

const subject = { permissions: [rights.application.delete] };

/**
 * Deletes the application. authentik also deletes its backchannel providers (Provider, authentik/core/models.py), so
 * the user has to choose what happens to them.
 */
export const deleteApplication: Execute = async (context, requestData, send) => {
	const key = await resolveApplication(context);
	const decision = attachedProviders.read(context, 'refuse');
	return await withApplication(context, key, async (application, url) => {
		const attached = application.backchannel_providers.length > 0;
		if (attached && decision !== 'detach' && decision !== 'delete') throw refusal(application);
		const remove = async () => await send(requestData, subject);
		if (!attached || decision === 'delete') return await remove();

		await setProviders(context, url, []);
		try {
			return await remove();
		} catch (error) {
			throw partialFailure(
				context,
				error as Error,
				`The providers of '${application.name}' were detached, but the application was not deleted`,
				`Run it again, or attach the providers again. They don't sync without an application: ${namesOf(application)}.`,
			);
		}
	});
};

function refusal(application: Application): Refusal {
	return new Refusal(
		`'${application.name}' has attached providers, which authentik would also delete: ${namesOf(application)}`,
		'Nothing was deleted. Set the option Attached Providers to detach or delete them.',
	);
}

function namesOf({ backchannel_providers_obj }: Application): string {
	return backchannel_providers_obj.map(({ name, pk }) => `${name} (ID ${pk})`).join(', ');
}
