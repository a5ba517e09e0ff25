import { bareToken, isSendable } from '../transport/bareToken';
import type { AddressFault } from './addressFaults';
import { refuseFaults } from './addressFaults';
import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse } from './rule';
import { refuseLost } from './rule';
import { text } from './text';
import { isBlank, unseenIn } from './visible';

/** The endpoints that authentik itself appends to the base URL (RFC 7644, section 3.2). */
const ENDPOINT = /\/(?:Users|Groups|Schemas|ResourceTypes|ServiceProviderConfigs?)[\s/]*$/i;

/**
 * The base URL of a SCIM target. authentik accepts any text, appends `/Users`, and sends the token there. So this
 * refuses URLs that can't work or would expose something.
 */
export const scimUrl: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	refuseFaults(given, label, FAULTS);
	return given;
};

const HAS_HOST = /^https?:\/\/[^/\\]/i;

/** What makes a URL useless as a base URL. The first match counts. */
const FAULTS: readonly AddressFault[] = [
	{
		isIn: (url) => /^[^/]*\/\/[^/]*@/.test(url),
		message: 'must not contain a username or password',
		advice:
			'Remove it. authentik signs in with the token, and everyone who can view the provider sees its URL.',
	},
	{
		isIn: (url) => !/^https?:\/\//i.test(url),
		message: 'must start with http:// or https://',
		advice: 'Enter the base URL of the SCIM target, such as https://scim.example.com/v2.',
	},
	{
		isIn: (url) => /\s/.test(url) || unseenIn(url) !== undefined,
		message: 'contains a space or an invisible character',
		advice: 'Remove it, or write %20 for a space that belongs there.',
	},
	{
		isIn: (url) => /[?#\\]/.test(url),
		message: 'must not contain a query, a fragment or a backslash',
		advice: 'Remove it. authentik appends /Users and /Groups to the URL.',
	},
	{
		isIn: (url) => !HAS_HOST.test(url) || !URL.canParse(url),
		message: 'must have a valid host',
		advice: 'Enter the base URL of the SCIM target, such as https://scim.example.com/v2.',
	},
	{
		isIn: (url) => ENDPOINT.test(pathOf(url)),
		message: 'must be the base URL, without a SCIM endpoint',
		advice: 'Remove /Users, /Groups or any other endpoint at its end. authentik appends it.',
	},
];

/** The path of a URL, however it is spelled. */
function pathOf(url: string): string {
	const { pathname } = new URL(url);
	// Percent signs that begin no escape sequence stay as they are.
	return pathname.replace(/(?:%[0-7][\da-f])+/gi, (escaped) => decodeURIComponent(escaped));
}

/**
 * Such a token, or an empty list, which clears it in authentik. Empty text is refused: an empty cell of a table must
 * not clear anything.
 */
export const bearerTokenOrCleared: Parse<string> = (value, label) => {
	if (Array.isArray(value) && value.length === 0) return '';
	if (typeof value !== 'string' || !isBlank(value)) return bearerToken(value, label);
	throw new Refusal(
		`'${label}' must not be empty`,
		`${NOTHING_SENT} To clear the token, enter an empty list as an expression: {{ [] }}.`,
	);
};

/**
 * The token of a SCIM target, as authentik should send it: without `Bearer` and surrounding whitespace. Never shown.
 */
export const bearerToken: Parse<string> = (value, label) => {
	const token = bareToken(text(value, label));
	refuseLost(token, label);
	if (isSendable(token)) return token;
	throw new Refusal(
		`'${label}' must be plain ASCII text without spaces or line breaks`,
		`${NOTHING_SENT} Enter only the token, as its issuer shows it.`,
	);
};
