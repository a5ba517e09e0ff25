import { sleep } from 'n8n-workflow';

import type { Failure } from './failure';
import { headerOf, isCrash, isReplacedWorker, isStartupNotice } from './apiResponse';

/** How often a request is retried. */
const MAX_RETRIES = 4;

/** The same for a deletion that authentik's worker blocks: about a minute in total, with these pauses. */
const DELETE_RETRIES = 8;

const FIRST_DELAY_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** authentik, or a proxy in front of it, did not accept the request. */
const NOT_ACTED_STATUS = [429, 503];
/** Something on the way gave up; authentik may have acted. */
const MAYBE_ACTED_STATUS = [502, 504];
const NOT_ACTED_CODES = ['ECONNREFUSED'];
const MAYBE_ACTED_CODES = ['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ERR_BAD_RESPONSE'];

/**
 * How often a request may be sent again after this failure. Every method but POST is safe to repeat; a POST only if
 * authentik can't have acted on it.
 */
export function retriesAfter(method: string, failure: Failure): number {
	if (isHeldUp(method, failure)) return DELETE_RETRIES;
	return mayRetry(method, failure) ? MAX_RETRIES : 0;
}

/**
 * Whether authentik's worker blocks a deletion: it is still logging tasks that the deletion removes, such as those of
 * the sync that a save starts. The request then crashes and changes nothing.
 */
export function isHeldUp(method: string, failure: Failure): boolean {
	return method === 'DELETE' && 'response' in failure && isCrash(failure.response);
}

function mayRetry(method: string, failure: Failure): boolean {
	const repeatable = method !== 'POST';
	if ('code' in failure) {
		return (
			NOT_ACTED_CODES.includes(failure.code) ||
			(repeatable && MAYBE_ACTED_CODES.includes(failure.code))
		);
	}
	const { statusCode, body } = failure.response;
	return (
		NOT_ACTED_STATUS.includes(statusCode) ||
		(statusCode === 200 && isStartupNotice(body)) ||
		(repeatable && (MAYBE_ACTED_STATUS.includes(statusCode) || isReplacedWorker(failure.response)))
	);
}

/**
 * How long to wait before the next try, in milliseconds: the server's Retry-After (seconds or a date), else exponential
 * with jitter; never more than 30 seconds.
 * @param tries how often the request has been sent, from 1
 */
export function retryDelay(tries: number, failure?: Failure, now = Date.now()): number {
	const asked = failure && 'response' in failure ? headerOf(failure.response, 'retry-after') : '';
	const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - now) / 1000;
	const wait = Number.isNaN(seconds)
		? FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2)
		: seconds * 1000;
	return Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
}

/**
 * Waits `milliseconds`, or until the execution is canceled.
 * @throws the signal's reason if it is canceled
 */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	let cancel: (() => void) | undefined;
	const cancelled = new Promise<never>((_resolve, reject) => {
		cancel = () => reject(signal?.reason as Error);
		signal?.addEventListener('abort', cancel, { once: true });
	});
	try {
		await Promise.race([sleep(milliseconds), cancelled]);
	} finally {
		if (cancel) signal?.removeEventListener('abort', cancel);
	}
}
