import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { userLocator } from '../../parameters/locators';
import { futureDateTime } from '../../rules/dates';
import { integerKey } from '../../rules/ids';
import { boolean } from '../../rules/scalars';
import { choice, slug, textOrEmpty } from '../../rules/text';

/** The intents that the user can choose for a new token. */
export const TOKEN_INTENTS = [
	{ name: 'API Token', value: 'api', description: "Signs in to authentik's API" },
	{
		name: 'App Password',
		value: 'app_password',
		description: 'Signs in where a password is required, such as LDAP. Not accepted by the API.',
	},
];

/** The required fields of a new token. */
export const requiredTokenFields: Field[] = [
	bodyField('identifier', slug, {
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. n8n-onboarding',
		description:
			'Unique identifier of the token, not its secret key. Use letters, digits, hyphens, and underscores.',
	}),
	bodyField('intent', choice(TOKEN_INTENTS), {
		displayName: 'Intent',
		name: 'intent',
		type: 'options',
		options: TOKEN_INTENTS,
		default: 'api',
		description: 'Purpose of the token',
	}),
];

/** The optional fields of a new token. */
export const additionalTokenFields: Field[] = [
	bodyField('description', textOrEmpty, {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'What the token is for. Can be empty.',
	}),
	bodyField('expires', futureDateTime, {
		displayName: 'Expires',
		name: 'expires',
		type: 'dateTime',
		displayOptions: { show: { '/intent': ['app_password'] } },
		default: '',
		description:
			"When the app password expires. Without this field, it never expires. authentik rejects a time after the server's default token duration, unless an attribute of the user allows it.",
	}),
	bodyField('expiring', boolean, {
		displayName: 'Expiring',
		name: 'expiring',
		type: 'boolean',
		displayOptions: { show: { '/intent': ['api'] } },
		default: true,
		description:
			"Whether authentik replaces the API token's key after the server's default token duration (30 minutes on a new installation). The old key then stops working.",
	}),
	bodyField('user', integerKey, {
		...userLocator,
		description:
			"Owner of the token. The token has the owner's permissions. Defaults to the credential's user. Only superusers can choose another user.",
	}),
];
