import type { Authentik } from '../../core/call';
import { BEHAVIOUR, holds } from '../../core/releases';
import type { UserRow } from '../../core/state/models';
import { detail } from '../../drf/errors';
import { rotateToken } from './tokens';

/** The scope that lets an OAuth access token use the API. */
export const API_SCOPE = 'goauthentik.io/api';

/** The user of the `Authorization` header; undefined without a credential. Wrong ones are refused. */
export function authenticate(authentik: Authentik, header: string): UserRow | undefined {
	const [, scheme, credential] = /^(\S*) (.*)$/.exec(header) ?? [];
	if (scheme === undefined) return undefined;
	if (scheme.toLowerCase() !== 'bearer') {
		if (holds(authentik.release, BEHAVIOUR.otherSchemesAreAnonymous)) return undefined;
		throw detail(403, 'Unsupported authentication type');
	}
	const user = ownerOf(authentik, credential);
	if (!user?.is_active) throw detail(403, 'Token invalid/expired');
	return user;
}

function ownerOf(authentik: Authentik, key: string): UserRow | undefined {
	const { state } = authentik;
	const token = state.tokens.find((one) => one.key === key && one.intent === 'api');
	if (token && isOver(token)) return void rotateToken(token, authentik);
	if (token) return state.users.get(token.user ?? 0);
	const access = state.accessTokens.find((one) => one.key === key);
	if (!access?.scopes.includes(API_SCOPE) || access.expires < Date.now()) return undefined;
	return state.users.get(access.user);
}

/** Whether a token has expired. */
export function isOver(token: { expiring?: boolean; expires?: string | null }): boolean {
	return Boolean(token.expiring && token.expires && Date.parse(token.expires) < Date.now());
}
