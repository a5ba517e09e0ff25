import type { Authentik, Call } from '../../core/call';
import { addEvent, describe } from '../../core/events';
import type { TokenRow } from '../../core/state/models';
import { secret, stamp, uuid } from '../../core/state/state';

/** The default lifetime of what expires, on a fresh install. */
const DEFAULT_DURATION = 30 * 60 * 1000;

/** The default expiry date. */
export function usualExpiry(): string {
	return stamp(Date.now() + DEFAULT_DURATION);
}

/** Adds a token to the state, with its values as they are. */
export function addToken(
	values: Partial<TokenRow>,
	{ authentik }: Pick<Call, 'authentik'>,
): TokenRow {
	const { expiring = true } = values;
	const expires = values.expires ?? (expiring ? usualExpiry() : null);
	return authentik.state.tokens.add({
		identifier: uuid(),
		managed: null,
		intent: 'api',
		description: '',
		key: secret(),
		...values,
		expiring,
		expires,
		pk: uuid(),
	} as TokenRow);
}

/** An expired API token that is used gets another key. */
export function rotateToken(row: TokenRow, authentik: Authentik): void {
	const name = tokenLabel(row);
	row.key = secret();
	row.expires = usualExpiry();
	const token = describe('authentik_core.token', { pk: row.pk, name });
	const message = `Token ${row.identifier}'s secret was rotated.`;
	const app = 'authentik.core.models';
	addEvent({ action: 'secret_rotate', app, context: { token, message } }, authentik);
}

/** A token as text. */
export function tokenLabel({ identifier, expiring, expires }: TokenRow): string {
	const date = String(expires).replace('T', ' ').replace('Z', '+00:00');
	return expiring ? `${identifier} (expires=${expires ? date : 'None'})` : identifier;
}
