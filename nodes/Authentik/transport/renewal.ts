import type { IAllExecuteFunctions, RequestHelperFunctions } from 'n8n-workflow';

import { failureOf } from './failure';
import { cachedPerRun } from './runCache';
import { isTokenRefusal } from './apiResponse';
import { settled } from './settled';

/** Gets a new OAuth2 access token; returns whether it succeeded. */
export type Renew = () => Promise<boolean>;

/**
 * How `sender` gets a new OAuth2 access token: once for all items of a run. authentik answers an expired token with
 * 403. n8n recognizes that from 2.14 on (`tokenExpiredStatusCode` of the credential); before, it waits for a 401 that
 * never comes.
 * @returns undefined if n8n has no such function: 1.117 and older, by n8n-core 1.116.0 and 1.119.2
 */
export function renewalFor(sender: IAllExecuteFunctions, credential: string): Renew | undefined {
	const { refreshOAuth2Token }: Partial<RequestHelperFunctions> = sender.helpers;
	if (!refreshOAuth2Token) return undefined;
	return async () =>
		await cachedPerRun(sender, 'renewal', async () => {
			const outcome = await settled(refreshOAuth2Token.call(sender, credential));
			return outcome.status === 'fulfilled';
		});
}

/** Runs `send`, and repeats it with a new token if authentik rejects the current one. */
export async function renewing<T>(send: () => Promise<T>, renew: Renew): Promise<T> {
	const outcome = await settled(send());
	if (outcome.status === 'fulfilled') return outcome.value;
	const { reason } = outcome as { reason: unknown };
	const failure = failureOf(reason);
	const refused = failure && 'response' in failure && isTokenRefusal(failure.response);
	if (!refused || !(await renew())) throw reason;
	return await send();
}
