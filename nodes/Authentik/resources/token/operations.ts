import { replaceWith } from '../../operation/postReceive';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import { additionalFields, filters, furtherOptions } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { tokenInPath } from '../../parameters/paths';
import { DELETED } from '../../transport/exchangeItem';
import { createToken } from './create';
import { clearUnusedExpiry } from './expiry';
import { additionalTokenFields, requiredTokenFields } from './fields';
import { tokenFilters } from './filters';
import { rotateKey } from './key';
import { tokenOrder } from './options';

const ALL = '/core/tokens/';
const ONE = `${ALL}{tokenIdentifier}/`;

/** The simplified output of a token. */
const columns = [
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
		description: 'Create an API token or an app password. To retrieve its key, use Get Key.',
		// By default, authentik creates one that expires, which stops an automation.
		request: { method: 'POST', url: ALL, body: { expiring: false } },
		parameters: [...requiredTokenFields, additionalFields(additionalTokenFields)],
		postReceive: [clearUnusedExpiry],
		execute: createToken,
		columns,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete token permanently',
		description: 'Permanently delete a token. Anything that uses it loses access immediately.',
		request: { method: 'DELETE', url: ONE },
		parameters: [tokenInPath],
		postReceive: [replaceWith(DELETED)],
		about: { identifier: tokenInPath },
	},
	{
		name: 'Get Key',
		value: 'getKey',
		action: 'Get token key',
		description:
			"Return a token's secret key. It is stored in n8n's execution data, and authentik logs the access.",
		request: { method: 'GET', url: `${ONE}view_key/` },
		parameters: [tokenInPath],
		about: { identifier: tokenInPath },
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tokens',
		description:
			"Retrieve a list of tokens, without their keys. Except for superusers and users with permission to view all tokens, authentik returns only the user's own.",
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(tokenFilters),
			furtherOptions([tokenOrder]),
		],
		postReceive: [clearUnusedExpiry],
		columns,
	},
	{
		name: 'Rotate',
		value: 'rotate',
		action: 'Rotate token key and revoke old one',
		description:
			"Permanently replace a token's key with a new random one and return it. The old key stops working immediately, even if it is this credential's. Treat the output as a secret.",
		request: { method: 'POST', url: `${ONE}set_key/` },
		parameters: [tokenInPath],
		execute: rotateKey,
		about: { identifier: tokenInPath },
	},
];
