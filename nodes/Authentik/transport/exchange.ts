import type { IAllExecuteFunctions } from 'n8n-workflow';

import { apiError } from './apiError';
import type { Subject } from './explain';
import { explain } from './explain';
import { failureOf } from './failure';
import { limiterOf } from './concurrencyLimiter';
import { redact } from './redact';
import type { Renew } from './renewal';
import { renewing } from './renewal';
import { pause, retriesAfter, retryDelay } from './retry';
import { settled } from './settled';

/** One request, and what to do with the response. */
export interface Exchange<T> {
	/** Root of the API: the server whose limit applies. */
	server: string;
	/** How many requests to that server may run at once. */
	limit: number;
	method: string;
	signal?: AbortSignal;
	/** What the request is about, for error texts. */
	subject: Subject;
	/** Values that must not appear in any text. */
	secrets: string[];
	/** Whether an OAuth2 access token signs the request. */
	oauth2: boolean;
	/** How to get another access token, if possible. */
	renew?: Renew;
	/** Index of the item that the request belongs to, if there is one. */
	itemIndex?: number;
	/** Sends the request once; called again for each retry. */
	send: () => Promise<T>;
	/** What a DELETE returns if a retry finds nothing: an earlier try succeeded without its response arriving. */
	gone?: T;
}

/**
 * The path of every request of this package: waits for its turn, sends, retries if that is safe, and turns a final
 * failure into an error that the user can act on.
 * @throws NodeApiError with authentik's own words, redacted; other errors (a refusal by one of our hooks, a canceled
 *   execution) pass through unchanged
 */
export async function exchange<T>(
	context: Pick<IAllExecuteFunctions, 'getNode'>,
	{
		server,
		limit,
		method,
		signal,
		subject,
		secrets,
		oauth2,
		renew,
		itemIndex,
		send,
		gone,
	}: Exchange<T>,
): Promise<T> {
	const sendOnce = renew ? async () => await renewing(send, renew) : send;
	for (let tries = 1; ; tries++) {
		const outcome = await settled(limiterOf(server).run(limit, signal, sendOnce));
		if (outcome.status === 'fulfilled') return outcome.value;

		const failure = failureOf(outcome.reason);
		if (!failure || signal?.aborted) throw outcome.reason;
		if (tries <= retriesAfter(method, failure)) {
			await pause(retryDelay(tries, failure), signal);
			continue;
		}
		if (gone && tries > 1 && 'response' in failure && failure.response.statusCode === 404) {
			return gone;
		}
		const { message, description, ...details } = explain(failure, {
			subject,
			method,
			tries,
			server,
			oauth2,
		});
		throw apiError(
			context,
			{
				...details,
				message: redact(message, secrets),
				description: redact(description, secrets),
			},
			itemIndex,
		);
	}
}
