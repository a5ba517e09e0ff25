import type { INodePropertyOptions } from 'n8n-workflow';

import { answered } from '../../hooks/answer';
import { pathFrom } from '../../hooks/path';
import { cutTo } from '../../parameters/output';
import { slug } from '../../rules/text';
import { LARGEST_PAGE } from '../../transport/pages';
import { DELETED, sending } from '../../transport/send';
import { createToken } from './create';
import { rotateKey, withIdentifier } from './key';

const ALL = '/core/tokens/';
const ONE = `${ALL}{tokenIdentifier}/`;

const tokenInPath = pathFrom('tokenIdentifier', 'Token', slug);

/** The simplified output of a token. */
const simplified = cutTo([
	'pk',
	'identifier',
	'intent',
	'description',
	'expires',
	'expiring',
	'managed',
	'user',
	'user_obj.username',
]);

export const tokenOperations: INodePropertyOptions[] = [
	{
		name: 'Create',
		value: 'create',
		action: 'Create token',
		description: 'Add an API token or an app password. Get Key then gives its key.',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: { pagination: sending(createToken) },
		},
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete token permanently',
		description: 'Delete it for good. Whatever signs in with it is locked out at once.',
		routing: {
			request: { method: 'DELETE', url: ONE },
			send: { preSend: [tokenInPath] },
			output: { postReceive: [answered(DELETED)] },
		},
	},
	{
		name: 'Get Key',
		value: 'getKey',
		action: 'Get key of token',
		description:
			'Return the key, which is a SECRET and then stands in the execution data of n8n. authentik logs that it was seen.',
		routing: {
			request: { method: 'GET', url: `${ONE}view_key/` },
			send: { preSend: [tokenInPath] },
			output: { postReceive: [withIdentifier] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tokens',
		description: 'List many tokens without their keys; only your own unless you may view all',
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE } },
			output: { postReceive: [simplified] },
		},
	},
	{
		name: 'Rotate',
		value: 'rotate',
		action: 'Rotate key of token and lock out old one',
		description:
			'Replace the key by a new random one and return it, which is a SECRET. The old key is locked out at once, also that of the credential in use.',
		routing: {
			request: { method: 'POST', url: `${ONE}set_key/` },
			send: { preSend: [tokenInPath] },
			operations: { pagination: sending(rotateKey) },
		},
	},
];
