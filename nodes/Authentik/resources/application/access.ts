import type { IDataObject } from 'n8n-workflow';

import { locatedUser } from '../../hooks/located';
import { Refusal } from '../../hooks/refusal';
import { oncePerRun } from '../../transport/perRun';
import { request } from '../../transport/request';
import type { Action } from '../../transport/send';

/** Who a token belongs to, as `users/me/` tells. */
interface Self {
	user: { pk: number; is_superuser: boolean };
}

/**
 * Asks about the located user. Only superusers may ask about others; refuses where authentik would answer
 * about the token's own user without a word.
 */
export const askForUser: Action = async function (requestOptions) {
	const { user } = await oncePerRun(
		this,
		'own user',
		async () => await request<Self>(this, { url: '/core/users/me/' }, { permissions: [] }),
	);
	const asked = await locatedUser(this);
	(requestOptions.qs as IDataObject).for_user = asked;
	if (user.is_superuser || user.pk === asked) return;
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
