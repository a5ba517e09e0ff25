/**
 * How each version of n8n reports a failed request: only this module reads it, all others use this one.
 *
 * Errors are recognized by their shape. A class proves nothing, since the package may load another copy of
 * n8n-workflow than n8n itself: then `instanceof` is false for every error of n8n.
 *
 * A request throws a NodeApiError made from axios' error (n8n-core, httpRequestWithAuthentication).
 * Read and run with n8n-workflow 1.86.0, 1.98.0, 1.99.0, 1.120.31, 2.0.0, 2.11.1, 2.20.3, 2.30.2, 2.33.0, 2.35.0
 * and 2.40.1:
 *
 * | n8n         | n8n-workflow | 401 and 403 come as    | what is known of the response                       |
 * | ----------- | ------------ | ---------------------- | --------------------------------------------------- |
 * | to 1.101    | to 1.98      | answers, as all others | `cause.response`                                    |
 * | 1.102 – 2.8 | 1.99 – 2.8   | answers, as all others | status and JSON object only: a class field of       |
 * |             |              |                        | ExecutionBaseError hides `cause`                    |
 * | 2.11 – 2.33 | 2.11 – 2.33  | errors, by `except`    | status and JSON object only                         |
 * | from 2.34   | from 2.34    | errors, by `except`    | `cause.response`                                    |
 *
 * `except` is `ignoreHttpStatusErrors.except` in request.ts, which older versions treat as a plain `true`.
 * What all of them provide, even without `cause`:
 *
 * | what happened                  | `messages[0]`                          | `httpCode`             | more            |
 * | ------------------------------ | -------------------------------------- | ---------------------- | --------------- |
 * | authentik answered 403         | Request failed with status code 403    | '403'                  | `context.data`: |
 * |                                |                                        |                        | a JSON object   |
 * | no connection, or it broke     | Node's words: connect ECONNREFUSED …   | 'ECONNREFUSED', …      |                 |
 * | it broke in the middle of a    | stream has been aborted                | status of the response |                 |
 * | successful response            |                                        |                        |                 |
 * | the token endpoint refused     | OAuth2's words                         | 'EAUTH'                |                 |
 * | it answered something else     | HTTP status 500                        | '500'                  |                 |
 * | n8n itself refused             | n8n's words                            | null                   |                 |
 *
 * The errors of this package are not made from another error, so their `messages` are empty.
 */
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { UnexpectedResponse } from './apiResponse';

/** Why a request returned no usable response: the response itself, or the error code of the connection. */
export type Failure = { response: IN8nHttpFullResponse } | { code: string; reason: string };

/** The parts of n8n's errors that are the same in every version. */
interface NodeErrorShape extends Error {
	description?: string | null;
	context: IDataObject;
}

interface ApiErrorShape extends NodeErrorShape {
	httpCode?: string | null;
	/** The messages that n8n replaced with its own. */
	messages?: string[];
	/** axios' error, if n8n keeps it. */
	cause?: {
		code?: string;
		response?: { status?: number; data?: IN8nHttpFullResponse['body']; headers?: IDataObject };
	};
}

/** The code of a connection that breaks in the middle of a response; n8n returns the response's status instead. */
const BROKEN_OFF = 'ERR_BAD_RESPONSE';

/**
 * Extracts the failure from what a request threw.
 * @returns undefined for everything else, such as a refusal of our own
 */
export function failureOf(error: unknown): Failure | undefined {
	if (error instanceof UnexpectedResponse) return { response: error.response };
	if (!isApiError(error)) return undefined;
	const { messages: [reason] = [], cause, context } = error;
	if (reason === undefined) return undefined;

	const status = /status code (\d{3})\b/.exec(reason)?.[1];
	if (status !== undefined) {
		const { data, headers } = cause?.response ?? {};
		const body = data ?? (context.data as IDataObject | undefined) ?? '';
		return { response: { statusCode: Number(status), body, headers: headers ?? {} } };
	}
	const code = codeOf(error, reason);
	return code === undefined ? undefined : { code, reason };
}

function codeOf({ cause, httpCode }: ApiErrorShape, reason: string): string | undefined {
	if (cause?.code) return cause.code;
	if (!httpCode) return undefined;
	if (/^HTTP status \d/.test(reason)) return 'ESTATUS';
	return /^\d+$/.test(httpCode) ? BROKEN_OFF : httpCode;
}

/** Whether an error is one of n8n's, which it shows with description and item. */
export function isNodeError(error: unknown): error is NodeErrorShape {
	return isApiError(error) || nameOf(error) === 'NodeOperationError';
}

/** Whether an error is about a request: one of n8n's, or one that exchange() made from it. */
export function isApiError(error: unknown): error is ApiErrorShape {
	return nameOf(error) === 'NodeApiError';
}

function nameOf(error: unknown): unknown {
	return typeof error === 'object' && error !== null ? (error as Error).name : undefined;
}

/** Whether authentik, or a proxy in front of it, answered a request with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: number[]): boolean {
	return isApiError(error) && statuses.includes(Number(error.httpCode ?? NaN));
}

/** Whether a request failed because authentik itself has no such object, or hides it from the token's user. */
export function isMissingObject(error: unknown): boolean {
	return isApiError(error) && error.context.isMissing === true;
}

/** Whether a request failed because nothing answered it, or only a proxy on the way to authentik. */
export function isUnreachable(error: unknown): boolean {
	return isApiError(error) && (!error.httpCode || hasStatus(error, 502, 503, 504));
}

/** The details of an error, for the item that contains it and for other errors made from it. */
export interface ErrorDetails {
	message: string;
	description?: string;
	/** Status of the response, as a text, like n8n's. */
	httpCode?: string;
	/** The permissions that the token's user lacks, in authentik's code names. */
	permissions?: string[];
	/** The request's ID in authentik's log. */
	requestId?: string;
	/** Whether authentik has no such object, or hides it. */
	isMissing?: boolean;
}

/** A failure in words: what happened, and what to do about it. */
export interface Explanation extends ErrorDetails {
	description: string;
}

/** The details of any error; unknown ones are omitted. */
export function detailsOf(error: Error): ErrorDetails {
	const { message, description, httpCode, context } = error as ApiErrorShape;
	const { permissions, requestId } = (context ?? {}) as Partial<ErrorDetails>;
	return {
		message,
		...(description ? { description } : {}),
		...(httpCode ? { httpCode } : {}),
		...(permissions ? { permissions } : {}),
		...(requestId ? { requestId } : {}),
	};
}
