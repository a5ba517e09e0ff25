import type { INodeProperties } from 'n8n-workflow';

import { bodyField, queryField } from '../../hooks/field';
import { orderBy, searchFilter } from '../../parameters/collections';
import { optionFor } from '../../parameters/display';
import { userLocator } from '../../parameters/locators';
import { outputOptions } from '../../parameters/output';
import { futureDateTime } from '../../rules/dates';
import { integerKey } from '../../rules/ids';
import { boolean } from '../../rules/scalars';
import { slug, text, textOrEmpty } from '../../rules/text';

const KINDS = [
	{ name: 'API Token', value: 'api', description: 'Signs in to the API of authentik' },
	{
		name: 'App Password',
		value: 'app_password',
		description: 'Signs in where a password is asked for, such as LDAP; the API refuses it',
	},
];

/** Those that authentik makes itself as well. */
const EVERY_KIND = [
	...KINDS,
	{ name: 'Recovery', value: 'recovery', description: 'Stands in a recovery link' },
	{ name: 'Verification', value: 'verification', description: 'Stands in a verifying message' },
];

/** What has to be said of a new token. */
export const requiredTokenFields: INodeProperties[] = [
	bodyField('identifier', slug, {
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. n8n-onboarding',
		description: 'The name of the token: letters, digits, hyphens, underscores. It is its key.',
	}),
	bodyField('intent', text, {
		displayName: 'Intent',
		name: 'intent',
		type: 'options',
		options: KINDS,
		default: 'api',
		description: 'What the token is for',
	}),
	bodyField('expiring', boolean, {
		displayName: 'Expiring',
		name: 'expiring',
		type: 'boolean',
		default: false,
		description:
			"Whether the token ends: an app password at the moment given under Additional Fields; an API token gets another key after the server's default duration (30 minutes on a fresh installation), whatever is asked for. Leave this off for automation.",
	}),
];

/** What a new token may have beside. */
export const additionalTokenFields: INodeProperties[] = [
	bodyField('description', textOrEmpty, {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'What the token is for, in words',
	}),
	bodyField('expires', futureDateTime, {
		displayName: 'Expires',
		name: 'expires',
		type: 'dateTime',
		displayOptions: { show: { '/intent': ['app_password'], '/expiring': [true] } },
		default: '',
		description:
			"When the app password ends. authentik refuses more than the server's default duration, unless an attribute of the user allows it.",
	}),
	bodyField('user', integerKey, {
		...userLocator,
		description:
			"Whose token it is, whose permissions it then has; the credential's own user when left out. Only superusers may choose.",
	}),
];

/** What authentik can filter tokens by; several filters must all hold. */
export const tokenFilters: INodeProperties[] = [
	queryField('description', text, {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'The whole description, in the same letter case',
	}),
	queryField('expiring', boolean, {
		displayName: 'Expiring',
		name: 'expiring',
		type: 'boolean',
		default: true,
		description: 'Whether the token ends',
	}),
	queryField('identifier', text, {
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		description: 'The whole identifier, in the same letter case',
	}),
	queryField('intent', text, {
		displayName: 'Intent',
		name: 'intent',
		type: 'options',
		options: EVERY_KIND,
		default: 'api',
		description: 'What the token is for',
	}),
	queryField('managed', text, {
		displayName: 'Managed',
		name: 'managed',
		type: 'string',
		default: '',
		placeholder: 'e.g. goauthentik.io/outpost/…',
		description: 'The name under which authentik itself manages the token',
	}),
	searchFilter('Part of the identifier, intent, username or description'),
	queryField('user__username', text, {
		displayName: 'Username',
		name: 'userUsername',
		type: 'string',
		default: '',
		description: 'The username of whose token it is',
	}),
];

/** The options of the operations on tokens. */
export const tokenOptions: INodeProperties[] = [
	optionFor(
		['getAll'],
		orderBy(
			[
				{ name: 'Expiry, First to Last', value: 'expires' },
				{ name: 'Expiry, Last to First', value: '-expires' },
				{ name: 'Identifier, A to Z', value: 'identifier' },
				{ name: 'Identifier, Z to A', value: '-identifier' },
			],
			'identifier',
		),
	),
	...outputOptions.map((option) => optionFor(['getAll'], option)),
];
