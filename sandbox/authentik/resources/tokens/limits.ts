import type { Call } from '../../../core/call';
import { groupsOf } from '../../../core/state/parentage';
import { secondsOf } from '../../../core/time';
import { isDuration } from '../../../drf/fields';
import { usualExpiry } from '../../tokens/tokens';

/** Attributes of users that limit their tokens. */
export const EXPIRING = 'goauthentik.io/user/token-expires';
const LONGEST = 'goauthentik.io/user/token-maximum-lifetime';

/** The latest time that a user's app password may expire: its groups, then its own attributes, can extend it. */
export function longestExpiry(pk: number, { authentik: { state } }: Call): number {
	const user = state.users.get(pk);
	const holders = user ? [...groupsOf(state, user), user] : [];
	const lifetimes = holders.map(({ attributes }) => attributes[LONGEST]);
	const lifetime = lifetimes.filter(Boolean).at(-1);
	if (typeof lifetime === 'string' && isDuration(lifetime))
		return Date.now() + secondsOf(lifetime) * 1000;
	return Date.parse(usualExpiry());
}
