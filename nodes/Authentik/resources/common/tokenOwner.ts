import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { Refusal } from '../../rules/refusal';
import { currentUser } from '../../transport/currentUser';

/**
 * Only superusers can create tokens for others: for anyone else, authentik silently makes the caller the owner
 * (authentik/core/api/tokens.py).
 * @param owner ID of the token's intended owner; undefined if that user does not exist yet
 * @param remedy what the user can do other than use another credential
 * @throws Refusal if authentik would create the token for the credential's user
 */
export async function refuseTokenForOthers(
	context: IExecuteSingleFunctions,
	owner: unknown,
	remedy: string,
): Promise<void> {
	const { is_superuser, pk } = await currentUser(context);
	if (is_superuser || pk === owner) return;
	throw new Refusal(
		'Only a superuser can create a token for another user',
		`Nothing was created, because the token would belong to the credential's own user. Use a superuser's credential, or ${remedy}.`,
	);
}
