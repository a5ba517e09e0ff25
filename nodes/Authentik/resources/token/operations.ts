import { answered } from '../../operation/answers';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import { additionalFields, filters, furtherOptions } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { tokenInPath } from '../../parameters/paths';
import { DELETED } from '../../transport/exchangeItem';
import { createToken } from './create';
import { additionalTokenFields, requiredTokenFields } from './fields';
import { tokenFilters } from './filters';
import { rotateKey } from './key';
import { tokenOrder } from './options';

const ALL = '/core/tokens/';
const ONE = `${ALL}{tokenIdentifier}/`;

/** The simplified output of a token. */
const simplified = [
	'identifier',
	'user_obj.username',
	'intent',
	'expiring',
	'expires',
	'description',
	'managed',
	'user',
	'pk',
] as const;

export const tokenOperations: Operation[] = [
	{
		name: 'Create',
		value: 'create',
		action: 'Create token',
		description: 'Add an API token or an app password. Get Key then gives its key.',
		request: { method: 'POST', url: ALL },
		parameters: [...requiredTokenFields, additionalFields(additionalTokenFields)],
		work: createToken,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete token permanently',
		description: 'Delete it for good. Whatever signs in with it is locked out at once.',
		request: { method: 'DELETE', url: ONE },
		parameters: [tokenInPath],
		postReceive: [answered(DELETED)],
		about: { identifier: tokenInPath },
	},
	{
		name: 'Get Key',
		value: 'getKey',
		action: 'Get key of token',
		description:
			'Return the key, which is a SECRET and then stands in the execution data of n8n. authentik logs that it was seen.',
		request: { method: 'GET', url: `${ONE}view_key/` },
		parameters: [tokenInPath],
		about: { identifier: tokenInPath },
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tokens',
		description: 'List many tokens without their keys; only your own unless you may view all',
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(tokenFilters),
			furtherOptions([tokenOrder]),
		],
		simplified,
	},
	{
		name: 'Rotate',
		value: 'rotate',
		action: 'Rotate key of token and lock out old one',
		description:
			'Replace the key by a new random one and return it, which is a SECRET. The old key is locked out at once, also that of the credential in use.',
		request: { method: 'POST', url: `${ONE}set_key/` },
		parameters: [tokenInPath],
		work: rotateKey,
		about: { identifier: tokenInPath },
	},
];
