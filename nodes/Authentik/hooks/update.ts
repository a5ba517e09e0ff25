import type { IDataObject } from 'n8n-workflow';

import { Refusal } from '../rules/refusal';
import type { Action } from '../transport/send';

/** Refuses an update that would change nothing. */
export const refuseEmptyUpdate: Action = function (requestOptions) {
	if (Object.keys(requestOptions.body as IDataObject).length > 0) return;
	throw new Refusal('Nothing to update: add at least one field under Update Fields');
};
