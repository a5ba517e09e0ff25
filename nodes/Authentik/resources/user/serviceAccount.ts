import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import type { ServiceAccount, Token, TokenKey } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { partialFailure } from '../../transport/partialFailure';
import { request } from '../../transport/request';
import { refuseTokenForOthers } from '../common/tokenOwner';
import { apiTokenExpiring, skipApiToken } from './options';

const TOKENS = '/core/tokens/';

/**
 * Creates a service account and an API token for it, since the token that authentik returns is an app password, which
 * its API does not accept.
 */
export const createAccount: Execute = async (context, requestData, send) => {
	const withApiToken = !skipApiToken.read(context, false);
	if (withApiToken) {
		await refuseTokenForOthers(context, undefined, 'add the option Skip API Token');
	}

	const [{ json: account }] = await send<ServiceAccount>(requestData, {
		permissions: [rights.user.add],
	});
	if (!withApiToken) return [{ json: account }];
	try {
		return [{ json: { ...account, api_token: await makeApiToken(context, account) } }];
	} catch (error) {
		throw partialFailure(
			context,
			error as Error,
			`The service account '${account.username}' was created, but not its API token`,
			`The account exists in authentik with ID ${account.user_pk}. Create a token for it, or delete the account and run again.`,
		);
	}
};

async function makeApiToken(
	context: IExecuteSingleFunctions,
	{ username, user_pk: user }: ServiceAccount,
): Promise<IDataObject> {
	const expiring = apiTokenExpiring.read(context, false);
	const body = {
		identifier: `service-account-${user}-api`,
		intent: 'api',
		user,
		description: `API token of ${username}, created by n8n`,
		expiring,
	};
	const token = await request<Token>(
		context,
		{ url: TOKENS, method: 'POST', body },
		{ permissions: [rights.token.add] },
	);
	const url = `${TOKENS}${token.identifier}/view_key/`;
	const { key } = await request<TokenKey>(
		context,
		{ url },
		{ permissions: [rights.token.view, rights.token.viewKey] },
	);
	// authentik also returns a date for tokens that do not expire.
	return { identifier: token.identifier, key, expires: expiring ? token.expires : null };
}
