import type { IDataObject, IN8nHttpFullResponse, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { ResponseProblem } from './problem';

/** Why a request brought no usable answer: what came back, or the code of the connection's failure. */
export type Failure = { response: IN8nHttpFullResponse } | { code: string; reason: string };

/** What n8n keeps of axios' error under `cause`. */
interface HttpCause {
	code?: string;
	message?: string;
	response?: { status?: number; data?: unknown; headers?: unknown };
}

/**
 * Reads the failure out of what a request threw.
 * @returns undefined for everything that is no failed exchange, such as a refusal of our own
 */
export function failureOf(error: unknown): Failure | undefined {
	if (error instanceof ResponseProblem) return { response: error.response };
	if (!(error instanceof NodeApiError)) return undefined;
	const cause = error.cause as HttpCause | undefined;
	if (cause?.response?.status) {
		const { status, data, headers } = cause.response;
		return {
			response: {
				statusCode: status,
				body: data as JsonObject,
				headers: (headers ?? {}) as IDataObject,
			},
		};
	}
	if (cause?.code) return { code: cause.code, reason: cause.message ?? cause.code };
	return undefined;
}
