import type { PostReceiveAction } from 'n8n-workflow';
import { randomString } from 'n8n-workflow';

import { readLocator } from '../../operation/locate';
import type { Work } from '../../operation/types';
import { tokenLocator } from '../../parameters/accessLocators';
import { slug } from '../../rules/text';

/** As long as the keys that authentik makes itself (authentik/core/models.py). */
const KEY_LENGTH = 60;

/** Gives the token a new random key and outputs it; authentik has no call that makes one. */
export const rotateKey: Work = async (context, requestData, exchange) => {
	const identifier = readLocator(context, tokenLocator, slug);
	const key = randomString(KEY_LENGTH);
	requestData.options.body = { key };
	await exchange(requestData);
	return [{ json: { identifier, key } }];
};

/** Says whose key it is. */
export const withIdentifier: PostReceiveAction = async function (items) {
	const identifier = readLocator(this, tokenLocator, slug);
	return items.map(({ json }) => ({ json: { identifier, ...json } }));
};
