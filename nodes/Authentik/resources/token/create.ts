import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { refuseTokenForOthers } from '../common/tokenOwner';

/**
 * Creates the token, and fails when authentik made another one than it was asked for: whether the token of
 * somebody who is no superuser expires is said by an attribute of that user, not by the request.
 */
export const createToken: Execute = async (context, requestData, send) => {
	const { intent, user, expires, expiring } = requestData.options.body as IDataObject;
	if (intent === 'app_password' && expiring === true && expires === undefined) {
		throw new Refusal("'Expires' is required for an app password that expires");
	}
	if (user !== undefined) {
		await refuseTokenForOthers(context, user, 'remove User from Additional Fields');
	}
	const [created] = await send(requestData);
	const { json: made } = created;
	if (expiring === made.expiring) return [created];
	throw new NodeOperationError(
		context.getNode(),
		`authentik created the token '${String(made.identifier)}' ${made.expiring ? 'with an expiry' : 'without an expiry'}`,
		{
			description:
				"Delete the token if you can't use it. Only superusers can choose whether a token expires.",
			itemIndex: context.getItemIndex(),
		},
	);
};
