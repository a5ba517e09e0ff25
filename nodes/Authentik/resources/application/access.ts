import type { IDataObject } from 'n8n-workflow';

import { locatedUser } from '../../hooks/located';
import { Refusal } from '../../rules/refusal';
import { ownUser } from '../../transport/ownUser';
import type { Action } from '../../transport/send';

/**
 * Asks about the located user. Only superusers may ask about others; refuses where authentik would answer
 * about the token's own user without a word.
 */
export const askForUser: Action = async function (requestOptions) {
	const self = await ownUser(this);
	const asked = await locatedUser(this);
	(requestOptions.qs as IDataObject).for_user = asked;
	if (self.is_superuser || self.pk === asked) return;
	throw new Refusal(
		'Only a superuser may check the access of another user',
		"authentik would answer for the token's own user instead. Nothing was asked. Use a credential of a superuser.",
	);
};

/**
 * Asks for all applications, unless told otherwise. Without the flag authentik lists those that the token's
 * user may open and counts the others nevertheless; for anybody but superusers it ignores the flag.
 */
export const askForAll: Action = function (requestOptions) {
	const qs = requestOptions.qs as IDataObject;
	if (!('for_user' in qs)) {
		qs.superuser_full_list ??= true;
		return;
	}
	if (qs.superuser_full_list !== true) return;
	throw new Refusal(
		"'For User' does nothing together with 'Superuser Full List'",
		'authentik would list all applications. Nothing was sent to authentik for this item. Remove one of the two.',
	);
};
