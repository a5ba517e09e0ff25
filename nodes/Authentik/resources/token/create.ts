import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import type { Token } from '../../shared/apiTypes';
import { refuseTokenForOthers } from '../common/tokenOwner';

/**
 * Creates the token, and fails if authentik created a different one: for owners who are not superusers, an attribute of
 * the user, not the request, decides whether the token expires.
 */
export const createToken: Execute = async (context, requestData, send) => {
	const body = requestData.options.body as IDataObject;
	const { intent, user, expires } = body;
	if (intent === 'app_password' && expires !== undefined) body.expiring = true;
	if (user !== undefined) {
		await refuseTokenForOthers(context, user, 'remove User from Additional Fields');
	}
	const [created] = await send<Token>(requestData);
	const { json: made } = created;
	if (body.expiring === made.expiring) return [created];
	throw new NodeOperationError(
		context.getNode(),
		`authentik created the token '${made.identifier}' ${made.expiring ? 'with an expiry' : 'without an expiry'}`,
		{
			description:
				"If you can't use the token, delete it. Only superusers can choose whether a token expires.",
			itemIndex: context.getItemIndex(),
		},
	);
};
