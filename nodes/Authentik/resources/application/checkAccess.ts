import type { IDataObject } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { ownUser } from '../../transport/ownUser';

/**
 * Refuses to ask about the access of others, except for superusers: authentik would answer about the
 * token's own user without a word.
 */
export const refuseOthersAccess: Step = async function (requestOptions) {
	const { for_user: asked } = requestOptions.qs as IDataObject;
	const self = await ownUser(this);
	if (self.is_superuser || self.pk === asked) return;
	throw new Refusal(
		'Only a superuser may check the access of another user',
		"authentik would answer for the token's own user instead. Nothing was asked. Use a credential of a superuser.",
	);
};
