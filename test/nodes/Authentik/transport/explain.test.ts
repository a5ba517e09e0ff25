import { explain } from '../../../../nodes/Authentik/transport/explain';
import type { IN8nHttpFullResponse } from 'n8n-workflow';

import type { Failure } from '../../../../nodes/Authentik/transport/failure';

const CIRCUMSTANCES = {
	subject: {
		permissions: ['app.view_thing', 'app.change_thing'],
		labels: new Map([
			['url', 'URL'],
			['name', 'Name'],
		]),
	},
	method: 'PATCH',
	tries: 1,
	server: 'https://auth.example.com/api/v3',
	oauth2: false,
};

function explained(statusCode: number, body: unknown = '', headers = {}, more = {}) {
	const response = { statusCode, body: body as IN8nHttpFullResponse['body'], headers };
	return explain({ response }, { ...CIRCUMSTANCES, ...more });
}

it.each<[string, unknown, string]>([
	['a field', { url: ['Enter a valid URL.'] }, "authentik rejected 'URL': Enter a valid URL."],
	[
		'several fields',
		{ name: ['This field may not be blank.'], url: ['One.', 'Two.'] },
		"authentik rejected 'Name': This field may not be blank.; authentik rejected 'URL': One. Two.",
	],
	['a field without a label', { other: ['No.'] }, "authentik rejected 'other': No."],
	['a nested field', { name: { 0: ['No.'] } }, "authentik rejected 'Name': 0: No."],
	[
		'a cross-field list',
		{ non_field_errors: ['A.', 'B.'] },
		'authentik rejected the request: A. B.',
	],
	['a cross-field text', { non_field_errors: 'A.' }, 'authentik rejected the request: A.'],
	[
		'nothing about one of two fields',
		{ name: null, url: ['No.'] },
		"authentik rejected 'URL': No.",
	],
	['no text about one of two fields', { name: [], url: ['No.'] }, "authentik rejected 'URL': No."],
	['a bare list', ['filter: failed'], 'authentik rejected the request: filter: failed'],
	['a detail', { detail: 'JSON parse error' }, 'authentik rejected the request: JSON parse error'],
	['a detail and a code', { detail: 'No.', code: 'x' }, 'authentik rejected the request: No.'],
	[
		'a detail that is no text',
		{ detail: 7 },
		'authentik rejected the request without giving a reason',
	],
	['null', null, 'authentik rejected the request without giving a reason'],
	['an empty body', '', 'authentik rejected the request without giving a reason'],
	[
		'a license',
		{ detail: 'Request denied due to expired/invalid license.', code: 'denied_license' },
		'authentik is read-only: Request denied due to expired/invalid license.',
	],
])('400 with %s', (_what, body, message) => {
	expect(explained(400, body)).toMatchObject({ message, httpCode: '400' });
});

it.each<[number, unknown, object, string, string]>([
	[
		301,
		'',
		{ location: 'https://sso.example.com/login' },
		'redirected the request',
		'https://sso.example.com/login',
	],
	[302, '', {}, 'redirected the request', 'another address'],
	[401, '', {}, 'A proxy in front of authentik requires a login', 'proxy'],
	[403, { detail: 'Token invalid/expired' }, {}, 'does not accept the token', 'app password'],
	[
		403,
		{ detail: 'Authentication credentials were not provided.' },
		{},
		'does not accept the token',
		'intent API Token',
	],
	[403, { detail: 'Unsupported authentication type' }, {}, 'does not accept the token', 'expired'],
	[
		403,
		{ detail: 'You do not have permission to perform this action.' },
		{},
		"denied access to the token's user: You do not have permission",
		'app.view_thing and app.change_thing',
	],
	[404, { detail: 'No Thing matches the given query.' }, {}, 'No Thing matches', "can't view"],
	[404, '<html>', { 'content-type': 'text/html' }, 'No authentik API was found', 'Base URL'],
	[
		405,
		'',
		{ 'content-type': 'text/html' },
		'failed to process the PATCH request, or this release does not have it',
		'log',
	],
	[405, { detail: 'Method "PATCH" not allowed.' }, {}, 'Method "PATCH" not allowed.', 'release'],
	[
		415,
		{ detail: 'Unsupported media type "x" in request.' },
		{},
		'Unsupported media type',
		'release',
	],
	[429, '', {}, 'rate limit', 'Max Concurrent Requests'],
	[
		500,
		'<html>',
		{ 'content-type': 'text/html' },
		'failed to process the PATCH request',
		'exception',
	],
	[
		500,
		'Internal Server Error',
		{ 'content-type': 'text/plain; charset=utf-8' },
		'web server dropped the PATCH request',
		'repeating it is safe',
	],
	[507, '', {}, 'failed to process the PATCH request', 'exception'],
	[502, '', {}, "can't be reached behind its reverse proxy", 'starting'],
	[504, '', {}, "can't be reached behind its reverse proxy", 'starting'],
	[503, '', {}, "can't be reached behind its reverse proxy", 'starting'],
	[
		200,
		{ error: 'authentik starting' },
		{},
		"can't be reached behind its reverse proxy",
		'starting',
	],
	[
		200,
		'<html>',
		{ 'content-type': 'text/html; charset=utf-8' },
		"not from authentik's API (text/html)",
		'without a login',
	],
	[200, 'OK', {}, "not from authentik's API (no content type)", 'without a login'],
	[200, '{"pk": 1', { 'content-type': 'application/json' }, 'response is incomplete', 'proxies'],
])('%i %j %j', (status, body, headers, message, description) => {
	const explanation = explained(status, body, headers);
	expect(explanation.message).toContain(message);
	expect(explanation.description).toContain(description);
	expect(explanation.description).toContain(`HTTP ${status}`);
});

