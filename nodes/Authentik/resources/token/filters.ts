import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { searchFilter } from '../../parameters/collections';
import { boolean } from '../../rules/scalars';
import { choice, name, text } from '../../rules/text';
import { TOKEN_INTENTS } from './fields';

/** Includes the intents of tokens that authentik itself creates. */
const EVERY_INTENT = [
	...TOKEN_INTENTS,
	{ name: 'Recovery', value: 'recovery', description: 'Used in a recovery link' },
	{ name: 'Verification', value: 'verification', description: 'Used in a verification message' },
];

/** The filters that authentik has for tokens. All of them must match. */
export const tokenFilters: Field[] = [
	filterField('description', text, {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'Exact description, case-sensitive',
	}),
	filterField('expiring', boolean, {
		displayName: 'Expiring',
		name: 'expiring',
		type: 'boolean',
		default: true,
		description: "Whether to return tokens that expire. When off, returns those that don't.",
	}),
	filterField('identifier', text, {
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		description: 'Exact identifier, case-sensitive',
	}),
	filterField('intent', choice(EVERY_INTENT), {
		displayName: 'Intent',
		name: 'intent',
		type: 'options',
		options: EVERY_INTENT,
		default: 'api',
		description: 'Purpose of the token',
	}),
	filterField('managed', text, {
		displayName: 'Managed',
		name: 'managed',
		type: 'string',
		default: '',
		placeholder: 'e.g. goauthentik.io/outpost/…',
		description: 'Name under which authentik manages the token',
	}),
	searchFilter('Part of the identifier, intent, username or description'),
	filterField('user__username', name, {
		displayName: 'Username',
		name: 'userUsername',
		type: 'string',
		default: '',
		description: "Username of the token's owner",
	}),
];
