import { randomBytes } from 'node:crypto';

import type { Authentik, Call } from '../../core/call';
import { BEHAVIOUR, holds } from '../../core/releases';
import { applicationOf } from '../../core/state/attachment';
import type { OAuth2ProviderRow } from '../../core/state/models';
import { secondsOf } from '../../core/time';
import { describeError, OAuthError } from './errors';
import { grantedScopes, type Issue } from './tokens';

/**
 * What is not recorded of these grants follows authentik's sources: `providers/oauth2/views/authorize.py`
 * and `token.py`, or in the newest releases the folder `token/`.
 */

/** The scope that requests a refresh token. */
const OFFLINE = 'offline_access';

/**
 * `/application/o/authorize/`, opened by a signed-in person who agrees.
 * @param address what the client opens in the browser
 * @param pk the person
 * @returns where the browser is sent: the client's redirect URI with a code, or with an error
 * @throws Error where authentik shows a page of its own
 */
export function authorize(address: string, pk: number, { state, release, url }: Authentik): string {
	if (!address.startsWith(`${url}/application/o/authorize/?`)) throw new Error('Not Found');
	const query = new URL(address).searchParams;
	const provider = clientOf(query.get('client_id') ?? '', state);
	if (!provider || !applicationOf(state, provider))
		throw new Error('The client identifier (client_id) is missing or invalid.');
	const redirectUri = query.get('redirect_uri') ?? '';
	if (!isAllowed(redirectUri, provider))
		throw new Error(
			'The request fails due to a missing, invalid, or mismatching redirection URI (redirect_uri).',
		);

	const target = new URL(redirectUri);
	const answer = (values: Record<string, string>) => {
		for (const [name, value] of Object.entries(values)) target.searchParams.set(name, value);
		if (query.get('state')) target.searchParams.set('state', query.get('state') ?? '');
		return target.href;
	};
	if (query.get('response_type') !== 'code')
		return answer(describeError(new OAuthError('unsupported_response_type')));
	if (!allowsGrant(provider, 'authorization_code', release))
		return answer(describeError(undefined));

	// Without a scope, all scopes of the provider apply.
	const every = provider.property_mappings.map((one) => state.mappings.get(one)?.scope_name);
	const scopes = grantedScopes(query.get('scope') || every.join(' '), provider, state);
	const code = randomBytes(16).toString('hex');
	const expires = Date.now() + secondsOf(provider.access_code_validity) * 1000;
	state.codes.set(code, { provider: provider.pk, user: pk, scopes, expires });
	return answer({ code });
}

/** The provider with this client ID. */
export function clientOf(id: string, { providers }: Authentik['state']) {
	return providers
		.all()
		.find((row): row is OAuth2ProviderRow => row.kind === 'oauth2' && row.client_id === id);
}

/** Whether a provider allows a grant; releases without a list of grants allow all. */
export function allowsGrant(
	{ grant_types }: OAuth2ProviderRow,
	grant: string,
	release: Authentik['release'],
): boolean {
	return !holds(release, BEHAVIOUR.grantsAreAllowed) || grant_types.includes(grant);
}

/** The grant by which a client turns a code into tokens. authentik compares the redirect URI only with the provider's. */
export function byCode(form: URLSearchParams, provider: OAuth2ProviderRow, call: Call): Issue {
	const { codes, users } = call.authentik.state;
	const key = form.get('code') ?? '';
	if (!key) throw new OAuthError('invalid_grant');
	if (!isAllowed(form.get('redirect_uri') ?? '', provider)) throw new OAuthError('invalid_client');
	const code = codes.get(key);
	if (code?.provider !== provider.pk || code.expires < Date.now())
		throw new OAuthError('invalid_grant');
	const user = users.get(code.user);
	if (!user?.is_active) throw new OAuthError('invalid_grant');
	codes.delete(key);
	return { user, scopes: code.scopes, renewable: code.scopes.includes(OFFLINE) };
}

/** The grant by which a client renews its tokens. The refresh token is replaced, unless it lives long enough. */
export function byRefreshToken(
	form: URLSearchParams,
	provider: OAuth2ProviderRow,
	call: Call,
): Issue {
	const { refreshTokens, users } = call.authentik.state;
	const token = refreshTokens.find(
		({ key, provider: pk }) => key === form.get('refresh_token') && pk === provider.pk,
	);
	if (!token || token.revoked || token.expires < Date.now()) throw new OAuthError('invalid_grant');
	// authentik deletes the tokens of a user who is deactivated.
	const user = users.get(token.user);
	if (!user?.is_active) throw new OAuthError('invalid_grant');

	const asked = grantedScopes(form.get('scope'), provider, call.authentik.state);
	const wanted = asked.length > 0 ? asked : token.scopes;
	if (!wanted.includes(OFFLINE) || wanted.some((scope) => !token.scopes.includes(scope)))
		throw new OAuthError('invalid_scope');

	// The threshold is new in 2025.10. That release never replaces a token when one is set; the newest do.
	const threshold = secondsOf(provider.refresh_token_threshold || 'seconds=0') * 1000;
	token.revoked = threshold === 0 || token.expires - Date.now() < threshold;
	return { user, scopes: token.scopes, renewable: token.revoked };
}

/** Whether a redirect URI is one of the provider's. Not simulated: an empty list accepts the first one used. */
function isAllowed(uri: string, { redirect_uris }: OAuth2ProviderRow): boolean {
	return (redirect_uris as Array<{ matching_mode: string; url: string }>).some((allowed) =>
		allowed.matching_mode === 'regex'
			? new RegExp(`^(?:${allowed.url})$`).test(uri)
			: allowed.url === uri,
	);
}
