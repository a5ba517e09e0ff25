import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { Refusal } from '../../hooks/refusal';
import type { Work } from '../../transport/send';
import { exchangeItem } from '../../transport/send';

/**
 * Creates the token, and fails when authentik made another one than it was asked for: to whom is no
 * superuser it gives a token of their own, which expires unless an attribute of theirs says otherwise, and
 * says nothing.
 */
export const createToken: Work = async (context, requestData) => {
	const { intent, user, expires, expiring } = requestData.options.body as IDataObject;
	if (intent === 'app_password' && expiring === true && expires === undefined) {
		throw new Refusal("An app password that expires needs 'Expires' under Additional Fields");
	}
	const [created] = await exchangeItem(context, requestData);
	const { json: made } = created;
	const differing = [
		...(user === undefined || user === made.user ? [] : ["for the token's own user"]),
		...(expiring === made.expiring ? [] : [made.expiring ? 'expiring' : 'not expiring']),
	];
	if (differing.length === 0) return [created];
	throw new NodeOperationError(
		context.getNode(),
		`authentik made the token '${String(made.identifier)}' ${differing.join(' and ')}`,
		{
			description:
				'Only a superuser may make tokens for others and choose whether they expire. The token exists: delete it if it is of no use.',
			itemIndex: context.getItemIndex(),
		},
	);
};
