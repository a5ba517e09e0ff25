/** The answer instead of a token or a code; the message is OAuth's name of the error. */
export class OAuthError extends Error {}

/** authentik's texts: recorded, or from its `providers/oauth2/errors.py`. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
	invalid_client:
		'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
	invalid_grant:
		'The provided authorization grant or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client',
	invalid_scope:
		'The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner',
	unsupported_grant_type:
		'The authorization grant type is not supported by the authorization server',
	unsupported_response_type:
		'The authorization server does not support obtaining an authorization code using this method',
};

/** An error as OAuth's two fields. Anything that is not an OAuthError is a malformed request. */
export function describeError(error: unknown): { error: string; error_description: string } {
	const code = error instanceof OAuthError ? error.message : 'invalid_request';
	return {
		error: code,
		error_description: DESCRIPTIONS[code] ?? 'The request is otherwise malformed',
	};
}
