import type { IDataObject } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { currentUser } from '../../transport/currentUser';

/**
 * Refuses to check the access of others unless the token's user is a superuser: authentik would silently answer about
 * the token's own user.
 */
export const refuseOthersAccess: Step = async function (requestOptions) {
	const { for_user: asked } = requestOptions.qs as IDataObject;
	const self = await currentUser(this);
	if (self.is_superuser || self.pk === asked) return;
	throw new Refusal(
		"Only a superuser can check another user's access",
		"Access was not checked, because authentik would check the token's own user instead. Use a superuser's credential.",
	);
};
