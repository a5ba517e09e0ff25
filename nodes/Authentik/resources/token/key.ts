import { randomString } from 'n8n-workflow';

import type { Execute } from '../../operation/types';

/** The same length as the keys that authentik itself creates (authentik/core/models.py). */
const KEY_LENGTH = 60;

/** Gives the token a new random key and outputs it; authentik has no endpoint that creates one. */
export const rotateKey: Execute = async (_context, requestData, send) => {
	const key = randomString(KEY_LENGTH);
	requestData.options.body = { key };
	await send(requestData);
	return [{ json: { key } }];
};
