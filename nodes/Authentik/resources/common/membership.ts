import type { IDataObject, INodePropertyRouting } from 'n8n-workflow';

import { answered } from '../../hooks/answer';
import { groupInPath, locatedUser } from '../../hooks/located';
import type { Action } from '../../transport/send';
import { sendingAfter } from '../../transport/send';

const userInBody: Action = async function (requestOptions) {
	(requestOptions.body as IDataObject).pk = await locatedUser(this);
};

/**
 * How an operation takes one user into a group, or out of it: both parameters are locators, and no other
 * member is touched. Doing it twice is no failure.
 */
export function membership(change: 'add' | 'remove'): INodePropertyRouting {
	return {
		request: { method: 'POST', url: `/core/groups/{group}/${change}_user/` },
		operations: { pagination: sendingAfter([groupInPath, userInBody]) },
		output: { postReceive: [answered(change === 'add' ? { added: true } : { removed: true })] },
	};
}
