import { explain } from '../../../../nodes/Authentik/transport/explain';
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
	const response = { statusCode, body: body as never, headers };
	return explain({ response }, { ...CIRCUMSTANCES, ...more });
}

it.each<[string, unknown, string]>([
	['a field', { url: ['Enter a valid URL.'] }, "authentik refused 'URL': Enter a valid URL."],
	[
		'several fields',
		{ name: ['This field may not be blank.'], url: ['One.', 'Two.'] },
		"authentik refused 'Name': This field may not be blank.; authentik refused 'URL': One. Two.",
	],
	['a field without a label', { other: ['No.'] }, "authentik refused 'other': No."],
	['a nested field', { name: { 0: ['No.'] } }, "authentik refused 'Name': 0: No."],
	[
		'a cross-field list',
		{ non_field_errors: ['A.', 'B.'] },
		'authentik refused the request: A. B.',
	],
	['a cross-field text', { non_field_errors: 'A.' }, 'authentik refused the request: A.'],
	['nothing about one of two fields', { name: null, url: ['No.'] }, "authentik refused 'URL': No."],
	['no text about one of two fields', { name: [], url: ['No.'] }, "authentik refused 'URL': No."],
	['a bare list', ['filter: failed'], 'authentik refused the request: filter: failed'],
	['a detail', { detail: 'JSON parse error' }, 'authentik refused the request: JSON parse error'],
	['a detail and a code', { detail: 'No.', code: 'x' }, 'authentik refused the request: No.'],
	['a detail that is no text', { detail: 7 }, 'authentik refused the request without saying why'],
	['null', null, 'authentik refused the request without saying why'],
	['an empty body', '', 'authentik refused the request without saying why'],
	[
		'a licence',
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
		'sent the request elsewhere',
		'https://sso.example.com/login',
	],
	[302, '', {}, 'sent the request elsewhere', 'another address'],
	[401, '', {}, 'token was not accepted', 'proxy'],
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
		"does not allow this to the token's user: You do not have permission",
		'app.view_thing and app.change_thing',
	],
	[404, { detail: 'No Thing matches the given query.' }, {}, 'No Thing matches', 'may not view'],
	[404, '<html>', { 'content-type': 'text/html' }, 'no authentik API at this address', 'Base URL'],
	[
		405,
		'',
		{ 'content-type': 'text/html' },
		'stumbled over this PATCH request, or this release does not have the call',
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
	[429, '', {}, 'asks to send fewer requests', 'Max Concurrent Requests'],
	[500, '<html>', { 'content-type': 'text/html' }, 'stumbled over this PATCH request', 'exception'],
	[
		500,
		'Internal Server Error',
		{ 'content-type': 'text/plain; charset=utf-8' },
		'web server dropped this PATCH request',
		'does no harm',
	],
	[507, '', {}, 'stumbled over this PATCH request', 'exception'],
	[502, '', {}, 'cannot be reached behind its front server', 'starting'],
	[504, '', {}, 'cannot be reached behind its front server', 'starting'],
	[503, '', {}, 'cannot be reached behind its front server', 'starting'],
	[
		200,
		{ error: 'authentik starting' },
		{},
		'cannot be reached behind its front server',
		'starting',
	],
	[
		200,
		'<html>',
		{ 'content-type': 'text/html; charset=utf-8' },
		"not an answer of authentik's API (text/html)",
		'login page',
	],
	[200, 'OK', {}, "not an answer of authentik's API (no content type)", 'login page'],
	[200, '{"pk": 1', { 'content-type': 'application/json' }, 'cut off on the way', 'proxies'],
])('%i %j %j', (status, body, headers, message, description) => {
	const explanation = explained(status, body, headers);
	expect(explanation.message).toContain(message);
	expect(explanation.description).toContain(description);
	expect(explanation.description).toContain(`HTTP ${status}`);
});

it.each([
	['GET', 'Run the item again.'],
	['POST', 'look whether it did before you run the item again'],
])('says what a %s may have done that the web server dropped', (method, advice) => {
	const plain = { 'content-type': 'text/plain' };
	expect(explained(500, 'Internal Server Error', plain, { method }).description).toContain(advice);
});

it('names what is most likely in the way of a deletion', () => {
	const { message, description } = explained(405, '', {}, { method: 'DELETE', tries: 9 });
	expect(message).toContain('could not delete this object');
	expect(description).toMatch(/^Tried 9 times\. .*the sync of a SCIM provider.*delete again/);
	expect(description).toContain('this release may also lack the call');
});

it.each<[string, number, unknown, object, string]>([
	['the fields', 400, { name: ['A.'], url: ['B.'] }, {}, "Change 'Name' and 'URL' and run again."],
	['the values', 400, ['A.'], {}, 'Change the values given to this node and run again.'],
	['nothing to undo', 400, { name: ['A.'] }, {}, 'Nothing was saved.'],
	['no permission', 403, '', { subject: { permissions: [] } }, 'none beyond a valid token.'],
	['the flow', 400, ['Recovery flow not applicable to user'], {}, 'Look at the bindings'],
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

it('has words for a status of which it knows nothing', () => {
	expect(explained(418).message).toBe('authentik refused the request');
});

it("gives authentik's request id for its log", () => {
	const { description } = explained(500, '', { 'x-authentik-id': 'abc123' });
	expect(description).toContain("authentik's request id abc123");
});

it('says how often it was tried', () => {
	expect(explained(503, '', {}, { tries: 5 }).description).toMatch(/^Tried 5 times\. /);
});

it.each([
	['ECONNREFUSED', 'auth.example.com refused the connection'],
	['ENOTFOUND', 'The name auth.example.com could not be resolved'],
	['EAI_AGAIN', 'The name auth.example.com could not be resolved'],
	['ECONNABORTED', 'auth.example.com did not answer in time'],
	['ETIMEDOUT', 'auth.example.com did not answer in time'],
	['ECONNRESET', 'The connection to auth.example.com broke off'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'The certificate of auth.example.com could not be verified'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'The certificate of auth.example.com could not be verified'],
	['ERR_TLS_INVALID_CONTEXT', 'The certificate of auth.example.com could not be verified'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate of auth.example.com could not be verified'],
])('%s', (code, message) => {
	const failure: Failure = { code, reason: 'x' };
	expect(explain(failure, CIRCUMSTANCES).message).toBe(message);
});

it("leaves out Node's advice on a certificate", () => {
	const advice = '; if the root CA is installed locally, try running Node.js with --use-system-ca';
	const code = 'DEPTH_ZERO_SELF_SIGNED_CERT';
	const described = (reason: string) => explain({ code, reason }, CIRCUMSTANCES).description;
	expect(described(`self-signed certificate${advice}`)).toBe(described('self-signed certificate'));
	expect(described('self-signed certificate')).toMatch(/^self-signed certificate\. For a private/);
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
