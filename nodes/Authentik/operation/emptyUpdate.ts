import type { IDataObject } from 'n8n-workflow';

import { NOTHING_SENT, Refusal } from '../rules/refusal';
import type { Step } from './types';

/**
 * Refuses an update that would change nothing.
 * @param consequence what an empty update would do anyway
 */
export function refuseEmptyUpdate(consequence = ''): Step {
	return (requestOptions) => {
		if (Object.keys(requestOptions.body as IDataObject).length > 0) return;
		throw new Refusal(
			'No fields to update',
			`${NOTHING_SENT} Add at least one field under Update Fields. ${consequence}`.trim(),
		);
	};
}
