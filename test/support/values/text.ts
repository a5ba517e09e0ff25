/** Texts: any, names, choices, slugs, durations, and values for SCIM targets. */
import * as fc from 'fast-check';

import { nameText, slugText, tokenText } from '../contract';
import type { Kind, Sample } from './kind';
import { also, anyText, asIs, bad, composite, forms, oneOf, UNSEEN } from './kind';

const noText = fc.oneof(composite, oneOf(true, false), fc.date({ noInvalidDate: true }));

/** Texts that would be good without some of their characters. */
const spoiled = fc
	.tuple(fc.stringMatching(/^\w*$/), oneOf('\0', '\ud800', '\udfff', '[object Object]'))
	.map(([text, what]) => `${text}${String(what)}${text}`);

export const text: Kind = {
	good: fc.oneof(
		asIs(anyText),
		fc.integer().map((number): Sample => ({ given: number, sent: String(number) })),
		fc.bigInt().map((number): Sample => ({ given: number, sent: String(number) })),
		asIs(
			oneOf('null', 'None', '={{ 1 }}', '{{ 1 }}', 'a\u200bb', 'Jose\u0301', '0', 'it"s', ' x '),
		),
		asIs(fc.string({ minLength: 300, maxLength: 900 }).map((long) => `x${long}`)),
	),
	bad: bad(fc.oneof(noText, spoiled)),
};

export const textOrEmpty: Kind = { ...also(text, { given: '', sent: '' }), clears: true };

/** Texts that look like another name, or like none. */
const misleading = fc
	.tuple(fc.stringMatching(/^\w+$/), fc.constantFrom(...UNSEEN), fc.stringMatching(/^\w+$/))
	.map((parts) => parts.join(''));

export const name: Kind = {
	good: fc.oneof(
		asIs(nameText),
		fc
			.tuple(nameText, fc.constantFrom(...UNSEEN), fc.constantFrom(...UNSEEN))
			.map(([sent, before, after]): Sample => ({ given: before + sent + after, sent })),
		nameText.map((sent): Sample => ({ given: sent.normalize('NFD'), sent })),
		fc.nat().map((number): Sample => ({ given: number, sent: String(number) })),
		asIs(
			oneOf('null', '={{ 1 }}', '\u0645\u06cc\u200c\u062e', '\u2764\ufe0f', '\u55b6\u3000\u90e8'),
		),
	),
	bad: bad(fc.oneof(noText, spoiled, misleading)),
};

export const nameOrEmpty: Kind = { ...also(name, { given: '', sent: '' }), clears: true };

const notMatching = (pattern: RegExp) => anyText.filter((given) => !pattern.test(given.trim()));

export const slug: Kind = {
	good: slugText.chain((sent) => forms(sent, sent, sent, ` ${sent}\n`)),
	bad: bad(
		fc.oneof(
			noText,
			spoiled,
			notMatching(/^[\w-]+$/),
			oneOf('a b', 'a/../b', '..', 'é', '%61', 1.5),
		),
	),
};

const units = ['microseconds', 'milliseconds', 'seconds', 'Minutes', 'hours', 'days', 'weeks'];

export const duration: Kind = {
	good: fc.oneof(
		asIs(
			fc
				.array(fc.tuple(fc.constantFrom(...units), fc.nat(999)), { minLength: 1, maxLength: 3 })
				.map((parts) => parts.map(([unit, number]) => `${unit}=${number}`).join(';')),
		),
		forms('hours=1; minutes=30', ' hours=1; minutes=30 '),
	),
	bad: bad(
		fc.oneof(
			noText,
			spoiled,
			notMatching(/=/),
			oneOf(5, 'hours', 'years=1', 'hours=-1', 'hours=1;', 'hours=1 2', '1h', 'PT1H', 'hours=a'),
		),
	),
};

/**
 * One of these, which are the choices in the editor.
 * @param tried those of them that can be tried alone
 */
export const choiceOf = (choices: string[], tried = choices): Kind => ({
	good: fc.constantFrom(...tried).chain((sent) => forms(sent, sent, sent, ` ${sent} `)),
	bad: bad(
		fc.oneof(
			noText,
			spoiled,
			fc.constantFrom(...choices).map((one) => `not ${one}`),
			fc.constantFrom(...choices).map((one) => [one]),
			fc.constantFrom(...choices).map((one) => `${one},${one}`),
			anyText.filter((given) => !choices.includes(given.trim())),
		),
	),
});

