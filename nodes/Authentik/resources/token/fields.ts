import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { userLocator } from '../../parameters/locators';
import { futureDateTime } from '../../rules/dates';
import { integerKey } from '../../rules/ids';
import { boolean } from '../../rules/scalars';
import { choice, slug, textOrEmpty } from '../../rules/text';

/** What the user can choose for a new token. */
export const TOKEN_INTENTS = [
	{ name: 'API Token', value: 'api', description: 'Signs in to the API of authentik' },
	{
		name: 'App Password',
		value: 'app_password',
		description: 'Signs in where a password is asked for, such as LDAP; the API refuses it',
	},
];

/** What has to be said of a new token. */
export const requiredTokenFields: Field[] = [
	bodyField('identifier', slug, {
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. n8n-onboarding',
		description: 'The name of the token: letters, digits, hyphens, underscores. It is its key.',
	}),
	bodyField('intent', choice(TOKEN_INTENTS), {
		displayName: 'Intent',
		name: 'intent',
		type: 'options',
		options: TOKEN_INTENTS,
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
export const additionalTokenFields: Field[] = [
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