it.each([
	['GET', 'Run the item again.'],
	['POST', 'Check whether the change took effect before'],
])('says what a %s may have done that the web server dropped', (method, advice) => {
	const plain = { 'content-type': 'text/plain' };
	expect(explained(500, 'Internal Server Error', plain, { method }).description).toContain(advice);
});

it('names what most likely blocks a deletion', () => {
	const { message, description } = explained(405, '', {}, { method: 'DELETE', tries: 9 });
	expect(message).toContain('could not delete the object');
	expect(description).toMatch(
		/^Tried 9 times\. Wait until .*, then delete it again\. .*the sync of a SCIM provider/,
	);
	expect(description).toContain('this release may not have the request');
});

it.each<[string, number, unknown, object, string]>([
	[
		'the fields',
		400,
		{ name: ['A.'], url: ['B.'] },
		{},
		"Change 'Name' and 'URL' and run the item again.",
	],
	['the values', 400, ['A.'], {}, 'Change the values of the parameters and run the item again.'],
	['nothing to undo', 400, { name: ['A.'] }, {}, 'Nothing was saved.'],
	['no permission', 403, '', { subject: { permissions: [] } }, 'none beyond a valid token.'],
	['the flow', 400, ['Recovery flow not applicable to user'], {}, 'Check the bindings'],
])('says what to change: %s', (_what, status, body, more, description) => {
	expect(explained(status, body, {}, more).description).toContain(description);
});

it.each([
	[false, 'intent API Token', '1.123'],
	[true, 'n8n before 1.123 does not renew it', 'app password'],
])('with OAuth2: %s, a token that is refused', (oauth2, said, unsaid) => {
	const { description } = explained(403, { detail: 'Token invalid/expired' }, {}, { oauth2 });
	expect(description).toContain(said);
	expect(description).not.toContain(unsaid);
});

it('has a text for an unknown status', () => {
	expect(explained(418).message).toBe('authentik rejected the request');
});

it("contains authentik's request ID for its log", () => {
	const { description } = explained(500, '', { 'x-authentik-id': 'abc123' });
	expect(description).toContain("authentik's request ID abc123");
});

it('contains the number of tries', () => {
	expect(explained(503, '', {}, { tries: 5 }).description).toMatch(/^Tried 5 times\. /);
});

it.each([
	['ECONNREFUSED', 'auth.example.com refused the connection'],
	['ENOTFOUND', "The host name auth.example.com can't be resolved"],
	['EAI_AGAIN', "The host name auth.example.com can't be resolved"],
	['ECONNABORTED', 'auth.example.com did not respond in time'],
	['ETIMEDOUT', 'auth.example.com did not respond in time'],
	['ECONNRESET', 'The connection to auth.example.com was lost'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', "The certificate of auth.example.com can't be verified"],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', "The certificate of auth.example.com can't be verified"],
	['ERR_TLS_INVALID_CONTEXT', "The certificate of auth.example.com can't be verified"],
	['ERR_TLS_CERT_ALTNAME_INVALID', "The certificate of auth.example.com can't be verified"],
])('%s', (code, message) => {
	const failure: Failure = { code, reason: 'x' };
	expect(explain(failure, CIRCUMSTANCES).message).toBe(message);
});

it("leaves out Node's advice on a certificate", () => {
	const advice = '; if the root CA is installed locally, try running Node.js with --use-system-ca';
	const code = 'DEPTH_ZERO_SELF_SIGNED_CERT';
	const described = (reason: string) => explain({ code, reason }, CIRCUMSTANCES).description;
	expect(described(`self-signed certificate${advice}`)).toBe(described('self-signed certificate'));
	expect(described('self-signed certificate')).toMatch(
		/^For a private .* Reason: self-signed certificate\.$/,
	);
});

it.each([
	...[200, 301, 400, 401, 403, 404, 405, 415, 429, 500, 502, 503].map((status) =>
		explained(status),
	),
	...['ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED', 'EPROTO'].map((code) =>
		explain({ code, reason: `${code}: it broke` }, CIRCUMSTANCES),
	),
])(
	'uses no word that n8n asks to avoid, and no code that n8n replaces: $message',
	(explanation) => {
		const words = `${explanation.message} ${explanation.description}`;
		expect(words).not.toMatch(/\b(?:error|problem|failure|mistake)\b/i);
		expect(words).not.toMatch(/\bE[A-Z]{4,}\b/);
	},
);