const host = fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: false });
const endpoints = ['Users', 'Groups', 'Schemas', 'ResourceTypes', 'ServiceProviderConfig'];
const isEndpoint = new RegExp(`/(?:${endpoints.join('|')})/*$`, 'i');

export const scimUrl: Kind = {
	good: fc.oneof(
		host.filter((url) => !isEndpoint.test(url)).chain((url) => forms(url, url, ` ${url}\n`)),
		asIs(oneOf('HTTPS://SCIM.EXAMPLE.COM/V2', 'https://example.com/groups/a', 'http://[::1]:9/v2')),
	),
	bad: bad(
		fc.oneof(
			noText,
			spoiled,
			fc
				.tuple(
					host,
					fc.constantFrom(...endpoints),
					fc.constantFrom('', '/', '//', '/.', '?a=1', '#a', ' ', '%20', '\u200b'),
					fc.constantFrom('as it is', 'small', 'capital', 'encoded'),
				)
				.map(([url, endpoint, after, letters]) => {
					if (letters === 'small') return `${url}/${endpoint.toLowerCase()}${after}`;
					if (letters === 'capital') return `${url}/${endpoint.toUpperCase()}${after}`;
					if (letters === 'encoded')
						return `${url}/%${endpoint.charCodeAt(0).toString(16)}${endpoint.slice(1)}${after}`;
					return `${url}/${endpoint}${after}`;
				}),
			host.map((url) => `${url}?x=1`),
			host.map((url) => `${url}#x`),
			host.map((url) => url.replace('//', '//ada:hunter2@')),
			notMatching(/^https?:/i),
			oneOf(
				'https://',
				'https:///v2',
				'ftp://example.com',
				'https://a b.com',
				'example.com',
				'//a.b',
			),
			oneOf('https://x\u200b.y', 'https://x.y\\z', 'https://x.y/a\nb', 'javascript:alert(1)', 7),
		),
	),
};

/** The token of a SCIM target: an empty list clears it. */
export const bearerToken: Kind = {
	...also(
		{
			good: tokenText
				.filter((token) => !/^bearer$/i.test(token))
				.chain((token) =>
					forms(
						token,
						token,
						`Bearer ${token}`,
						` bearer  ${token}\r\n`,
						`\u200b${token}\u00a0`,
						`\ufeffBEARER\t${token}\u2060`,
					),
				),
			bad: bad(
				fc.oneof(
					noText.filter((value) => !Array.isArray(value) || value.length > 0),
					spoiled,
					tokenText.map((token) => `${token} ${token}`),
					tokenText.map((token) => `${token}\n${token}`),
					tokenText.map((token) => `a\u200b${token}`),
					oneOf(
						'Bearer',
						'Bearer ',
						'Token a',
						'Basic a',
						'аbc',
						'a\u00a0b',
						'ключ',
						'Bearer undefined',
					),
				),
			),
		},
		{ given: [], sent: '' },
	),
	clears: true,
};

/** Paths below the root of the API: with the slashes that were left out. */
export const apiPath: Kind = {
	good: fc
		.array(fc.stringMatching(/^[a-z0-9_-]{1,9}$/), { minLength: 1, maxLength: 4 })
		.map((parts) => parts.join('/'))
		.filter((path) => !/(?:^|\/)(?:undefined|null)(?:\/|$)/.test(path))
		.chain((path) =>
			forms(`/${path}/`, `/${path}/`, path, `${path}/`, ` /${path}\n`, `/api/v3/${path}/`),
		),
	bad: bad(
		fc.oneof(
			composite,
			oneOf('https://auth.example.com/api/v3/core/users/', '//example.com/x', 'ftp:x', 'a b', 'ü'),
			oneOf('core/../x', '..', './x', 'x/%2e%2e/y', 'x/%252e%252e/y', 'x%2f..%2fy', 'x\\..\\y'),
			oneOf('core/users/?a=1', 'core/#x', 'core//users', '/core/undefined/', 'x/null', 'x/{id}/'),
			oneOf('x/%', 'x/%zz/', 'x/\u200b/', 'x/%2f/y'),
		),
	),
};
