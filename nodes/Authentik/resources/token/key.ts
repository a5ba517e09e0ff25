import { randomString } from 'n8n-workflow';

import type { Work } from '../../operation/types';

/** As long as the keys that authentik makes itself (authentik/core/models.py). */
const KEY_LENGTH = 60;

/** Gives the token a new random key and outputs it; authentik has no call that makes one. */
export const rotateKey: Work = async (_context, requestData, exchange) => {
	const key = randomString(KEY_LENGTH);
	requestData.options.body = { key };
	await exchange(requestData);
	return [{ json: { key } }];
};
