import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { eachRow } from '../../hooks/answer';
import { isSecretName } from '../../transport/redact';

/**
 * A provider as the user wants it: without the token of its target and without passwords among its OAuth
 * parameters, unless the option Include Secrets is on.
 */
export function shownProvider(
	provider: IDataObject,
	context: IExecuteSingleFunctions,
): IDataObject {
	if (context.getNodeParameter('options.includeSecrets', false) === true) return provider;
	const shown: IDataObject = { ...provider };
	delete shown.token;
	const parameters = provider.auth_oauth_params;
	if (typeof parameters === 'object' && parameters !== null) {
		shown.auth_oauth_params = Object.fromEntries(
			Object.entries(parameters).filter(([name]) => !isSecretName(name)),
		);
	}
	return shown;
}

/** Applies shownProvider() to the answer. */
export const hideSecrets = eachRow(shownProvider);
