import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { Refusal } from '../../rules/refusal';
import { currentUser } from '../../transport/currentUser';

/**
 * Whoever is no superuser gets tokens for nobody else: authentik makes them for the caller, without a word
 * (authentik/core/api/tokens.py).
 * @param owner ID of the user whose token it shall be; undefined for one that does not exist yet
 * @param remedy what else the user can do than to use another credential
 * @throws Refusal when authentik would make the token for the user of the credential
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
