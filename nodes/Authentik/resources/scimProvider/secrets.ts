import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { eachRow } from '../../hooks/answer';
import { withoutSecrets } from '../../transport/redact';

/**
 * A provider as the user wants it: without the token of its target and without passwords among its OAuth
 * parameters, unless the option Include Secrets is on.
 */
export function shownProvider(
	provider: IDataObject,
	context: IExecuteSingleFunctions,
): IDataObject {
	if (context.getNodeParameter('options.includeSecrets', false) === true) return provider;
	return withoutSecrets(provider) as IDataObject;
}

/** Applies shownProvider() to the answer. */
export const hideSecrets = eachRow(shownProvider);
