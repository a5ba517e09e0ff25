import { randomBytes } from 'node:crypto';

import { has, type Answer, type Call } from '../../core/call';
import { BEHAVIOUR } from '../../core/releases';
import type { OAuth2ProviderRow } from '../../core/state/models';
import type { View } from '../../drf/view';
import { allowsGrant, byCode, byRefreshToken, clientOf } from './authorization-code';
import { byClientCredentials } from './client-credentials';
import { describeError, OAuthError } from './errors';
import { issue, type Issue, pairOf } from './tokens';

const GRANTS = [
	'authorization_code',
	'refresh_token',
	'client_credentials',
	'password',
	'urn:ietf:params:oauth:grant-type:device_code',
];

/** `/application/o/token/`: issues tokens to clients. */
export const tokenEndpoint: View = {
	path: '/application/o/token/',
	title: 'Token',
	description: '',
	isOutsideApi: true,
	handlers: { POST: answer },
};

function answer(call: Call): Answer {
	try {
		const form = new URLSearchParams(call.text);
		const client = credentialsOf(form, call);
		const provider = clientOf(client.id, call.authentik.state);
		if (!provider) throw new OAuthError('invalid_client');
		const granted = grant(form, client.secret, provider, call);
		return { status: 200, body: issue(granted, provider, call.authentik) };
	} catch (error) {
		return { status: 400, body: { ...describeError(error), ...requestId(call) } };
	}
}

function requestId(call: Call): Record<string, string> {
	if (!has(call, BEHAVIOUR.oauthErrorsHaveRequestId)) return {};
	return { request_id: randomBytes(16).toString('hex') };
}

function grant(
	form: URLSearchParams,
	secret: string,
	provider: OAuth2ProviderRow,
	call: Call,
): Issue {
	const type = form.get('grant_type') ?? '';
	if (!GRANTS.includes(type)) throw new OAuthError('unsupported_grant_type');
	if (!allowsGrant(provider, type, call.authentik.release)) throw new OAuthError('invalid_grant');
	if (type === 'client_credentials' || type === 'password')
		return byClientCredentials(form, secret, provider, call);
	if (provider.client_type === 'confidential' && secret !== provider.client_secret)
		throw new OAuthError('invalid_client');
	if (type === 'authorization_code') return byCode(form, provider, call);
	if (type === 'refresh_token') return byRefreshToken(form, provider, call);
	// The sandbox has no device codes.
	throw new OAuthError('invalid_grant');
}

/** The client's own credentials: in the body, or as Basic authorization. */
function credentialsOf(form: URLSearchParams, { headers }: Call): { id: string; secret: string } {
	const [, basic] = /^Basic (.+)$/i.exec(headers.authorization ?? '') ?? [];
	if (form.has('client_id') || basic === undefined)
		return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
	const [id, secret] = pairOf(basic);
	return { id, secret };
}
