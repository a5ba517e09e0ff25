import type { IDataObject } from 'n8n-workflow';

import type { Step, Work } from '../../operation/types';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';

/**
 * Asks for all applications, unless told otherwise. Without the flag authentik lists those that the token's
 * user may open and counts the others nevertheless; for anybody but superusers it ignores the flag.
 */
export const askForAll: Step = function (requestOptions) {
	const qs = requestOptions.qs as IDataObject;
	if (!('for_user' in qs)) {
		qs.superuser_full_list ??= true;
		return;
	}
	if (qs.superuser_full_list !== true) return;
	throw new Refusal(
		"'For User' does nothing together with 'Superuser Full List'",
		`authentik would list all applications. ${NOTHING_SENT} Remove one of the two.`,
	);
};

/**
 * Lists applications. authentik takes those that the user may not open out of pages that it has cut already
 * (authentik/core/api/applications.py).
 */
export const listApplications: Work = async (context, requestData, exchange) =>
	await exchange(requestData, { thinned: true });
