import { createHmac, randomBytes } from 'node:crypto';

import type { Authentik } from '../../core/call';
import { applicationOf } from '../../core/state/attachment';
import type { OAuth2ProviderRow, UserRow } from '../../core/state/models';
import type { State } from '../../core/state/state';
import { secondsOf } from '../../core/time';
import { uidOf } from '../expressions/identity';

/** The result of a grant: who the token is for, what it allows, and whether it can be renewed. */
export interface Issue {
	user: UserRow;
	scopes: string[];
	/** Also issues a refresh token. */
	renewable?: boolean;
}

/** Issues tokens. Returns the token endpoint's answer. */
export function issue(
	{ user, scopes, renewable }: Issue,
	provider: OAuth2ProviderRow,
	{ state, url }: Authentik,
): Record<string, unknown> {
	const lifetime = secondsOf(provider.access_token_validity);
	const expires = Date.now() + lifetime * 1000;
	const sign = (claims: Record<string, unknown>) => jwt(claims, provider.client_secret);
	const claims = {
		iss: `${url}/application/o/${applicationOf(state, provider)?.slug}/`,
		sub: uidOf(user),
		aud: provider.client_id,
		exp: Math.floor(expires / 1000),
	};
	const key = sign({ ...claims, jti: randomBytes(16).toString('hex'), scope: scopes.join(' ') });
	state.accessTokens.push({ key, user: user.pk, scopes, expires });
	return {
		access_token: key,
		token_type: 'Bearer',
		scope: scopes.join(' '),
		expires_in: lifetime,
		id_token: sign(claims),
		...(renewable ? { refresh_token: addRefreshToken({ user, scopes }, provider, state) } : {}),
	};
}

function addRefreshToken(
	{ user, scopes }: Issue,
	provider: OAuth2ProviderRow,
	{ refreshTokens }: State,
): string {
	const key = randomBytes(32).toString('base64url');
	const expires = Date.now() + secondsOf(provider.refresh_token_validity) * 1000;
	refreshTokens.push({
		key,
		provider: provider.pk,
		user: user.pk,
		scopes,
		expires,
		revoked: false,
	});
	return key;
}

/** Of the requested scopes, those that the provider has a mapping for. The others are silently dropped. */
export function grantedScopes(
	asked: string | null,
	provider: OAuth2ProviderRow,
	{ mappings }: State,
): string[] {
	const known = provider.property_mappings.map((pk) => mappings.get(pk)?.scope_name);
	return [...new Set(asked?.split(' ').filter(Boolean))].filter((scope) => known.includes(scope));
}

/** The two texts around the first colon of the decoded value. */
export function pairOf(base64: string): [string, string] {
	const text = Buffer.from(base64, 'base64').toString();
	const at = text.indexOf(':');
	return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function jwt(claims: Record<string, unknown>, secret: string): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
	return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
