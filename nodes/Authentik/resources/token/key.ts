import type { PostReceiveAction } from 'n8n-workflow';
import { randomString } from 'n8n-workflow';

import type { Work } from '../../operation/types';
import { slug } from '../../rules/text';

/** As long as the keys that authentik makes itself (authentik/core/models.py). */
const KEY_LENGTH = 60;

/** Gives the token a new random key and outputs it; authentik has no call that makes one. */
export const rotateKey: Work = async (context, requestData, exchange) => {
	const located = context.getNodeParameter('tokenIdentifier', undefined, { extractValue: true });
	const identifier = slug(located, 'Token');
	const key = randomString(KEY_LENGTH);
	requestData.options.body = { key };
	await exchange(requestData);
	return [{ json: { identifier, key } }];
};

/** Says whose key it is. */
export const withIdentifier: PostReceiveAction = async function (items) {
	const located = this.getNodeParameter('tokenIdentifier', undefined, { extractValue: true });
	return items.map(({ json }) => ({ json: { identifier: String(located).trim(), ...json } }));
};
